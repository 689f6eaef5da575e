#!/bin/sh
# Restores a verified backup. Stop the application first.
#   restore.sh FILE
# database: replaces PGDATABASE by the one of the backup, which has the same name; roles that are missing are created. Compares the
#   checksums of each table. The previous database stays as NAME_before_restore, and returns if anything fails.
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
        kept=${target}_before_restore
        export PGDATABASE=template1
        administer() {
            psql -X -q -v ON_ERROR_STOP=1 -v target="$target" -v kept="$kept" >/dev/null
        }
        # The database keeps its content under another name, so that a restore that fails changes nothing.
        undo() {
            dropdb --if-exists --force "$target"
            administer <<'SQL'
SELECT format('ALTER DATABASE %I RENAME TO %I', :'kept', :'target'),
       format('ALTER DATABASE %I ALLOW_CONNECTIONS true', :'target')
  FROM pg_database WHERE datname = :'kept' \gexec
SQL
            fail "$1; the database is as before"
            exit 1
        }
        # Existing roles report errors, which are harmless.
        psql -X -q -f "$file.globals" >/dev/null 2>&1 || true
        dropdb --if-exists --force "$kept"
        administer <<'SQL'
SELECT format('ALTER DATABASE %I ALLOW_CONNECTIONS false', :'target') FROM pg_database WHERE datname = :'target' \gexec
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :'target';
SELECT pg_sleep(1);
SELECT format('ALTER DATABASE %I RENAME TO %I', :'target', :'kept') FROM pg_database WHERE datname = :'target' \gexec
SQL
        # The database's settings come with it, such as those of ALTER DATABASE SET.
        pg_restore --exit-on-error --create --dbname=template1 "$file" || undo "restore of $(basename "$file") failed"
        restored=$(mktemp)
        PGDATABASE=$target psql -X -q -At -v ON_ERROR_STOP=1 -f "$here/checksums.sql" >"$restored" \
            || undo "the restored tables of $(basename "$file") are unreadable"
        diff "$file.tables" "$restored" >&2 || undo "restored tables of $(basename "$file") differ"
        rm "$restored"
        echo "The previous database is kept as $kept: drop it when the application works."
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
