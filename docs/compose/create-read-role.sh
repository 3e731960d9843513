#!/bin/sh
# Runs once, when the database is made: the role dashboards read with.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$COMMONWATT_READ_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role commonwatt_read login password :'password';
alter role commonwatt_read set default_transaction_read_only = on;
SQL
