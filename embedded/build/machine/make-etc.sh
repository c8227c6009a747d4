# Builder of /etc of a machine: Debian's files, the configuration's, and its units, as links. $out/copied lists the files that
# are copied instead: "path mode uid gid".
mkdir -p "$out/etc/systemd/system"
cd "$out/etc"
replace() {
  rm -rf "$1"
  mkdir -p "$(dirname "$1")"
}
while read -r file; do
  replace "$file"
  ln -s "/usr/lib/offline-base/etc/$file" "$file"
done <"$usr/etc-files"
(cd "$etc/etc/" && find . ! -type d -printf '%P\n') | while read -r file; do
  replace "$file"
  cp -P "$etc/etc/$file" "$file"
done
# A unit that also exists in Debian becomes a drop-in.
(cd "$units" && find . ! -type d -printf '%P\n') | while read -r unit; do
  target=systemd/system/$unit
  if [ -f "$units/$unit" ] && [ ! -L "$units/$unit" ] && grep -qxF "$unit" "$usr/units"; then target=$target.d/overrides.conf; fi
  replace "$target"
  cp -P "$units/$unit" "$target"
done
ln -sfn ../proc/self/mounts mtab
cp "$etc/modes" "$out/copied"
zone=$(readlink localtime | sed 's#/usr/share/zoneinfo/##')
if ! grep -qxF "$zone" "$usr/time-zones"; then
  echo "time.timeZone: unknown time zone \`$zone'" >&2
  exit 1
fi
