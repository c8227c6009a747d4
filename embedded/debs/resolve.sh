#!/bin/sh
# Resolves the Debian packages in ./packages with this machine's apt and adds them to the Nix store.
#
# usage: resolve.sh OUTPUT_JSON [--reuse]
#
# OUTPUT_JSON is replaced atomically after every package is in the store; the same packages give the same bytes.
# --reuse keeps an existing OUTPUT_JSON if all of its packages are in the store or can still be downloaded.
# Exit codes: 0 success; 1 usage error, or resolving or downloading failed; 4 an archive or a package is not what Debian
# signed; 5 apt, dpkg, perl, Nix, or package lists are missing.
# CDKNIX_DEBIAN_KEYRING: the keyring of a mirror that signs with its own key. Default: that of debian-archive-keyring.
# The result does not depend on installed packages; mirrors and apt's configuration are not part of it.
set -eu
LC_ALL=C
export LC_ALL
umask 022

say() { echo "offline base: $*" >&2; }
# cdknix recognizes this line, and shows it and those after it as the error.
die() { code=$1; shift; echo "error: offline base: $*" >&2; exit "$code"; }

here=$(cd "$(dirname "$0")" && pwd)
out=
reuse=
for arg; do
  case $arg in
    --reuse) reuse=1 ;;
    -*) die 1 "unknown option $arg; usage: resolve.sh OUTPUT_JSON [--reuse]" ;;
    *) [ -z "$out" ] || die 1 "expected one output file; usage: resolve.sh OUTPUT_JSON [--reuse]"; out=$arg ;;
  esac
done
[ -n "$out" ] || die 1 "usage: resolve.sh OUTPUT_JSON [--reuse]"

for program in apt-get apt-cache; do
  command -v $program >/dev/null || die 5 "$program is not installed: the offline base consists of Debian packages and requires apt"
done
for program in dpkg-deb perl nix-store nix-instantiate; do
  command -v $program >/dev/null || die 5 "$program is not installed; on Debian, run as root: apt-get update && apt-get install dpkg perl-base nix-bin"
done

keyring=${CDKNIX_DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
if [ -z "${CDKNIX_DEBIAN_KEYRING:-}" ] && [ ! -e "$keyring" ]; then keyring=${keyring%.gpg}.pgp; fi
[ -r "$keyring" ] ||
  die 5 "cannot read the keyring $keyring; on Debian, run as root: apt-get update && apt-get install debian-archive-keyring"
[ -x /usr/bin/sqv ] || command -v gpgv >/dev/null ||
  die 5 "gpgv is not installed; on Debian, run as root: apt-get update && apt-get install gpgv"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir -p "$tmp/archives/partial" "$tmp/lists/partial" "$tmp/debs"

# Uses only Debian's own packages, so that other repositories on this machine do not change the result.
cat > "$tmp/preferences" <<'PINS'
Package: *
Pin: release o=Debian
Pin-Priority: 500

Package: *
Pin: release o=*
Pin-Priority: -1
PINS
# Passed with -c, which apt reads after this machine's configuration, and so with the last word.
cat > "$tmp/apt.conf" <<CONF
Dir::State::status "/dev/null";
Dir::State::lists "$tmp/lists";
Dir::Etc::preferences "$tmp/preferences";
Dir::Etc::preferencesparts "/dev/null";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT::Architecture "amd64";
APT::Default-Release "";
APT::Install-Recommends "false";
APT::Install-Suggests "false";
APT::Get::AllowUnauthenticated "false";
APT::Authentication::TrustCDROM "false";
APT::Sandbox::User "root";
Acquire::Retries "3";
Debug::NoLocking "true";
CONF

# Prints the packages of the JSON file $1 that are not in the Nix store, one "store-path name version sha256 file" line each.
missing() {
  nix-instantiate --eval --strict --argstr json "$1" "$here/list.nix" >"$tmp/listed" 2>"$tmp/error" || return 1
  perl -pe 's/^"//; s/"\n?$//; s/\\n/\n/g' "$tmp/listed" >"$tmp/paths"
  cut -d' ' -f1 "$tmp/paths" | xargs nix-store --check-validity --print-invalid >"$tmp/invalid" 2>>"$tmp/error" ||
    return 1
  grep -F -f "$tmp/invalid" "$tmp/paths" || true
}

# Shows apt only the lists of packages that Debian signed, once.
check_lists() {
  [ ! -e "$tmp/rejected" ] || return 0
  check_expiry=1
  if apt-config shell valid Acquire::Check-Valid-Until/b | grep -q false; then check_expiry=0; fi
  apt-get indextargets --format '$(REPO_URI)	$(RELEASE)	$(METAKEY)	$(FILENAME)	$(SOURCESENTRY)' \
    'Created-By: Packages' 'Origin: Debian' >"$tmp/targets" 2>"$tmp/log" || die 1 "apt cannot read its lists; run as root: apt-get update
$(reason)"
  [ -s "$tmp/targets" ] || die 5 "apt has no Debian package lists; run as root: apt-get update"
  perl "$here/signed-lists.pl" "$keyring" "$tmp" "$check_expiry" "$tmp/lists" <"$tmp/targets" >"$tmp/rejected" 2>"$tmp/log" ||
    die 1 "cannot check the signatures of apt's lists: $(reason)"
  [ "$(ls "$tmp/lists")" != partial ] || die 4 "no archive in apt's lists is signed by Debian
$(cat "$tmp/rejected")"
  grep -v '^fix: ' "$tmp/rejected" | while read -r line; do say "$line"; done
}

# Downloads the packages that `missing` wrote to the file $1 and adds them to the store.
obtain() {
  [ -s "$1" ] || return 0
  check_lists
  say "downloading $(wc -l <"$1") packages"
  (cd "$tmp/debs" && cut -d' ' -f2,3 "$1" | tr ' ' '=' | xargs apt-get -q -c "$tmp/apt.conf" download) >"$tmp/log" 2>&1 || return 1
  while read -r _ name version sha256 file; do
    escaped=$(echo "$version" | sed 's/:/%3a/')
    mv "$tmp/debs/${name}_${escaped}"_*.deb "$tmp/debs/$file"
    echo "$sha256  $tmp/debs/$file"
  done <"$1" >"$tmp/sums"
  sha256sum --quiet -c "$tmp/sums" >"$tmp/log" 2>&1 || return 1
  cut -d' ' -f3 "$tmp/sums" | xargs nix-store --add-fixed sha256 >/dev/null 2>"$tmp/log" || return 1
  rm -f "$tmp"/debs/*
}

reason() { grep -m1 '^E:' "$tmp/log" || tail -n1 "$tmp/log"; }

# Ends after `obtain` failed. apt compares a package with its index, and sha256sum with the index that Debian signed.
die_download() {
  changed=$(sed -n 's/^E: Failed to fetch \([^ ]*\) .*\(Hash Sum mismatch\|unexpected size\).*/\1/p; s/^\(.*\): FAILED.*/\1/p' "$tmp/log" | head -n1)
  [ -n "$changed" ] || die 1 "cannot download a package: $(reason)"
  die 4 "the package ${changed##*/} was changed
$changed does not have the SHA-256 that the signed index lists
fix: use another mirror, or wait until this one is complete, and run as root: apt-get update"
}

wanted=$(cksum <"$here/packages" | tr ' ' '-')
if [ -n "$reuse" ] && [ -e "$out" ]; then
  if ! grep -q "\"packages\": \"$wanted\"" "$out"; then
    say "the list of packages changed: resolving again"
  elif ! missing "$out" >"$tmp/missing"; then
    say "cannot read $out: resolving again"
  elif obtain "$tmp/missing"; then
    exit 0
  else
    say "a package of $out is no longer available ($(reason)): resolving again"
    rm -f "$tmp"/debs/*
  fi
fi

roots=$(sed '/^#/d; /: *!/d; s/^[^:]*://' "$here/packages" | tr ' ' '\n' | grep -v -e '^-' -e = -e '^$' | sort -u)
drops=$(sed -n 's/^@drop://p' "$here/packages" | tr ' ' '\n' | sort -u)
roots=$(echo "$roots" | grep -v -x -F "$(echo "$drops" | grep .)" | tr '\n' ' ')
check_lists
say "resolving with this machine's apt"
# shellcheck disable=SC2086
apt-get -q -y -s -c "$tmp/apt.conf" install $roots >"$tmp/plan" 2>"$tmp/log" || {
  [ ! -s "$tmp/rejected" ] || die 4 "packages are missing in the archives that Debian signed ($(reason))
$(cat "$tmp/rejected")"
  die 1 "apt cannot resolve the packages: $(reason)"
}
sed -n 's/^Inst \([^ ]*\) (\([^ ]*\) .*/\1=\2/p' "$tmp/plan" | sort >"$tmp/chosen"
xargs apt-cache -c "$tmp/apt.conf" show <"$tmp/chosen" >"$tmp/records" 2>"$tmp/log" || die 1 "apt cannot show the packages: $(reason)"
perl "$here/closure.pl" "$here/packages" "$wanted" <"$tmp/records" >"$tmp/debs.json" || die 1 "cannot compute the closure from apt's records"
missing "$tmp/debs.json" >"$tmp/missing" || die 1 "Nix cannot read the resolved packages: $(tail -n1 "$tmp/error")"
obtain "$tmp/missing" || die_download

# The directory may be on another file system than the temporary one, so rename next to the target.
cp "$tmp/debs.json" "$out.$$" && mv -f "$out.$$" "$out" || die 1 "cannot write $out"
