-- When all of it is there, a transaction of the ledger is whole: it sums to zero in one color, moves money as its kind says, mirrors
-- what it reverses, and above the fund's limit two people stand behind it, unless money only
-- comes in or is set free. Money that is said to have come back of an award can be given out again: above the limit by two people.
CREATE OR REPLACE FUNCTION funding_fault_of(it funding_transaction) RETURNS text LANGUAGE plpgsql STABLE
    SET search_path = public, pg_temp AS $$
DECLARE
    found record;
    leaves text := CASE it.kind WHEN 'receipt' THEN 'outside' WHEN 'release' THEN 'committed'
        WHEN 'payment' THEN 'committed' WHEN 'refund' THEN 'disbursed' ELSE 'available' END;
    enters text := CASE it.kind WHEN 'commitment' THEN 'committed' WHEN 'payment' THEN 'disbursed'
        WHEN 'return' THEN 'outside' ELSE 'available' END;
BEGIN
    SELECT count(*) AS n, coalesce(sum(e.cents), 0) AS rest, count(DISTINCT a.vehicle) AS colors,
        count(DISTINCT a.fund_id) AS funds, count(DISTINCT a.allocation_id) AS allocations,
        bool_and(a.bucket = CASE WHEN e.cents < 0 THEN leaves ELSE enters END) AS fits,
        sum(e.cents) FILTER (WHERE e.cents > 0) AS moved, min(f.two_people_above_usd) * 100 AS most
    INTO found
    FROM funding_entry e JOIN funding_account a ON a.id = e.account_id JOIN funding_fund f ON f.id = a.fund_id
    WHERE e.transaction_id = it.id;
    IF found.n < 2 OR found.rest <> 0 THEN
        RETURN 'transaction_sums_to_zero';
    ELSIF found.colors > 1 THEN
        RETURN 'transaction_of_one_color';
    ELSIF it.kind <> 'reversal' AND (NOT found.fits OR found.allocations > 1
        OR (found.funds > 1) <> (it.kind = 'transfer')) THEN
        RETURN 'transaction_moves_as_its_kind_says';
    ELSIF it.kind = 'reversal' AND (
        (SELECT kind FROM funding_transaction WHERE id = it.reverses_id) = 'reversal'
        OR EXISTS (
            (SELECT account_id, cents FROM funding_entry WHERE transaction_id = it.id
             EXCEPT SELECT account_id, -cents FROM funding_entry WHERE transaction_id = it.reverses_id)
            UNION ALL
            (SELECT account_id, -cents FROM funding_entry WHERE transaction_id = it.reverses_id
             EXCEPT SELECT account_id, cents FROM funding_entry WHERE transaction_id = it.id))) THEN
        RETURN 'reversal_mirrors_what_it_reverses';
    ELSIF it.kind NOT IN ('receipt', 'release') AND found.moved > found.most
        AND (it.approved_by_id IS NULL OR it.approved_by_id = it.proposed_by_id) THEN
        RETURN 'transaction_above_the_limit_has_two_people';
    END IF;
    RETURN NULL;
END
$$;
