# Builder of the Nix package for a Debian package. own: its .debs, files: its closure, aliases: name=program.
mkdir -p "$out/bin" "$out/nix-support"
for deb in $own; do
  deb_files "$deb" | tar -t | sed -n 's#^\./\(usr/\)\?s\?bin/\([^/]\+\)$#\2#p; s#^\./usr/games/\([^/]\+\)$#\1#p'
done | LC_ALL=C sort -u | while read -r program; do
  ln -s "/usr/bin/$program" "$out/bin/$program"
done
# Debian installs administration programs in sbin.
for deb in $own; do
  deb_files "$deb" | tar -t | sed -n 's#^\./\(usr/\)\?sbin/\([^/]\+\)$#\2#p'
done | while read -r program; do ln -sfn "/usr/sbin/$program" "$out/bin/$program"; done
for alias in $aliases; do
  cp -P "$out/bin/${alias#*=}" "$out/bin/${alias%%=*}"
done
ln -s /usr/share "$out/share"
ln -s /usr/lib "$out/lib"
tr ' ' '\n' <"$filesPath" >"$out/nix-support/debs"
