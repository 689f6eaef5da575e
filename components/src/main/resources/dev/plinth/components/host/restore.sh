#!/bin/sh
# Restores a verified backup. Stop the application first.
#   restore.sh FILE
# database: replaces PGDATABASE; roles that are missing are created. Restores and compares the checksums of each table.
# redis: replaces REDIS_DATA_DIR/dump.rdb; the server must be stopped, and must start without an append-only file.
# files: replaces the content of FILES_DIR.
set -eu

file=${1:?Usage: restore.sh FILE}
here=$(dirname "$0")
kind=$(basename "$file" | sed 's/-.*//')
. "$here/common.sh"

(cd "$(dirname "$file")" && sha256sum -c "$(basename "$file").sha256" >/dev/null 2>&1) || {
    fail "restore stopped: the checksum of $(basename "$file") differs"
    exit 1
}

case $kind in
    database)
        target=${PGDATABASE:?}
        # Existing roles report errors, which are harmless.
        PGDATABASE=template1 psql -X -q -f "$file.globals" >/dev/null 2>&1 || true
        PGDATABASE=template1 dropdb --if-exists --force "$target"
        PGDATABASE=template1 createdb --template=template0 "$target"
        pg_restore --exit-on-error --dbname="$target" "$file" || {
            fail "restore of $(basename "$file") failed"
            exit 1
        }
        restored=$(mktemp)
        psql -X -q -At -v ON_ERROR_STOP=1 -f "$here/checksums.sql" >"$restored"
        diff "$file.tables" "$restored" >&2 || {
            fail "restored tables of $(basename "$file") differ"
            exit 1
        }
        rm "$restored"
        ;;
    redis)
        if redis_cli ping >/dev/null 2>&1; then
            echo "Redis is running: stop it before the restore" >&2
            exit 1
        fi
        cp "$file" "${REDIS_DATA_DIR:?}/dump.rdb.partial"
        mv "$REDIS_DATA_DIR/dump.rdb.partial" "$REDIS_DATA_DIR/dump.rdb"
        ;;
    files)
        find "${FILES_DIR:?}" -mindepth 1 -delete
        tar -C "$FILES_DIR" -xzf "$file"
        ;;
    *)
        echo "Unknown kind $kind" >&2
        exit 2
        ;;
esac
echo "Restored $file"
