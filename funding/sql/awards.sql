-- What holds of awards, whoever writes.

-- 1. What the rules said at a moment stays as it was found.
CREATE FUNCTION funding_check_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'What the money rules said is kept as it was found (%)', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER check_stays BEFORE UPDATE OR DELETE ON funding_colorcheck
    FOR EACH ROW EXECUTE FUNCTION funding_check_stays();

-- 2. Only counsel signs off, and never what he or she has proposed.
CREATE FUNCTION funding_signed_by_counsel() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (SELECT is_counsel FROM accounts_user WHERE id = NEW.by_id) THEN
        RAISE EXCEPTION 'Only counsel signs off' USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_off_by_counsel';
    END IF;
    IF NEW.by_id = (SELECT proposed_by_id FROM funding_allocation WHERE id = NEW.allocation_id) THEN
        RAISE EXCEPTION 'Nobody signs off what he or she has proposed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_off_by_another';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER signed_by_counsel BEFORE INSERT ON funding_signoff
    FOR EACH ROW EXECUTE FUNCTION funding_signed_by_counsel();

-- 3. The parts of an award that are not cancelled add up to it; it is paid when all of them are, and what was cancelled
--    leaves none to be paid. An award without parts has not been scheduled yet.
CREATE FUNCTION funding_parts_add_up() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    award funding_allocation;
    parts record;
BEGIN
    IF TG_TABLE_NAME = 'funding_installment' THEN
        SELECT * INTO award FROM funding_allocation
            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.allocation_id ELSE NEW.allocation_id END;
    ELSE
        SELECT * INTO award FROM funding_allocation WHERE id = NEW.id;
    END IF;
    SELECT count(*) AS n, coalesce(sum(amount) FILTER (WHERE status <> 'cancelled'), 0) AS total,
        count(*) FILTER (WHERE status IN ('scheduled', 'approved')) AS waiting
    INTO parts FROM funding_installment WHERE allocation_id = award.id;
    IF parts.n > 0 AND award.status IN ('approved', 'committed', 'paid') AND parts.total <> award.amount_approved THEN
        RAISE EXCEPTION 'The installments of % come to %, the award is %', award.public_id, parts.total,
            award.amount_approved USING ERRCODE = 'check_violation', CONSTRAINT = 'installments_add_up_to_the_award';
    ELSIF award.status NOT IN ('approved', 'committed') AND parts.waiting > 0 THEN
        RAISE EXCEPTION 'Award % is %, and an installment of it still waits', award.public_id, award.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'installments_wait_for_an_award';
    ELSIF award.status IN ('approved', 'committed') AND parts.n > 0 AND parts.waiting = 0 THEN
        RAISE EXCEPTION 'All of award % is paid, and it is still %', award.public_id, award.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'installments_paid_is_award_paid';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER parts_add_up AFTER INSERT OR UPDATE OR DELETE ON funding_installment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funding_parts_add_up();
CREATE CONSTRAINT TRIGGER parts_add_up AFTER UPDATE OF status, amount_approved ON funding_allocation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funding_parts_add_up();
