-- Nobody is, through others, the fiscal sponsor of its own sponsor on the same day. Checked with every row that is
-- written, one at a time: two halves of a circle that are written at once would each see nothing of the other.
CREATE FUNCTION partners_sponsorship_no_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('sponsorships', 0));
    IF EXISTS (
        WITH RECURSIVE above (entity_id, days) AS (
            SELECT NEW.sponsor_id, daterange(NEW.starts_on, NEW.ends_on, '[]')
            UNION
            SELECT its.sponsor_id, above.days * daterange(its.starts_on, its.ends_on, '[]')
            FROM above
            JOIN partners_sponsorship its ON its.project_id = above.entity_id
            WHERE above.days && daterange(its.starts_on, its.ends_on, '[]')
        )
        SELECT FROM above WHERE entity_id = NEW.project_id
    ) THEN
        RAISE EXCEPTION 'sponsorship_no_cycle: a sponsor would be sponsored by its own project'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sponsorship_no_cycle';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER sponsorship_no_cycle
    AFTER INSERT OR UPDATE OF project_id, sponsor_id, starts_on, ends_on ON partners_sponsorship
    FOR EACH ROW EXECUTE FUNCTION partners_sponsorship_no_cycle();
