-- A statement of a need stays as it was made, so that what somebody said, when and to whom can be read years later. It is
-- withdrawn, or another one made in its place. In a merge the organization that stated it may become another record.
CREATE FUNCTION funding_need_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason', 'stated_for_id'])
        <> (to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason', 'stated_for_id']) THEN
        RAISE EXCEPTION 'A statement of a need is never changed: withdraw it, or state another one'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER need_stays BEFORE UPDATE ON funding_need FOR EACH ROW EXECUTE FUNCTION funding_need_stays();
