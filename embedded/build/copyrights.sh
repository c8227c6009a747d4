# Builder of the copyright files of the image's .debs: $out/NAME for the Debian package NAME. They are read from the .debs,
# because an image without documentation has none.
perl "$registration" "$NIX_ATTRS_JSON_FILE" debs >debs
mkdir -p doc "$out"
extract() { deb_files "$1" | { tar -x -C doc --strip-components=4 ./usr/share/doc 2>/dev/null || true; }; }
export -f extract
xargs -P "${NIX_BUILD_CORES:-1}" -n 1 bash -euo pipefail -c 'extract "$1"' extract <debs
# A package may link its directory to that of a package that it depends on.
sed 's#.*/[^-]*-\([^_]*\)_.*#\1#' debs | while read -r name; do
  [ ! -e "doc/$name/copyright" ] || cp "doc/$name/copyright" "$out/$name"
done
