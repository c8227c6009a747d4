# Runs a shell or a command in an installed system below /mnt.
root=/mnt
system=/nix/var/nix/profiles/system
command=(bash --login)
while [ $# -gt 0 ]; do
  case $1 in
    --root) root=$2; shift 2 ;;
    --system) system=$2; shift 2 ;;
    -c | --command) command=(bash -c "$2"); shift 2 ;;
    --silent) shift ;;
    --) shift; command=("$@"); break ;;
    --help) echo "usage: nixos-enter [--root DIR] [--system PATH] [-c COMMAND | -- COMMAND…]"; exit 0 ;;
    *) echo "nixos-enter: unknown option $1" >&2; exit 1 ;;
  esac
done
[ "$(id -u)" = 0 ] || { echo "nixos-enter: only root can do this" >&2; exit 1; }
if [ -z "${NIXOS_ENTER_UNSHARED-}" ]; then
  # The mounts belong to this shell and end with it.
  NIXOS_ENTER_UNSHARED=1 exec unshare --mount -- "$0" --root "$root" --system "$system" -- "${command[@]}"
fi
mount --make-rprivate /
mkdir -p "$root/dev" "$root/proc" "$root/sys" "$root/run" "$root/etc"
for dir in dev proc sys; do mount --rbind "/$dir" "$root/$dir"; done
mount -t tmpfs tmpfs "$root/run"
if [ -e /etc/resolv.conf ] && [ ! -L "$root/etc/resolv.conf" ]; then
  touch "$root/etc/resolv.conf"
  mount --bind "$(readlink -f /etc/resolv.conf)" "$root/etc/resolv.conf"
fi
# A program in the installed store, whose links are absolute.
inside=$system
while [ -L "$root$inside" ]; do
  case $(readlink "$root$inside") in
    /*) inside=$(readlink "$root$inside") ;;
    *) inside=$(dirname "$inside")/$(readlink "$root$inside") ;;
  esac
done
path=/usr/sbin:/usr/bin:/sbin:/bin
if [ -e "$root$inside/offline-base/mount-usr.sh" ]; then
  # shellcheck disable=SC1090
  . "$root$inside/offline-base/mount-usr.sh"
  mount_usr "$root" "$inside" || { echo "nixos-enter: /usr of the system cannot be mounted" >&2; exit 1; }
fi
if [ -e "$root$inside/activate" ]; then
  # /etc and the users of a NixOS come from its activation script.
  chroot "$root" "$inside/activate" || echo "nixos-enter: the activation script failed" >&2
  path=/run/current-system/sw/bin:$path
fi
# Without /usr/bin/env: that is there only after the first activation.
status=0
env -i HOME=/root TERM="${TERM:-linux}" PATH="$path" NIXOS_INSTALL_BOOTLOADER="${NIXOS_INSTALL_BOOTLOADER-}" chroot "$root" "${command[@]}" || status=$?
# The device of /usr is not part of this shell's mounts.
device=$(findmnt -no SOURCE "$root/usr" || true)
case $device in
  /dev/loop*)
    umount -l "$root/usr" || true
    losetup -d "$device" 2>/dev/null || true
    ;;
esac
exit "$status"
