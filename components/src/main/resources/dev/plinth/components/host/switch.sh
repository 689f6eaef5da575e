#!/bin/sh
# Directs traffic to a version of the application, after its health checks succeed three times in a row.
#   switch.sh HOST:PORT
set -eu

target=${1:?Usage: switch.sh HOST:PORT}
: "${STATE_DIR:=/state}" "${HEALTH_PATH:=/api/health}" "${ATTEMPTS:=30}" "${INTERVAL:=2}"

healthy=0
attempt=0
while [ "$healthy" -lt 3 ]; do
    attempt=$((attempt + 1))
    if [ "$attempt" -gt "$ATTEMPTS" ]; then
        echo "ERROR: $target is not healthy; traffic stays on $(cat "$STATE_DIR/active.map" 2>/dev/null)" >&2
        exit 1
    fi
    if curl -fsS --max-time 5 -o /dev/null "http://$target$HEALTH_PATH"; then
        healthy=$((healthy + 1))
    else
        healthy=0
        sleep "$INTERVAL"
    fi
done
echo "default $target;" >"$STATE_DIR/active.map.partial"
mv "$STATE_DIR/active.map.partial" "$STATE_DIR/active.map"
echo "Traffic goes to $target"
