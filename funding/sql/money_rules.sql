-- A version of a money rule stays as it was written, so that what it allowed can be read years later: it is ended, and the
-- next one begun. Counsel's word may be added.
CREATE FUNCTION funding_rule_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (to_jsonb(NEW) - ARRAY['ends_on', 'confirmed_by_id', 'confirmed_on'])
        <> (to_jsonb(OLD) - ARRAY['ends_on', 'confirmed_by_id', 'confirmed_on']) THEN
        RAISE EXCEPTION 'A version of a money rule is never changed: end it, and begin the next'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER rule_stays BEFORE UPDATE OR DELETE ON funding_moneyrule
    FOR EACH ROW EXECUTE FUNCTION funding_rule_stays();
