# Functions that put the files of .debs into ./root, for the root file system of an image and for /usr of a machine.

# Unpacks .debs, sorted by name, not by hash. Writes their listing, with owners and modes, to ./listing.
unpack_debs() {
  mkdir -p root/usr/bin root/usr/sbin root/usr/lib root/usr/lib64
  for dir in bin sbin lib lib64; do ln -s "usr/$dir" "root/$dir"; done
  sed 's#.*/[^-]*-\(.*\)#\1 &#' "$1" | LC_ALL=C sort | while read -r _ deb; do
    deb_files "$deb" | tar -xvv --numeric-owner --no-same-owner --no-same-permissions --keep-directory-symlink -C root
  done >listing
}

# Removes what the patterns in a file match.
remove_files() {
  while read -r pattern; do
    # shellcheck disable=SC2086
    (cd root && rm -rf $pattern)
  done <"$1"
}

# Creates the links in a file, "path target", unless something is at the path, or nothing at the target. Of a machine, the
# store is not here, and `store` is "elsewhere".
link_files() {
  while read -r path target; do
    case $target in /*) exists=root$target ;; *) exists=$(dirname "root$path")/$target ;; esac
    case ${store-},$target in elsewhere,/nix/store/*) exists=root ;; esac
    if [ -e "$exists" ] && [ ! -e "root$path" ]; then
      mkdir -p "$(dirname "root$path")"
      ln -sfn "$target" "root$path"
    fi
  done <"$1"
}

# Removes the directories of kernel modules that a file lists.
remove_kernel_modules() {
  for kernel in root/usr/lib/modules/*; do
    while read -r dir; do
      [ -z "$dir" ] || rm -rf "${kernel:?}/$dir"
    done <"$1"
    depmod -b "$PWD/root" "${kernel##*/}"
  done
}

# Arguments of mksquashfs that make root the owner of files that no pseudo file names: they belong to the builder.
root_owns() {
  [ "$(id -u)" = 0 ] || printf '%s\n' -action "uid(0)@uid($(id -u))"
  [ "$(id -g)" = 0 ] || printf '%s\n' -action "gid(0)@gid($(id -g))"
}
