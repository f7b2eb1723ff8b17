-- A version of a money rule stays as it was written, so that what it allowed can be read years later: it is ended, and the
-- next one begun. Counsel's word may be added. What is past stays past: a version is ended today or later, and one that is
-- over is not taken up again. (A day of grace: the day begins later where people work than where the database counts it.)
CREATE OR REPLACE FUNCTION funding_rule_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    changeable CONSTANT text[] := ARRAY['ends_on', 'confirmed_by_id', 'confirmed_on', 'confirmed_note'];
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - changeable) <> (to_jsonb(OLD) - changeable) THEN
        RAISE EXCEPTION 'A version of a money rule is never changed: end it, and begin the next'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.ends_on IS DISTINCT FROM OLD.ends_on
        AND least(NEW.ends_on, OLD.ends_on) < current_date - 1 THEN
        RAISE EXCEPTION 'What a money rule said on a day that is past is never changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
