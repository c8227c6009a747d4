# Makes /etc of a machine that of a system: links to its files, and copies of those that need an owner or a mode.
# usage: setup-etc.pl ETC COPIED PASSWORDS, where COPIED lists "path mode uid gid" and PASSWORDS "user how value".
use strict;
use warnings;
use Fcntl qw(O_CREAT O_EXCL O_WRONLY);
require $0 =~ s{[^/]*$}{accounts.pl}r;
my ($new, $copied, $passwords) = @ARGV;

sub lines {
    my ($file) = @_;
    open my $in, "<", $file or return ();
    chomp(my @lines = <$in>);
    return @lines;
}

sub write_file {
    my ($file, $text, $mode, $uid, $gid) = @_;
    # An interrupted run may have left it.
    unlink "$file.new";
    # Only root can read it until it has its owner and mode.
    sysopen my $out, "$file.new", O_WRONLY | O_CREAT | O_EXCL, 0600 or die "$file.new: $!\n";
    print $out $text or die "$file.new: $!\n";
    close $out or die "$file.new: $!\n";
    chown $uid, $gid, "$file.new" or die "$file.new: $!\n";
    chmod $mode, "$file.new" or die "$file.new: $!\n";
    rename "$file.new", $file or die "$file: $!\n";
}

sub make_parents {
    my ($path) = @_;
    my $parent = "";
    for my $name (split m{/}, $path =~ s{/[^/]*$}{}r) {
        $parent .= "$name/";
        my $dir = substr $parent, 0, -1;
        next if $dir eq "" || (-d $dir && !is_managed_link($dir));
        unlink $dir;
        mkdir $dir or die "$dir: $!\n";
    }
}

# A link that this script made: a directory of the user's own may be a link, too.
sub is_managed_link { my ($path) = @_; return -l $path && readlink($path) =~ m{^(/etc/static|/usr/lib/offline-base|/nix/store)/}; }

sub read_all {
    my ($file) = @_;
    open my $in, "<", $file or die "$file: $!\n";
    local $/;
    return scalar <$in>;
}

# The password of a user stays what `passwd` made it, unless the configuration sets it.
sub shadow_text {
    my ($text) = @_;
    my %old = map { (split /:/)[0] => $_ } lines("/etc/shadow");
    my %fixed;
    for (lines($passwords)) {
        my ($user, $how, $value) = split / /, $_, 3;
        if ($how eq "hash") { $fixed{$user} = $value; next; }
        my ($hash) = lines($value);
        if (defined $hash) { $fixed{$user} = $hash; }
        else               { warn "users.users.$user.hashedPasswordFile: $value cannot be read\n"; $fixed{$user} = "!"; }
    }
    return join "", map {
        my ($user, undef, @rest) = split /:/, $_, -1;
        exists $fixed{$user} ? join(":", $user, $fixed{$user}, @rest) . "\n" : exists $old{$user} ? "$old{$user}\n" : "$_\n";
    } split /\n/, $text;
}

# Directories that are linked as a whole: for systemd, a unit that is a link out of its directories is not an alias.
my %whole = ("systemd/system" => 1);

my %how = map { my ($path, @how) = split / /; ($path => \@how) } lines($copied);
my %present;
mkdir "/etc";
my %accounts;
@accounts{qw(passwd group)} = accounts_with_ids(read_all("$new/passwd"), read_all("$new/group"));
unlink "/etc/static.new";
symlink $new, "/etc/static.new" or die "/etc/static.new: $!\n";
rename "/etc/static.new", "/etc/static" or die "/etc/static: $!\n";

my @directories = ("");
while (defined(my $directory = shift @directories)) {
    opendir my $dir, "$new/$directory" or die "$new/$directory: $!\n";
    for my $name (sort grep { !/^\.\.?$/ } readdir $dir) {
        my $path = $directory eq "" ? $name : "$directory/$name";
        my $source = "$new/$path";
        if (!-l $source && -d $source && !$how{$path} && !$whole{$path}) { push @directories, $path; next; }
        $present{$path} = 1;
        my $target = "/etc/$path";
        make_parents($target);
        if (my $how = $how{$path}) {
            my ($mode, $uid, $gid) = @$how;
            my $text = $accounts{$path} // read_all($source);
            $text = shadow_text($text) if $path eq "shadow";
            write_file($target, $text, oct $mode, $uid, $gid);
            next;
        }
        my $link = "/etc/static/$path";
        next if -l $target && readlink($target) eq $link;
        if (-d $target && !-l $target) { system("rm", "-rf", $target); }
        unlink "$target.new";
        symlink $link, "$target.new" or die "$target.new: $!\n";
        rename "$target.new", $target or die "$target: $!\n";
    }
}

# What the system before this one had.
my $list = "/etc/.offline-base-files";
for my $path (lines($list)) {
    next if $present{$path} || grep { $path =~ m{^\Q$_\E/} } keys %whole;
    unlink "/etc/$path";
    my $parent = "/etc/$path";
    # A directory that others use is not empty.
    while ($parent =~ s{/[^/]*$}{} && $parent ne "/etc") { rmdir $parent or last; }
}
write_file($list, join("", map { "$_\n" } sort keys %present), 0644, 0, 0);
