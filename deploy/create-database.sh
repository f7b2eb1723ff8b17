#!/bin/sh
# Runs once, when the database's volume is empty: the three roles get their passwords, and the owner its database.
# The rights of each role are given by `manage.py setup`, which knows the tables.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set owner_password="$MVP_OWNER_PASSWORD" --set app_password="$APP_RW_PASSWORD" \
    --set backup_password="$BACKUP_RO_PASSWORD" <<'SQL'
ALTER ROLE mvp_owner PASSWORD :'owner_password';
ALTER ROLE app_rw PASSWORD :'app_password';
ALTER ROLE backup_ro PASSWORD :'backup_password';
CREATE DATABASE mvp_coord OWNER mvp_owner;
REVOKE ALL ON DATABASE mvp_coord FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE mvp_coord TO app_rw;
GRANT CONNECT ON DATABASE mvp_coord TO backup_ro;
SQL
