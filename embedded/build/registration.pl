# Reads a derivation's attributes in JSON; prints the closure's .debs (argument "debs"), its other paths ("paths"), or the
# input of `nix-store --load-db` ("registration"). The .debs are unpacked into the image, so its store does not contain them.
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
    $path{ $of{path} } = { %of, references => [ grep { !/\.deb$/ } $references =~ /"([^"]+)"/g ] };
}
die "no closure in $file\n" unless %path;
for my $name (sort keys %path) {
    my $is_deb = $name =~ /\.deb$/;
    if    ($what eq "debs")  { print "$name\n" if $is_deb }
    elsif ($what eq "paths") { print "$name\n" if !$is_deb }
    elsif (!$is_deb) {
        my @references = sort @{ $path{$name}{references} };
        print join("\n", $name, @{ $path{$name} }{qw(narHash narSize)}, "", scalar @references, @references), "\n";
    }
}
