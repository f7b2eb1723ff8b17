-- What the ledger of our funds guarantees, whoever writes: pages, jobs, a person at a prompt, or the owner by mistake.
-- Each function names its search path, so that a temporary table of somebody's cannot stand in for a table of ours.

-- 1. It only grows. app_rw has no right to change or remove rows, and the triggers stop everybody else.
CREATE FUNCTION funding_only_grows() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'The ledger only grows: post a reversal instead (% on %)', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION funding_moved_by_entries() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'Balances are moved by entries alone (% on %)', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['funding_account', 'funding_transaction', 'funding_entry'] LOOP
        EXECUTE format('CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON %I
            FOR EACH ROW EXECUTE FUNCTION funding_only_grows()', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['funding_account', 'funding_transaction', 'funding_entry', 'funding_balance'] LOOP
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION funding_only_grows()', name);
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM app_rw', name);
    END LOOP;
END
$$;
CREATE TRIGGER never_removed BEFORE DELETE ON funding_balance FOR EACH ROW EXECUTE FUNCTION funding_only_grows();
CREATE TRIGGER moved_by_entries BEFORE INSERT OR UPDATE ON funding_balance
    FOR EACH ROW EXECUTE FUNCTION funding_moved_by_entries();

-- 2. An account belongs to a fund of ours, has its color for ever, and its allocation comes out of that fund, in dollars.
ALTER TABLE funding_fund ADD CONSTRAINT fund_with_its_color UNIQUE (id, vehicle);
ALTER TABLE funding_allocation ADD CONSTRAINT allocation_with_its_fund UNIQUE (id, fund_id);
ALTER TABLE funding_account ADD CONSTRAINT account_has_the_color_of_its_fund
    FOREIGN KEY (fund_id, vehicle) REFERENCES funding_fund (id, vehicle);
ALTER TABLE funding_account ADD CONSTRAINT account_of_an_allocation_of_its_fund
    FOREIGN KEY (allocation_id, fund_id) REFERENCES funding_allocation (id, fund_id);

CREATE FUNCTION funding_account_is_ours() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    -- Held until the account is there: nobody gives the fund away, or recounts the grant, in between.
    PERFORM FROM funding_fund WHERE id = NEW.fund_id FOR SHARE;
    PERFORM FROM funding_allocation WHERE id = NEW.allocation_id FOR SHARE;
    IF NOT (SELECT is_managed FROM funding_fund WHERE id = NEW.fund_id) THEN
        RAISE EXCEPTION 'Only a fund that we manage has a ledger'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'account_of_a_managed_fund';
    END IF;
    IF (SELECT currency FROM funding_allocation WHERE id = NEW.allocation_id) <> 'USD' THEN
        RAISE EXCEPTION 'Only dollars enter the ledger'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'account_in_dollars';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER account_is_ours BEFORE INSERT ON funding_account
    FOR EACH ROW EXECUTE FUNCTION funding_account_is_ours();

-- What an account rests on stays as it is while there is one.
CREATE FUNCTION funding_stays_under_accounts() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'The ledger has accounts that rest on this'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END
$$;
CREATE FUNCTION funding_fund_has_accounts(it bigint) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS
    'SELECT EXISTS (SELECT FROM funding_account WHERE fund_id = it)';
CREATE FUNCTION funding_allocation_has_accounts(it bigint) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS
    'SELECT EXISTS (SELECT FROM funding_account WHERE allocation_id = it)';
CREATE TRIGGER fund_with_accounts_stays_ours BEFORE UPDATE ON funding_fund FOR EACH ROW
    WHEN (OLD.is_managed AND NOT NEW.is_managed AND funding_fund_has_accounts(OLD.id))
    EXECUTE FUNCTION funding_stays_under_accounts();
-- One person could else lift the limit, decide alone, and put it back.
CREATE TRIGGER fund_with_accounts_keeps_its_limit BEFORE UPDATE ON funding_fund FOR EACH ROW
    WHEN (NEW.two_people_above_usd > OLD.two_people_above_usd AND funding_fund_has_accounts(OLD.id))
    EXECUTE FUNCTION funding_stays_under_accounts();
CREATE TRIGGER allocation_with_accounts_stays_in_dollars BEFORE UPDATE ON funding_allocation FOR EACH ROW
    WHEN (OLD.currency <> NEW.currency AND funding_allocation_has_accounts(OLD.id))
    EXECUTE FUNCTION funding_stays_under_accounts();

-- 3. Every account has a balance, which its entries move at once. A floor that would be broken is a CHECK.
CREATE FUNCTION funding_open_balance() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_RELID <> 'public.funding_account'::regclass THEN
        RAISE EXCEPTION 'Only accounts have balances' USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO funding_balance (account_id, cents, floor_cents)
        VALUES (NEW.id, 0, CASE WHEN NEW.bucket = 'outside' THEN NULL ELSE 0 END);
    RETURN NULL;
END
$$;
CREATE TRIGGER open_balance AFTER INSERT ON funding_account
    FOR EACH ROW EXECUTE FUNCTION funding_open_balance();

CREATE FUNCTION funding_move_balance() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_RELID <> 'public.funding_entry'::regclass THEN
        RAISE EXCEPTION 'Balances are moved by entries alone' USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE funding_balance SET cents = cents + NEW.cents WHERE account_id = NEW.account_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER move_balance AFTER INSERT ON funding_entry
    FOR EACH ROW EXECUTE FUNCTION funding_move_balance();

-- Nobody hangs these two, which act with the owner's rights, on a table of his or her own.
REVOKE EXECUTE ON FUNCTION funding_open_balance(), funding_move_balance() FROM PUBLIC;

-- 4. Entries belong to the database transaction that made theirs: nobody adds to what was posted.
CREATE FUNCTION funding_note_made_in() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    NEW.made_in := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END
$$;
CREATE TRIGGER note_made_in BEFORE INSERT ON funding_transaction
    FOR EACH ROW EXECUTE FUNCTION funding_note_made_in();

CREATE FUNCTION funding_entry_in_time() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT made_in FROM funding_transaction WHERE id = NEW.transaction_id)
        IS DISTINCT FROM pg_current_xact_id()::text::bigint THEN
        RAISE EXCEPTION 'Entries are made together with their transaction'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_made_with_its_transaction';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER entry_in_time BEFORE INSERT ON funding_entry
    FOR EACH ROW EXECUTE FUNCTION funding_entry_in_time();

-- 5. When all of it is there, a transaction is whole: what that means stands in ledger_whole.sql.
CREATE FUNCTION funding_is_whole() RETURNS trigger LANGUAGE plpgsql
    SET search_path = public, pg_temp AS $$
DECLARE
    it funding_transaction;
    fault text;
BEGIN
    IF TG_TABLE_NAME = 'funding_entry' THEN
        SELECT * INTO it FROM funding_transaction WHERE id = NEW.transaction_id;
    ELSE
        it := NEW;
    END IF;
    fault := funding_fault_of(it);
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION 'Transaction % is not whole: %', it.key, fault
            USING ERRCODE = 'check_violation', CONSTRAINT = fault;
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER transaction_is_whole AFTER INSERT ON funding_transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funding_is_whole();
CREATE CONSTRAINT TRIGGER entry_is_whole AFTER INSERT ON funding_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funding_is_whole();
