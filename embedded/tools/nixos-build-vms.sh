echo "nixos-build-vms: the offline base cannot build virtual machines; nixos-@release@ can." >&2
exit 1
