-- What each role may do in this database. Run by the owner of the tables; running it again changes nothing.
-- app_rw reads and writes rows and nothing else: no TRUNCATE, no tables of its own, so that row-level
-- security and the append-only tables bind every page and every job. backup_ro only reads.
GRANT USAGE ON SCHEMA public TO app_rw, backup_ro;

-- What is there already,
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app_rw;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO app_rw;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO backup_ro;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO backup_ro;

-- but the ledger of our funds only grows, and its balances are moved by triggers (funding/sql/ledger.sql),
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['funding_account', 'funding_transaction', 'funding_entry', 'funding_balance'] LOOP
        IF to_regclass('public.' || name) IS NOT NULL THEN
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM app_rw', name);
        END IF;
    END LOOP;
END
$$;

-- and what later migrations of this owner will create.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app_rw;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO app_rw;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO backup_ro;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO backup_ro;
