#!/bin/sh
# Runs nginx, and reloads it when the active version or a certificate changes. An invalid configuration is not loaded.
set -eu

: "${NGINX_CONF:=/etc/nginx/plinth/nginx.conf}" "${STATE_DIR:=/etc/nginx/conf.d}" "${RUN_DIR:=/tmp}"
: "${DOMAIN:?}" "${ACTIVE:?}"

certificate() {
    mkdir -p "$RUN_DIR/tls"
    if [ -s "$STATE_DIR/live/fullchain.pem" ] && [ -s "$STATE_DIR/live/privkey.pem" ]; then
        cat "$STATE_DIR/live/fullchain.pem" >"$RUN_DIR/tls/fullchain.pem"
        cat "$STATE_DIR/live/privkey.pem" >"$RUN_DIR/tls/privkey.pem"
    elif [ ! -s "$RUN_DIR/tls/privkey.pem" ]; then
        # Serves until the certificate authority has issued a certificate, which needs a running proxy.
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$DOMAIN" -addext "subjectAltName=DNS:$DOMAIN" \
            -keyout "$RUN_DIR/tls/privkey.pem" -out "$RUN_DIR/tls/fullchain.pem" 2>/dev/null
    fi
}

state() {
    cat "$STATE_DIR/active.map" "$STATE_DIR/live/fullchain.pem" 2>/dev/null | sha256sum
}

mkdir -p "$STATE_DIR/www"
[ -s "$STATE_DIR/active.map" ] || echo "default $ACTIVE;" >"$STATE_DIR/active.map"
umask 077
certificate
last=$(state)
nginx -c "$NGINX_CONF" -g 'daemon off;' &
nginx=$!
trap 'kill -QUIT $nginx; wait $nginx; exit 0' TERM INT QUIT
while kill -0 "$nginx" 2>/dev/null; do
    sleep 1 &
    wait $!
    now=$(state)
    if [ "$now" != "$last" ]; then
        last=$now
        certificate
        if nginx -t -q -c "$NGINX_CONF"; then
            kill -HUP "$nginx"
        else
            echo "ERROR: the changed configuration is invalid and was not loaded" >&2
        fi
    fi
done
exit 1
