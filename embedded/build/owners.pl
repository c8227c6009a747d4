# Reads `tar -tvv --numeric-owner` lines; prints mksquashfs pseudo-file definitions for files below the given directory that
# do not belong to root or have special bits.
use strict;
use warnings;

my ($root) = @ARGV;
my %bit = (r => 4, w => 2, x => 1, s => 1, t => 1, S => 0, T => 0, "-" => 0);
my %line;
while (<STDIN>) {
    my ($mode, $uid, $gid, $path) = m{^([-dlbc][-rwxsStT]{9})\s+(\d+)/(\d+)\s+\S+\s+\S+\s+\S+\s+\./(.*?)/?$} or next;
    next if $mode =~ /^l/ || $path eq "";
    next if $uid == 0 && $gid == 0 && $mode !~ /[sStT]/;
    $path =~ s{^(s?bin|lib|lib64)(/|$)}{usr/$1$2};
    next unless -e "$root/$path";
    my @bits = split //, substr $mode, 1;
    my $special = ($bits[2] =~ /s/i ? 4 : 0) + ($bits[5] =~ /s/i ? 2 : 0) + ($bits[8] =~ /t/i ? 1 : 0);
    my @octal = map { $bit{ $bits[ 3 * $_ ] } + $bit{ $bits[ 3 * $_ + 1 ] } + $bit{ $bits[ 3 * $_ + 2 ] } } 0 .. 2;
    $line{$path} = sprintf "%s m %d%d%d%d %d %d\n", $path, $special, @octal, $uid, $gid;
}
print map { $line{$_} } sort keys %line;
