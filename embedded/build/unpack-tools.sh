# Builder of programs for the build machine. files: .debs. Every program runs through the loader and libraries next to it.
root=$out/root
mkdir -p "$out/bin" "$root"
for deb in $(cat "$filesPath"); do
  deb_files "$deb" | tar -x --no-same-owner --no-same-permissions --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale' -C "$root"
done
# Debian 13 ships all libraries below /usr.
[ -e "$root/lib" ] || ln -s usr/lib "$root/lib"
find "$root" -type l | while read -r link; do
  target=$(readlink "$link")
  case $target in /*) ln -sfn "$root$target" "$link" ;; esac
done
chmod -R u+w "$root"
loader=$root/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2
libraries=$root/lib/x86_64-linux-gnu:$root/usr/lib/x86_64-linux-gnu
# Private libraries, such as Nix's own: programs refer to their directory in /usr, which is the host's.
for dir in "$root"/usr/lib/x86_64-linux-gnu/*/ "$root"/usr/lib/*/; do
  if compgen -G "$dir*.so" >/dev/null || compgen -G "$dir*.so.*" >/dev/null; then libraries=$libraries:${dir%/}; fi
done
for program in "$root"/bin/* "$root"/sbin/* "$root"/usr/bin/* "$root"/usr/sbin/*; do
  [ -f "$program" ] && [ -x "$program" ] || continue
  name=${program##*/}
  if "$loader" --verify "$program" >/dev/null 2>&1; then
    printf '#!/bin/sh\nexec %s --argv0 %s --library-path %s %s "$@"\n' "$loader" "$name" "$libraries" "$program" >"$out/bin/$name"
    chmod +x "$out/bin/$name"
  else
    ln -sfn "$program" "$out/bin/$name"
  fi
done
