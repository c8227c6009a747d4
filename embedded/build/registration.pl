# Reads a derivation's attributes in JSON; prints the .debs to unpack into the image (argument "debs"), the paths of its store
# ("paths"), or the input of `nix-store --load-db` ("registration").
#
# A .deb is unpacked if one of `imageRoots` refers to it. A machine that the image can install has its own /usr, so what only
# that refers to is not unpacked. The .debs themselves are in the store only if an `offline-base-sources` path refers to them,
# with which an installed machine builds its next system.
use strict;
use warnings;

my ($file, $what) = @ARGV;
open my $in, "<", $file or die "$file: $!\n";
local $/;
my $json = <$in>;
my %path;
while ($json =~ /(\{[^{}]*"narHash"[^{}]*\})/g) {
    my $entry = $1;
    my %of = map { my ($value) = $entry =~ /"$_":"?([^",}]+)/; ($_ => $value) } qw(narHash narSize path);
    my ($references) = $entry =~ /"references":\[([^\]]*)\]/;
    $path{ $of{path} } = { %of, references => [ $references =~ /"([^"]+)"/g ] };
}
die "no closure in $file\n" unless %path;
my ($roots) = $json =~ /"imageRoots":\[([^\]]*)\]/ or die "no imageRoots in $file\n";

my $deb     = qr/\.deb$/;
my $sources = qr/-offline-base-sources$/;

if ($what eq "debs") {
    my %seen;
    my @next = $roots =~ /"([^"]+)"/g;
    while (defined(my $name = shift @next)) {
        next if $seen{$name}++ || $name =~ $sources || -e "$name/offline-base/usr";
        push @next, @{ $path{$name}{references} };
    }
    print map { "$_\n" } sort grep { /$deb/ } keys %seen;
    exit;
}

my %kept = map { $_ => 1 } map { @{ $path{$_}{references} } } grep { /$sources/ } keys %path;
for my $name (sort keys %path) {
    next if $name =~ $deb && !$kept{$name};
    if ($what eq "paths") { print "$name\n"; next; }
    my @references = sort grep { $_ !~ $deb || $name =~ $sources } @{ $path{$name}{references} };
    print join("\n", $name, @{ $path{$name} }{qw(narHash narSize)}, "", scalar @references, @references), "\n";
}
