-- What somebody asked to be moved waits at first: it is posted or refused by a change of its row, which `move_stays` looks at.
CREATE FUNCTION funding_move_begins_waiting() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'What is asked to be moved waits at first'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'move_begins_waiting';
END
$$;
-- After the row, so that its own constraints speak first.
CREATE TRIGGER move_begins_waiting AFTER INSERT ON funding_move FOR EACH ROW WHEN (NEW.status <> 'waiting')
    EXECUTE FUNCTION funding_move_begins_waiting();
