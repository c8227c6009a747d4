# Copies a home directory to another disk: backup-home TARGET
set -eu
rsync --archive --delete --exclude=.cache "$HOME/" "$1/"
