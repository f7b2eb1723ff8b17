-- Money never runs in a ring: no award came, through however many hands, by an award that came by itself.
CREATE FUNCTION funding_in_no_ring() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- Of two who say at once what together would be a ring, the second waits here, and then sees the first.
    PERFORM pg_advisory_xact_lock(hashtextextended('chains', 0));
    IF EXISTS (
        WITH RECURSIVE back (id) AS (
            SELECT NEW.parent_id
            UNION
            SELECT award.parent_id FROM funding_allocation AS award JOIN back USING (id)
            WHERE award.parent_id IS NOT NULL
        )
        SELECT FROM back WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'The money of award % would have come by itself', NEW.public_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_in_no_ring';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER in_no_ring_at_first AFTER INSERT ON funding_allocation
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION funding_in_no_ring();
-- Steps write the whole row: only another award behind it is looked at.
CREATE TRIGGER in_no_ring AFTER UPDATE OF parent_id ON funding_allocation
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id)
    EXECUTE FUNCTION funding_in_no_ring();
