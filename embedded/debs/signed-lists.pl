# Links the lists of packages that Debian signed into a directory, so that apt knows no others. apt checks signatures only
# when it fetches a list, and its configuration can switch that off, so they are checked here again.
# usage: perl signed-lists.pl KEYRING WORK_DIRECTORY CHECK_EXPIRY LISTS_DIRECTORY < TARGETS
# TARGETS: lines of `apt-get indextargets`, in the format of resolve.sh. Prints each rejected archive with the reason, then
# how to fix the first.
use strict;
use warnings;

my ($keyring, $work, $check_expiry, $lists) = @ARGV;
my $own_key = "if the archive is a mirror that signs with its own key, set CDKNIX_DEBIAN_KEYRING to the file of that key; "
  . "otherwise remove it from apt's sources, and run as root: apt-get update";
my $update = "run as root: apt-get update";
my $frozen = "$update; if the archive never changes, like a dated snapshot, set check-valid-until=no for it in apt's sources";

sub contents {
    my ($file) = @_;
    local $/;
    open my $in, "<", $file or die "$file: $!\n";
    return scalar <$in>;
}

sub write_file {
    my ($file, $text) = @_;
    open my $out, ">", $file or die "$file: $!\n";
    print $out $text;
    close $out or die "$file: $!\n";
}

# What a program prints to stdout, and whether it succeeded. Its errors go to a file.
sub output {
    my (@argv) = @_;
    my $pid = open(my $in, "-|") // die "cannot start $argv[0]: $!\n";
    if (!$pid) {
        open STDERR, ">", "$work/errors";
        exec @argv or exit 127;
    }
    local $/;
    my $text = <$in> // "";
    close $in;
    return ($text, $? == 0);
}

# Splits a text with a signature in it as RFC 4880 describes it; nothing may precede or follow it.
sub split_signed {
    my ($text) = @_;
    my ($signed, $signature) = $text =~ m{
        \A-----BEGIN\ PGP\ SIGNED\ MESSAGE-----\n (?:Hash:\ [^\n]*\n)* \n
        (.*)\n (-----BEGIN\ PGP\ SIGNATURE-----\n .*? \n-----END\ PGP\ SIGNATURE-----) \s*\z}sx
      or return;
    return if $signed =~ /^-(?! )/m;
    $signed =~ s/^- //mg;
    return ($signed, $signature);
}

# Why a signature does not count, and the fix; nothing if it does.
sub signature_problem {
    my ($signature, $text) = @_;
    my @files = ("$work/signature", "$work/signed");
    write_file($files[0], $signature);
    write_file($files[1], $text);
    # Debian 13 has sqv instead of gpgv.
    if (-x "/usr/bin/sqv") {
        my (undef, $good) = output("/usr/bin/sqv", "--keyring", $keyring, @files);
        return if $good;
        my ($key) = contents("$work/errors") =~ /([0-9A-F]{16,40})/;
        return ($key ? "it is signed with the key $key, which is not in $keyring" : "its signature is not valid", $own_key);
    }
    my ($status) = output("gpgv", "--status-fd", "1", "--weak-digest", "SHA1", "--keyring", $keyring, @files);
    return ("it was changed after it was signed", $update) if $status =~ /^\[GNUPG:\] BADSIG/m;
    return if $status =~ /^\[GNUPG:\] GOODSIG/m && $status =~ /^\[GNUPG:\] VALIDSIG/m;
    my $key = $status =~ /^\[GNUPG:\] (?:EXPKEYSIG|REVKEYSIG|NO_PUBKEY) (\S+)/m ? $1 : "";
    return ("its key $key has expired", $update) if $status =~ /^\[GNUPG:\] EXPKEYSIG/m;
    return ("its key $key was revoked", $update) if $status =~ /^\[GNUPG:\] REVKEYSIG/m;
    return ("it is signed with the key $key, which is not in $keyring", $own_key) if $key;
    return ("its signature is not valid", $own_key);
}

# Whether an entry of apt's sources, as FILE:NUMBER, is of an archive that never changes.
sub is_frozen {
    my ($file, $number) = $_[0] =~ /^(.*):(\d+)$/ or return;
    return unless -r $file;
    my @entries = split $file =~ /\.sources$/ ? qr/\n(?:[ \t]*\n)+/ : qr/\n/, contents($file);
    return ($entries[ $number - 1 ] // "") =~ /^check-valid-until:\s*(?:no|false|off|0)\b|^deb\s*\[[^\]]*check-valid-until=(?:no|false|off|0)\b/im;
}

# The text of the index whose files start with $prefix, or undef with the reason and the fix.
sub signed_index {
    my ($prefix, $source) = @_;
    my ($text, $signature);
    if (-e "${prefix}InRelease") {
        ($text, $signature) = split_signed(contents("${prefix}InRelease"));
    }
    elsif (-e "${prefix}Release.gpg" && -e "${prefix}Release") {
        ($text, $signature) = (contents("${prefix}Release"), contents("${prefix}Release.gpg"));
    }
    return (undef, "its index is not signed", $own_key) unless $signature;
    my ($problem, $fix) = signature_problem($signature, $text);
    return (undef, $problem, $fix) if $problem;
    if ($check_expiry && $text =~ /^Valid-Until:\s*(.+)$/m) {
        my $until = $1;
        my ($seconds, $is_date) = output("date", "-d", $until, "+%s");
        return (undef, "its index expired on $until", $frozen) if (!$is_date || $seconds < time) && !is_frozen($source);
    }
    return ($text);
}

# Why a list of packages does not belong to its index, and the fix; nothing if it does.
sub list_problem {
    my ($index, $key, $file) = @_;
    my ($sums) = $index =~ /^SHA256:[ \t]*\n((?: .*(?:\n|\z))+)/m;
    my ($wanted) = ($sums // "") =~ /^ ([0-9a-f]{64}) +\d+ +\Q$key\E$/m;
    return ("its index has no SHA-256 of $key", $own_key) unless $wanted;
    my ($text) = output("/usr/lib/apt/apt-helper", "cat-file", $file);
    write_file("$work/list", $text);
    my ($sum) = output("sha256sum", "$work/list");
    return if $sum =~ /^$wanted /;
    return ("$file does not have the SHA-256 in the signed index", "run as root: rm $file && apt-get update");
}

my (%index, %seen, $first_fix);
while (<STDIN>) {
    chomp;
    my ($uri, $release, $key, $file, $source) = split /\t/;
    # apt writes a path as the name of a file like this.
    my $name = $key =~ s/([\\|{}\[\]<>"^~_=!@#\$%&*])/sprintf "%%%02x", ord $1/ger =~ tr{/}{_}r;
    my ($prefix) = $file =~ /^(.*)\Q$name\E(?:\.\w+)?$/ or next;
    $index{$prefix} //= [ signed_index($prefix, $source) ];
    my ($text, $problem, $fix) = @{ $index{$prefix} };
    ($problem, $fix) = list_problem($text, $key, $file) if defined $text;
    if ($problem) {
        print "rejected the archive $uri $release: $problem\n" unless $seen{"$uri $release $problem"}++;
        $first_fix //= $fix;
        next;
    }
    for my $part ($file, map { $prefix . $_ } "InRelease", "Release", "Release.gpg") {
        symlink $part, "$lists/" . $part =~ s{.*/}{}r if -e $part;
    }
}
print "fix: $first_fix\n" if $first_fix;
