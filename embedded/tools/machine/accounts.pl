# UIDs and GIDs of a machine. As on NixOS, users and groups keep theirs, and no new one gets an ID that another had before,
# because files may still belong to it. The maps in /var/lib/nixos are those of NixOS.
# Source: nixos/modules/config/update-users-groups.pl.
use strict;
use warnings;

my $state = "/var/lib/nixos";

# passwd and group with IDs in place of ranges ("first-last") and of the names of users' groups.
sub accounts_with_ids {
    my ($passwd, $group) = @_;
    if (!-d $state) { mkdir $state, 0755 or die "$state: $!\n"; }
    my $groups = with_ids($group, "/etc/group", "$state/gid-map", "GID change of group");
    my %gid = map { (split /:/)[0, 2] } split /\n/, $groups;
    my $users = join "", map {
        my @fields = split /:/, $_, -1;
        $fields[3] = $gid{ $fields[3] } // $fields[3];
        join(":", @fields) . "\n";
    } split /\n/, $passwd;
    return (with_ids($users, "/etc/passwd", "$state/uid-map", "UID change of user"), $groups);
}

sub with_ids {
    my ($text, $file, $map_file, $change) = @_;
    my %current = map { (split /:/)[0, 2] } grep { /^[^:]+:[^:]*:\d+:/ } lines($file);
    my %map = read_map($map_file);
    my @entries = map { [split /:/, $_, -1] } split /\n/, $text;
    my %used = map { $_ => 1 } values %current, grep { /^\d+$/ } map { $$_[2] } @entries;
    my %formerly_used = map { $_ => 1 } values %map;
    for my $entry (@entries) {
        my ($name, undef, $wanted) = @$entry;
        my ($first, $last) = $wanted =~ /^(\d+)-(\d+)$/;
        my $id = $current{$name};
        if (defined $id) {
            warn "warning: not applying $change '$name' ($id -> $wanted) in $file\n" if !defined $first && $id != $wanted;
        }
        elsif (defined $first) {
            my ($low, $high) = sort { $a <=> $b } $first, $last;
            my $former = $map{$name};
            my $is_free = defined $former && $former >= $low && $former <= $high && !$used{$former};
            $id = $is_free ? $former : free_id($first, $last, \%used, \%formerly_used)
              // die "$file: all IDs from $low to $high are or were in use; set the ID of '$name'\n";
        }
        else { $id = $wanted; }
        $used{$id} = 1;
        $map{$name} = $$entry[2] = $id;
    }
    # Before the file itself, so that a power cut does not lose an ID that files belong to.
    write_map($map_file, %map);
    return join "", map { join(":", @$_) . "\n" } @entries;
}

sub free_id {
    my ($first, $last, @taken) = @_;
    my $step = $first < $last ? 1 : -1;
    for (my $id = $first; $id != $last + $step; $id += $step) {
        return $id unless grep { $$_{$id} } @taken;
    }
    return;
}

# JSON, as NixOS writes it; perl-base has no module for it.
sub read_map {
    my ($file) = @_;
    return join("", lines($file)) =~ /"([^"]+)"\s*:\s*"?(\d+)/g;
}

sub write_map {
    my ($file, %map) = @_;
    write_file($file, "{" . join(",", map { "\"$_\":$map{$_}" } sort keys %map) . "}", 0644, 0, 0);
}

1;
