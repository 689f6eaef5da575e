# Functions of the backup scripts.

# Reports a failure: to the standard error, to the notification hook, and by removing the status that the health check reads.
fail() {
    rm -f "${STATUS_DIR:-/backups/status}/${kind:?}"
    echo "ERROR: $1" >&2
    if [ -n "${NOTIFY_HOOK:-}" ]; then
        "$NOTIFY_HOOK" "$1" || echo "ERROR: the notification hook $NOTIFY_HOOK failed" >&2
    fi
}

# Runs redis-cli with the password of a file, which the process list does not show.
redis_cli() {
    if [ -n "${REDIS_PASSWORD_FILE:-}" ]; then
        REDISCLI_AUTH=$(cat "$REDIS_PASSWORD_FILE") redis-cli -h "${REDIS_HOST:-127.0.0.1}" -p "${REDIS_PORT:-6379}" "$@"
    else
        redis-cli -h "${REDIS_HOST:-127.0.0.1}" -p "${REDIS_PORT:-6379}" "$@"
    fi
}

# Writes the entries of a dump to restore into another database of the same server, where some extensions cannot be created.
list_for_verification() {
    pg_restore --list "$1" | grep -Ev "${VERIFY_SKIP:-(EXTENSION|COMMENT) .*(pg_cron|pg_net|pgsodium|supabase_vault)}"
}
