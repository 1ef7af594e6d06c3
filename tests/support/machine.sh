#!/bin/sh
# Makes name spaces of mounts and processes into a machine of its own, and stays its first process
# until standard input ends: then the kernel ends all others, and every mount is gone.
#
#   machine.sh COVER... -- SOURCE TARGET...
#
# COVERs become empty folders in memory, but /etc, which is copied. Each SOURCE can then be read, and
# not be written, at its TARGET.
set -eu

mount -t proc proc /proc
mount -t tmpfs -o mode=755 staged /mnt
mkdir /mnt/etc
cp --archive /etc/. /mnt/etc

covers=""
while [ "$1" != -- ]; do covers="$covers $1"; shift; done
shift
count=0
for path in "$@"; do # every second one is a source, which a cover may be about to hide
  count=$((count + 1))
  [ $((count % 2)) = 0 ] || { mkdir "/mnt/$count"; mount --bind "$path" "/mnt/$count"; }
done
for folder in $covers; do mount -t tmpfs -o mode=755 private "$folder"; done
cp --archive /mnt/etc/. /etc
chmod 1777 /tmp /var/tmp /dev/shm
count=0
for path in "$@"; do
  count=$((count + 1))
  [ $((count % 2)) = 1 ] && continue
  mkdir -p "$path"
  mount --bind "/mnt/$((count - 1))" "$path"
  mount -o remount,bind,ro "$path"
done
umount --lazy /mnt
echo ready
exec cat >/dev/null
