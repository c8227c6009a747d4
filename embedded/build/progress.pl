# Prints how far mksquashfs is, as a line for each percent. Its own progress bar is drawn only in a terminal, and Nix shows
# no line that does not end. What it has read is a good measure, because it reads ahead by its memory limit only.
# usage: progress.pl PID IMAGE TOTAL_BYTES
use strict;
use warnings;
my ($pid, $image, $total) = @ARGV;
my $last = -1;
$| = 1;
while (open my $io, "<", "/proc/$pid/io") {
  my ($read) = join("", <$io>) =~ /^rchar: (\d+)/m or last;
  my $percent = int(100 * $read / ($total || 1));
  $percent = 99 if $percent > 99;
  printf "compressing: %d%%, %d bytes written\n", $last = $percent, (-s $image) // 0 if $percent > $last;
  sleep 1;
}
