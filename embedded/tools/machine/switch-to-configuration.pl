# Makes a system that of the next boot, of the running machine, or of both.
# usage: switch-to-configuration boot|switch|test|dry-activate
use strict;
use warnings;
my $out = '@out@';
my $action = $ARGV[0] // "";
my %known = map { $_ => 1 } qw(boot switch test dry-activate check);
if (!$known{$action}) {
    print STDERR "usage: $0 boot|switch|test|dry-activate|check\n";
    exit 1;
}
$ENV{PATH} = "/usr/sbin:/usr/bin:/sbin:/bin";
exit 0 if $action eq "check";
if ($> != 0) { print STDERR "switch-to-configuration: only root can do this\n"; exit 1; }

sub run { my @command = @_; return system(@command) == 0; }
sub output { my ($command) = @_; my @lines = `$command`; chomp @lines; return @lines; }

if (($action eq "boot" || $action eq "switch") && ($ENV{NIXOS_INSTALL_BOOTLOADER} // "") ne "none") {
    run('@installBootLoader@', $out) or die "switch-to-configuration: the boot loader was not installed\n";
    run("sync", "-f", "/nix/store");
}
exit 0 if $action eq "boot";

my $old = readlink "/run/current-system" or die "switch-to-configuration: no system runs here; use `boot'\n";
my $units = "systemd/system";

# The units of a system by name, with the text of the unit and its drop-ins, and with what wants them.
sub units_of {
    my ($system) = @_;
    my (%text, %wanted);
    my $root = "$system/etc/$units";
    for my $path (glob "$root/*") {
        my ($name) = $path =~ m{([^/]*)$};
        if ($name =~ /^(.*)\.d$/ && -d $path) {
            for my $dropin (sort glob "$path/*.conf") { $text{$1} = ($text{$1} // "") . content($dropin); }
        }
        elsif ($name =~ /\.(wants|requires)$/ && -d $path) {
            for my $unit (map { m{([^/]*)$} } glob "$path/*") { $wanted{$unit} = 1; }
        }
        elsif ($name =~ /\.(service|socket|timer|path|target|mount)$/) { $text{$name} = ($text{$name} // "") . content($path); }
    }
    return (\%text, \%wanted);
}

sub content {
    my ($path) = @_;
    my $target = readlink $path;
    return "masked" if defined $target && $target eq "/dev/null";
    # A unit of Debian is the same as long as its package is.
    return "link to $target" if defined $target && $target =~ m{^/(usr/)?lib/systemd};
    open my $in, "<", $path or return "";
    local $/;
    return scalar(<$in>) // "";
}

my ($old_text, $old_wanted) = units_of($old);
my ($new_text, $new_wanted) = units_of($out);
my $usr_changes = (readlink("$old/offline-base/usr") // "") ne (readlink("$out/offline-base/usr") // "");
my %active = map { (split)[0] => 1 } output("systemctl list-units --plain --no-legend --full --state=active,activating,reloading");

# Units without which the machine, or the connection to it, would stop.
my $kept = qr/^(systemd-|dbus|user@|getty@|serial-getty@|autovt@|init\.scope|-\.)/;
my (@stop, @restart, @start);
for my $unit (sort keys %$old_text) {
    next if $unit =~ /@\./ || !$active{$unit} || $unit =~ $kept;
    if (!exists $new_text->{$unit} || $new_text->{$unit} eq "masked") { push @stop, $unit; }
    elsif ($new_text->{$unit} ne $old_text->{$unit} && $unit !~ /\.target$/) { push @restart, $unit; }
}
for my $unit (sort keys %$new_wanted) {
    next if $old_wanted->{$unit} || $active{$unit} || $unit =~ /@\./ || ($new_text->{$unit} // "") eq "masked";
    push @start, $unit;
}

if ($action eq "dry-activate") {
    print STDERR "would stop the following units: @stop\n"       if @stop;
    print STDERR "would restart the following units: @restart\n" if @restart;
    print STDERR "would start the following units: @start\n"     if @start;
    exit 0;
}

my $failed = 0;
if (@stop) {
    print STDERR "stopping the following units: @stop\n";
    run("systemctl", "stop", "--", @stop);
}
if ($usr_changes) {
    print STDERR "mounting the programs of the new system...\n";
    # Over the old ones, which running programs still use.
    run("/bin/sh", "-c", '. "$1/offline-base/mount-usr.sh" && mount_usr "" "$1"', "mount-usr", $out)
      or die "switch-to-configuration: /usr of the new system cannot be mounted\n";
}
print STDERR "activating the configuration...\n";
run("$out/activate") or $failed = 2;
run("systemctl", "daemon-reload") or $failed = 3;
run("systemd-tmpfiles", "--create", "--remove", "--exclude-prefix=/dev");
run("/lib/systemd/systemd-sysctl") or $failed = 4;
run("udevadm", "control", "--reload");
if (differs("hostname") && open my $in, "<", "/etc/hostname") {
    chomp(my $name = <$in> // "");
    run("hostname", $name) if $name ne "";
}
for my $service (qw(systemd-networkd systemd-resolved systemd-timesyncd)) {
    next unless $active{"$service.service"};
    my @changed = grep { differs($_) } $service eq "systemd-networkd" ? ("systemd/network") : ($service eq "systemd-resolved" ? "systemd/resolved.conf" : "systemd/timesyncd.conf");
    push @restart, "$service.service" if @changed;
}

# Whether a file or directory of /etc differs between the systems.
sub differs {
    my ($path) = @_;
    return !run("diff", "-rq", "--no-dereference", "$old/etc/$path", "$out/etc/$path") ? 1 : 0 if -d "$old/etc/$path" && -d "$out/etc/$path";
    return (-e "$old/etc/$path" ? content("$old/etc/$path") : "") ne (-e "$out/etc/$path" ? content("$out/etc/$path") : "");
}

# sshd reads its configuration when it starts; connections stay.
push @restart, "sshd.service" if $active{"sshd.service"} && !grep({ $_ eq "sshd.service" } @restart, @stop) && differs("ssh/sshd_config");
push @restart, "nix-daemon.service" if $active{"nix-daemon.service"} && !grep({ $_ eq "nix-daemon.service" } @restart, @stop) && differs("nix/nix.conf");
if (@restart) {
    print STDERR "restarting the following units: @restart\n";
    run("systemctl", "restart", "--", @restart) or $failed = 4;
}
if (@start) {
    print STDERR "starting the following units: @start\n";
    run("systemctl", "start", "--", @start) or $failed = 4;
}
exit $failed;
