# Makes the running root file system, with /usr mounted, that of this system.
system=@out@
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
# As on NixOS, the activation continues after a command that fails, and then fails itself.
_status=0
trap "_status=1 _localstatus=\$?" ERR
umask 022
mkdir -p /etc /var/lib /var/log /var/tmp /tmp /root /home /run /proc /sys /dev /mnt /nix/var/nix/gcroots
chmod 1777 /tmp /var/tmp
chmod 0700 /root
if [ ! -L /var/run ]; then rm -rf /var/run; ln -s /run /var/run; fi
if [ ! -L /var/lock ]; then rm -rf /var/lock; ln -s /run/lock /var/lock; fi
# Debian's files in /var, once each.
directories=$(find /usr/lib/offline-base/var -mindepth 1 -type d -printf '%P\n')
while read -r dir; do
  [ -e "/var/$dir" ] || [ -L "/var/$dir" ] || cp -a "/usr/lib/offline-base/var/$dir" "/var/$dir"
done <<<"$directories"
perl "$system/offline-base/setup-etc.pl" "$system/etc" "$system/offline-base/copied" "$system/offline-base/passwords"
chown 0:30000 /nix/store 2>/dev/null && chmod 1775 /nix/store || true
while read -r path mode uid gid; do
  [ -d "/$path" ] || { mkdir -p "/$path"; chmod "$mode" "/$path"; chown "$uid:$gid" "/$path"; }
done <"$system/offline-base/directories"
if [ ! -s /etc/machine-id ]; then tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id; fi
# An older system's NIXOS marker is the same file.
touch /etc/NIXOS
ln -sfn "$system" /run/current-system
while read -r path target; do
  case $path in /usr/*) continue ;; esac
  mkdir -p "$(dirname "$path")"
  ln -sfn "$target" "$path"
done <"$system/offline-base/links"
