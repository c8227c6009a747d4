#!/usr/bin/env bash
# Runs a second host on this machine, in the foreground: second-host.sh NAME DIRECTORY SUBNET
# It shares this machine's programs, but has its own network (a network namespace, connected to this machine by a pair of
# virtual interfaces, SUBNET.1 here and SUBNET.2 there), processes, Nix store, home, and sshd.
# DIRECTORY contains: nix/, root/ with .ssh/authorized_keys, and host-key.
# Killing this process kills the whole host. To remove its remaining network: ip netns delete NAME
set -euo pipefail
name=$1
directory=$2
subnet=$3

ip netns add "$name"
ip link add "$name" type veth peer name eth0 netns "$name"
ip address add "$subnet.1/30" dev "$name"
ip link set "$name" up
ip -n "$name" address add "$subnet.2/30" dev eth0
ip -n "$name" link set lo up
ip -n "$name" link set eth0 up

# The mounts are visible to these processes only.
exec ip netns exec "$name" unshare --mount --pid --fork --kill-child --uts sh -euc '
  mount --make-rprivate /
  mount -t proc proc /proc
  mount --bind "$1/nix" /nix
  mount --bind "$1/root" /root
  hostname "$2"
  exec dropbear -F -E -s -p "$3.2:22" -r "$1/host-key" -P "$1/pid"
' sh "$directory" "$name" "$subnet"
