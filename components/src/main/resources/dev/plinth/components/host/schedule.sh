#!/bin/sh
# Runs a backup of each kind when none is verified yet, and daily at BACKUP_TIME (UTC, HHMM).
#   schedule.sh KIND:KEEP_DAYS...
set -u

: "${BACKUP_TIME:=0200}" "${STATUS_DIR:=/backups/status}"
here=$(dirname "$0")
mkdir -p "$STATUS_DIR"

run() {
    KEEP_DAYS=${1#*:} sh "$here/backup.sh" "${1%%:*}"
}

for each in "$@"; do
    [ -e "$STATUS_DIR/${each%%:*}" ] || run "$each"
done
last=$(date -u +%Y%m%d)
[ "$(date -u +%H%M)" -ge "$BACKUP_TIME" ] || last=none
while :; do
    sleep 30 &
    wait $!
    today=$(date -u +%Y%m%d)
    if [ "$last" != "$today" ] && [ "$(date -u +%H%M)" -ge "$BACKUP_TIME" ]; then
        last=$today
        for each in "$@"; do
            run "$each"
        done
    fi
done
