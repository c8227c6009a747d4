# Builder of the image's squashfs. The unpacked tree stays in the build directory: it is four times as large.
export PATH=$tools/bin:$PATH
unset SOURCE_DATE_EPOCH
. "$root"
actions=()
# Everything is the builder's on disk; it becomes root's first, then the definitions in pseudo.sorted give exceptions.
[ "$(id -u)" = 0 ] || actions+=(-action "uid(0)@uid($(id -u))")
[ "$(id -g)" = 0 ] || actions+=(-action "gid(0)@gid($(id -g))")
if [ "$compression" = none ]; then
  how=(-noI -noD -noF -noX)
else
  # shellcheck disable=SC2206
  how=(-comp $compression)
fi
chmod 755 root
mksquashfs root "$out" "${how[@]}" -b 1M -no-xattrs -no-exports -all-time 1 -mkfs-time 1 -no-progress -quiet \
  "${actions[@]}" -pf pseudo.sorted
