-- What somebody asked to be moved is never rewritten, is decided once, and is posted as it was asked. Money of an award that
-- came back unspent may be entered by one person, up to the limit of its fund.
CREATE OR REPLACE FUNCTION funding_move_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    posted record;
BEGIN
    IF (OLD.public_id, OLD.fund_id, OLD.act, OLD.target_id, OLD.reverses_id, OLD.award_id, OLD.came_on, OLD.amount, OLD.reason,
            OLD.asked_by_id, OLD.asked_at)
        IS DISTINCT FROM
        (NEW.public_id, NEW.fund_id, NEW.act, NEW.target_id, NEW.reverses_id, NEW.award_id, NEW.came_on, NEW.amount, NEW.reason,
            NEW.asked_by_id, NEW.asked_at)
    THEN
        RAISE EXCEPTION 'What was asked to be moved is not rewritten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'move_stays_as_it_was_asked';
    ELSIF OLD.status <> 'waiting' THEN
        RAISE EXCEPTION 'It is % by now', OLD.status USING ERRCODE = 'check_violation', CONSTRAINT = 'move_decided_once';
    ELSIF NEW.status = 'posted' THEN
        SELECT t.kind, t.reverses_id, t.proposed_by_id, t.approved_by_id,
            (SELECT max(abs(e.cents)) FROM funding_entry e WHERE e.transaction_id = t.id) AS cents,
            EXISTS (SELECT FROM funding_entry e JOIN funding_account a ON a.id = e.account_id
                WHERE e.transaction_id = t.id AND a.fund_id = NEW.fund_id) AS of_fund,
            NEW.target_id IS NULL OR EXISTS (SELECT FROM funding_entry e JOIN funding_account a ON a.id = e.account_id
                WHERE e.transaction_id = t.id AND a.fund_id = NEW.target_id AND e.cents > 0) AS to_target,
            NEW.award_id IS NULL OR EXISTS (SELECT FROM funding_entry e JOIN funding_account a ON a.id = e.account_id
                WHERE e.transaction_id = t.id AND a.allocation_id = NEW.award_id AND e.cents < 0) AS of_award
        INTO posted FROM funding_transaction t WHERE t.id = NEW.posted_id;
        IF NOT posted.of_fund OR NOT posted.to_target OR NOT posted.of_award OR posted.cents <> NEW.amount * 100
            OR posted.proposed_by_id <> NEW.asked_by_id OR posted.approved_by_id IS DISTINCT FROM NEW.decided_by_id
            OR posted.reverses_id IS DISTINCT FROM NEW.reverses_id
            OR posted.kind <> (CASE NEW.act WHEN 'transfer' THEN 'transfer' WHEN 'give_back' THEN 'return'
                WHEN 'unspent' THEN 'refund' ELSE 'reversal' END)
        THEN
            RAISE EXCEPTION 'Something else was posted than was asked'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'move_posted_as_it_was_asked';
        ELSIF NEW.decided_by_id = NEW.asked_by_id
            AND NEW.amount > (SELECT two_people_above_usd FROM funding_fund WHERE id = NEW.fund_id) THEN
            RAISE EXCEPTION 'Above the limit of the fund another person posts it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'move_above_the_limit_has_two_people';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
