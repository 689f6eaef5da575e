#!/bin/sh
# Health check of the backups: each kind has a verified backup of the last 26 hours.
#   fresh.sh KIND...
set -eu

for kind in "$@"; do
    verified=$(cat "${STATUS_DIR:-/backups/status}/$kind" 2>/dev/null || echo 0)
    if [ $(($(date -u +%s) - verified)) -gt 93600 ]; then
        echo "No verified $kind backup in the last 26 hours" >&2
        exit 1
    fi
done
