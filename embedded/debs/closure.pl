# Reads `apt-cache show` records, prints debs.json: the packages that the list requires, each with its dependencies in this
# set. usage: perl closure.pl PACKAGES LIST_CHECKSUM < RECORDS
use strict;
use warnings;

my ($list, $checksum) = @ARGV;
my (%deb, %provider);
{
    local $/ = "";
    while (my $record = <STDIN>) {
        my %field;
        $record =~ s/\n[ \t]+/ /g;
        $field{$1} = $2 while $record =~ /^([A-Za-z0-9-]+):[ \t]*(.*)$/mg;
        my $name = $field{Package} or next;
        next if $deb{$name};
        $deb{$name} = \%field;
        push @{ $provider{ s/[ (].*//r } }, $name for split /,\s*/, $field{Provides} // "";
    }
}

# A dependency is satisfied by the first alternative that apt chose, or by the first package that provides one.
for my $name (sort keys %deb) {
    my %needs;
    for my $clause (split /,\s*/, join ", ", grep { $_ } @{ $deb{$name} }{ "Pre-Depends", "Depends" }) {
        my @names = map { s/[ :(].*//r } split /\s*\|\s*/, $clause;
        my ($choice) = grep { $deb{$_} } @names;
        ($choice) = map { sort @{ $provider{$_} // [] } } @names unless $choice;
        $needs{$choice} = 1 if $choice && $choice ne $name;
    }
    $deb{$name}{needs} = [ sort keys %needs ];
}

my (%dropped, %kept, @lines);
open my $packages, "<", $list or die "$list: $!\n";
while (<$packages>) {
    next unless /^(\@?[\w.+-]+):\s*([^!\s].*)$/;
    my ($name, @words) = ($1, split " ", $2);
    if ($name eq "\@drop") { $dropped{$_} = 1 for @words }
    else                   { push @lines, \@words }
}
for my $line (@lines) {
    my %without = (%dropped, map { substr($_, 1) => 1 } grep { /^-/ } @$line);
    my @open = grep { !/^-|=/ } @$line;
    my %seen;
    while (defined(my $name = pop @open)) {
        next if $without{$name} || $seen{$name}++;
        die "apt chose no package $name\n" unless $deb{$name};
        $kept{$name} = 1;
        push @open, @{ $deb{$name}{needs} };
    }
}

# The name of a store path allows fewer characters than a Debian version: no epoch colon and no tilde.
my @entries = map {
    my ($name, $deb) = ($_, $deb{$_});
    my $file = "${name}_$deb->{Version}.deb" =~ tr/:~/-_/r;
    my $needs = join ", ", map { "\"$_\"" } grep { $kept{$_} } @{ $deb->{needs} };
    qq(    "$name": {\n      "version": "$deb->{Version}",\n      "sha256": "$deb->{SHA256}",\n)
      . qq(      "file": "$file",\n      "depends": [$needs]\n    });
} sort keys %kept;
print qq({\n  "packages": "$checksum",\n  "debs": {\n), join(",\n", @entries), "\n  }\n}\n";
