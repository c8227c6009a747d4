# Mounts /usr of a machine's system from its squashfs; also for the shell of stage 1. usage: mount_usr ROOT SYSTEM
mount_usr() {
  local device image
  # The link is absolute, and its target below the root.
  image=$(readlink "$1$2/offline-base/usr") || return 1
  device=$(losetup -f) || return 1
  losetup -r "$device" "$1$image/usr.squashfs" || return 1
  [ -d "$1/usr" ] || { rm -f "$1/usr"; mkdir -p "$1/usr"; }
  mount -t squashfs -o ro "$device" "$1/usr" || return 1
  for dir in bin sbin lib lib64; do
    if [ ! -L "$1/$dir" ]; then ln -s "usr/$dir" "$1/$dir"; fi
  done
}
