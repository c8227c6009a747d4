zpool import -d /dev/disk/by-id || echo 'no pools found'
