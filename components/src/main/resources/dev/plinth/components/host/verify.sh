#!/bin/sh
# Verifies a backup: its checksum, its format, and for a database a restore into a scratch database with the checksums of each table.
#   verify.sh FILE
set -eu

file=${1:?Usage: verify.sh FILE}
here=$(dirname "$0")
kind=$(basename "$file" | sed 's/-.*//')
. "$here/common.sh"
reject() {
    fail "$kind backup $(basename "$file") is invalid: $1"
    exit 1
}

[ -s "$file" ] || reject "the file is missing or empty"
[ -s "$file.sha256" ] || reject "the checksum file is missing"
(cd "$(dirname "$file")" && sha256sum -c "$(basename "$file").sha256" >/dev/null 2>&1) || reject "the checksum differs"

case $kind in
    database)
        [ -f "$file.tables" ] || reject "the checksums of the tables are missing"
        scratch=plinth_verify_$$
        work=$(mktemp -d)
        trap 'dropdb --if-exists "$scratch" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
        list_for_verification "$file" >"$work/list" || reject "the table of contents is unreadable"
        createdb --template=template0 "$scratch"
        pg_restore --exit-on-error --no-owner --no-privileges --use-list="$work/list" --dbname="$scratch" "$file" \
            || reject "the restore failed"
        PGDATABASE=$scratch psql -X -q -At -v ON_ERROR_STOP=1 -f "$here/checksums.sql" >"$work/tables" \
            || reject "the restored tables are unreadable"
        diff "$file.tables" "$work/tables" >&2 || reject "restored tables differ"
        ;;
    redis)
        redis-check-rdb "$file" >/dev/null || reject "redis-check-rdb reports errors"
        ;;
    files)
        tar -tzf "$file" >/dev/null || reject "the archive is unreadable"
        ;;
    *)
        reject "unknown kind $kind"
        ;;
esac
