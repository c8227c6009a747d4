# Start of every builder: shell settings, then the derivation's buildCommand, with or without structured attributes.
umask 022

# Prints the files of a Debian package as tar, after checking that the package is the one that its store path stands for.
# Nix does not read files again that it has in its store, so it would not notice that one was changed.
deb_files() {
  local sum inner outer name=${1##*/}
  sum=$(sha256sum <"$1")
  inner=$(printf 'fixed:out:sha256:%s:' "${sum%% *}" | sha256sum)
  outer=$(printf 'output:out:sha256:%s:%s:%s' "${inner%% *}" "${1%/*}" "${name#*-}" | sha256sum)
  # Nix folds 32 bytes into 20 and writes these in its own base 32.
  perl -e '
    my ($outer, $path) = @ARGV;
    my @bytes = map { hex } $outer =~ /[0-9a-f]{2}/g;
    $bytes[ $_ - 20 ] ^= $bytes[$_] for 20 .. 31;
    my @digits = map {
      my ($byte, $bit) = (int($_ * 5 / 8), $_ * 5 % 8);
      my $next = $byte < 19 ? $bytes[ $byte + 1 ] : 0;
      substr "0123456789abcdfghijklmnpqrsvwxyz", ($bytes[$byte] >> $bit | $next << 8 - $bit) & 31, 1;
    } reverse 0 .. 31;
    exit 0 if index($path, "/" . join("", @digits) . "-") >= 0;
    my ($file) = $path =~ m{/[^/-]*-([^/]*)$};
    print STDERR "error: offline base: the Debian package $file was changed in the Nix store\n",
      "$path does not have the SHA-256 that apt'\''s signed index lists, so it is not unpacked\n",
      "to download it again, run: nix-store --delete \$(nix-store --query --referrers-closure $path), and build again\n";
    exit 1' "$outer" "$1" || {
    # An empty archive, so that the tar that reads it does not complain as well.
    tar -cT /dev/null
    return 1
  }
  if command -v dpkg-deb >/dev/null; then dpkg-deb --fsys-tarfile "$1"; else deb_archive "$1"; fi
}

# The same on a machine of the offline base, which builds its next system without dpkg: a package is an ar archive.
deb_archive() {
  local member
  member=$(ar_member "$1" | head -c 16 | tr -d ' /\0')
  ar_member "$1" | tail -c +17 | case $member in
    *.xz) xz -dc ;;
    *.zst) zstd -dcq ;;
    *.gz) gzip -dc ;;
    *) cat ;;
  esac
}

# Prints the name of the archive with the files of a package, padded to 16 characters, and the archive.
ar_member() {
  perl -e '
    $SIG{PIPE} = sub { exit 0 };
    open my $in, "<:raw", $ARGV[0] or die "$ARGV[0]: $!\n";
    seek $in, 8, 0;
    while (read($in, my $header, 60) == 60) {
      my ($name, $size) = unpack "A16 x32 A10", $header;
      if ($name =~ /^data\.tar/) {
        print pack("A16", $name);
        while ($size > 0) {
          my $read = read $in, my $buffer, $size > 1048576 ? 1048576 : $size or die "$ARGV[0] is truncated\n";
          print $buffer or exit 0;
          $size -= $read;
        }
        exit 0;
      }
      seek $in, $size + $size % 2, 1;
    }
    die "$ARGV[0] is no Debian package\n"' "$1"
}
export -f deb_files deb_archive ar_member

if [ -n "${NIX_ATTRS_SH_FILE-}" ]; then
  # In a sandbox, Nix 2.8 passes the paths of these files outside of it.
  if [ ! -e "$NIX_ATTRS_SH_FILE" ]; then
    NIX_ATTRS_SH_FILE=$NIX_BUILD_TOP/.attrs.sh
    NIX_ATTRS_JSON_FILE=$NIX_BUILD_TOP/.attrs.json
  fi
  # shellcheck disable=SC1090
  . "$NIX_ATTRS_SH_FILE"
  export PATH LC_ALL TZ
  out=${outputs[out]}
  eval "$buildCommand"
else
  . "$buildCommandPath"
fi
