-- Which partners were written in which transaction, so that every process can keep its counts true: it asks for
-- those touched since it last looked (partners/reports/census.py). Rows only come, and go after two days.
CREATE TABLE partners_touched (
    partner_id bigint NOT NULL,
    touched_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    touched_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX partners_touched_in ON partners_touched (touched_in);

-- After a statement, whoever ran it. The argument names the column that holds the partner.
CREATE FUNCTION partners_note_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        EXECUTE format('INSERT INTO partners_touched (partner_id) SELECT DISTINCT %I FROM new_rows', TG_ARGV[0]);
    END IF;
    IF TG_OP <> 'INSERT' THEN
        EXECUTE format('INSERT INTO partners_touched (partner_id) SELECT DISTINCT %I FROM old_rows', TG_ARGV[0]);
    END IF;
    RETURN NULL;
END
$$;

DO $$
DECLARE
    tables text[] := ARRAY['partners_partner', 'partners_partnerstate', 'partners_legalentity',
                           'partners_partner_constituencies', 'partners_partner_issues'];
    name text;
    it text;
BEGIN
    FOREACH name IN ARRAY tables LOOP
        it := CASE name WHEN 'partners_partner' THEN 'id' ELSE 'partner_id' END;
        EXECUTE format('CREATE TRIGGER touched_by_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION partners_note_touched(%L)', name, it);
        EXECUTE format('CREATE TRIGGER touched_by_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows
            NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION partners_note_touched(%L)', name, it);
        EXECUTE format('CREATE TRIGGER touched_by_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION partners_note_touched(%L)', name, it);
    END LOOP;
END
$$;
