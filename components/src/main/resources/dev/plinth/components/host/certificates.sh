#!/bin/sh
# Obtains and renews the certificate through HTTP challenges, and hands it to the proxy.
#   certificates.sh DOMAIN...
set -u

: "${STATE_DIR:=/state}" "${CONTACT:?}"
domains=
for domain in "$@"; do
    domains="$domains -d $domain"
done
mkdir -p "$STATE_DIR/live" "$STATE_DIR/www"
while :; do
    # shellcheck disable=SC2086
    if certbot certonly --non-interactive --agree-tos --email "$CONTACT" --keep-until-expiring --cert-name proxy \
        --webroot -w "$STATE_DIR/www" --config-dir "$STATE_DIR/acme" --work-dir /tmp/work --logs-dir /tmp/logs $domains; then
        umask 077
        for file in privkey.pem fullchain.pem; do
            cat "$STATE_DIR/acme/live/proxy/$file" >"$STATE_DIR/live/$file.partial"
            mv "$STATE_DIR/live/$file.partial" "$STATE_DIR/live/$file"
        done
        date -u +%s >"$STATE_DIR/live/checked"
        pause=43200
    else
        # The certificate authority allows five failures an hour.
        pause=3600
    fi
    sleep "$pause" &
    wait $!
done
