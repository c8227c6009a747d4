# Builder of the image's squashfs. The unpacked tree stays in the build directory, because it is four times as large.
export PATH=$tools/bin:$PATH
unset SOURCE_DATE_EPOCH
. "$root"
mapfile -t actions < <(root_owns)
if [ "$compression" = none ]; then
  how=(-noI -noD -noF -noX)
else
  # shellcheck disable=SC2206
  how=(-comp $compression)
fi
chmod 755 root
total=$(find root -type f -printf '%s\n' | { sum=0; while read -r size; do sum=$((sum + size)); done; echo $sum; })
# The memory limit also limits how far it reads ahead, which its progress is measured by.
mksquashfs root "$out" "${how[@]}" -b 1M -no-xattrs -no-exports -all-time 1 -mkfs-time 1 -mem 256M -no-progress -quiet \
  "${actions[@]}" -pf pseudo.sorted &
perl "$progress" $! "$out" "$total" &
wait %1
