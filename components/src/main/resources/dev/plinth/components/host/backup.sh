#!/bin/sh
# Backs up one store, verifies the backup, and deletes expired backups.
#   backup.sh database|redis|files
# Exit code 0: the backup is verified. Otherwise the notification hook has run, and the status file is gone.
set -eu

kind=${1:?Usage: backup.sh database|redis|files}
: "${BACKUP_DIR:=/backups}" "${STATUS_DIR:=/backups/status}" "${KEEP_DAYS:=30}"
here=$(dirname "$0")
. "$here/common.sh"

mkdir -p "$BACKUP_DIR" "$STATUS_DIR"
chmod 0700 "$BACKUP_DIR"
trap 'fail "$kind backup failed"' EXIT
umask 077
file=$BACKUP_DIR/$kind-$(date -u +%Y%m%dT%H%M%SZ)

case $kind in
    database)
        file=$file.dump
        # The dump and the checksums read one snapshot, so that they agree while clients write.
        psql -X -q -At -v ON_ERROR_STOP=1 <<SQL
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT pg_export_snapshot() AS snapshot \\gset
\\setenv SNAPSHOT :snapshot
\\! pg_dump --format=custom --snapshot="\$SNAPSHOT" --file='$file.partial' && touch '$file.complete'
\\o '$file.tables'
\\i '$here/checksums.sql'
COMMIT;
SQL
        [ -e "$file.complete" ] || exit 1
        rm "$file.complete"
        pg_dumpall --globals-only --file="$file.globals"
        ;;
    redis)
        file=$file.rdb
        redis_cli --rdb "$file.partial" >/dev/null
        ;;
    files)
        file=$file.tar.gz
        tar -C "${FILES_DIR:?}" -czf "$file.partial" .
        ;;
    *)
        echo "Unknown kind $kind: expected database, redis or files" >&2
        exit 2
        ;;
esac

mv "$file.partial" "$file"
(cd "$BACKUP_DIR" && sha256sum "$(basename "$file")" >"$file.sha256")
sh "$here/verify.sh" "$file" || { trap - EXIT; exit 1; }
find "$BACKUP_DIR" -maxdepth 1 -type f -name "$kind-*" -mtime "+$((KEEP_DAYS - 1))" -exec rm {} +
date -u +%s >"$STATUS_DIR/$kind.partial"
chmod 0644 "$STATUS_DIR/$kind.partial"
mv "$STATUS_DIR/$kind.partial" "$STATUS_DIR/$kind"
trap - EXIT
echo "Verified $kind backup: $file"
