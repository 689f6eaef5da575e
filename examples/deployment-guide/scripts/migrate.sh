#!/usr/bin/env bash
# Runs one phase of the migration and waits for its end: MIGRATION=<state machine's ARN> migrate.sh expand|contract
set -euo pipefail
execution=$(aws stepfunctions start-execution --state-machine-arn "$MIGRATION" --input "{\"phase\":\"$1\"}" --query executionArn --output text)
while true; do
  status=$(aws stepfunctions describe-execution --execution-arn "$execution" --query status --output text)
  case "$status" in
    SUCCEEDED) exit 0 ;;
    RUNNING) sleep 15 ;;
    *) echo "migration $1: $status, see $execution" >&2; exit 1 ;;
  esac
done
