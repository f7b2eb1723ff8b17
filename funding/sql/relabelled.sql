-- Whoever says that an entity is of another vehicle, or that a project has another fiscal sponsor, by whichever page, file,
-- job or hand: money of ours that goes to it must be held against the rules again. The work is noted in the same transaction;
-- `funding.actions.colors` does it.
CREATE FUNCTION funding_hold_again() RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    INSERT INTO jobs_duework (kind, key, created_at) VALUES ('money rules', '', now());
$$;

CREATE FUNCTION funding_entity_relabelled() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM before JOIN after USING (id)
        WHERE before.vehicle <> after.vehicle AND EXISTS (
            SELECT FROM funding_allocation AS award
            WHERE award.entity_id = after.id OR award.entity_id IN (
                SELECT project_id FROM partners_sponsorship WHERE sponsor_id = after.id
            )
        )
    ) THEN
        PERFORM funding_hold_again();
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER entity_relabelled AFTER UPDATE ON partners_legalentity
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION funding_entity_relabelled();

CREATE FUNCTION funding_sponsor_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM changed JOIN funding_allocation AS award ON award.entity_id = changed.project_id
    ) THEN
        PERFORM funding_hold_again();
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER sponsor_added AFTER INSERT ON partners_sponsorship REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION funding_sponsor_changed();
CREATE TRIGGER sponsor_changed AFTER UPDATE ON partners_sponsorship REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION funding_sponsor_changed();
CREATE TRIGGER sponsor_removed AFTER DELETE ON partners_sponsorship REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION funding_sponsor_changed();
