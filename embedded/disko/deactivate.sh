# Releases a disk and everything on it, and erases its signatures. usage: deactivate.sh DISK
set -fux
disk=$(realpath "$1")
[ -b "$disk" ] || exit 0

# Prints each device with its type once: an array or a volume is below each of its disks.
lsblk --noheadings --raw --paths --output NAME,TYPE "$disk" | tac | awk '!seen[$1]++' | while read -r name type; do
  findmnt --noheadings --raw --output TARGET --source "$name" | tac | while read -r target; do umount -R "$target"; done
  swapoff "$name" 2>/dev/null
  case $type in
    lvm) lvremove -fy "$name" ;;
    crypt) cryptsetup close "$name" ;;
    raid* | linear | md) mdadm --stop "$name" ;;
  esac
done
lsblk --noheadings --raw --paths --output NAME,FSTYPE "$disk" | tac | while read -r name type; do
  case $type in
    LVM2_member)
      group=$(pvs --noheadings --options vg_name "$name" | sed 's/ //g')
      [ -z "$group" ] || vgremove -ff -y "$group"
      pvremove -ff -y "$name"
      ;;
    linux_raid_member) mdadm --zero-superblock "$name" ;;
  esac
  wipefs --all -f "$name"
done
# The code of a boot loader.
dd if=/dev/zero of="$disk" bs=440 count=1
udevadm settle --timeout 120 || :
