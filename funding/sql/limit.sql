-- The limit above which it takes two people is set with a fund of ours and only lowered after that: one person could
-- else lift it, decide alone, and put it back.
CREATE FUNCTION funding_keeps_its_limit() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'The limit of a fund is lowered, never raised'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END
$$;
CREATE TRIGGER fund_keeps_its_limit BEFORE UPDATE ON funding_fund FOR EACH ROW
    WHEN (NEW.two_people_above_usd > OLD.two_people_above_usd AND (OLD.is_managed OR NEW.is_managed))
    EXECUTE FUNCTION funding_keeps_its_limit();
