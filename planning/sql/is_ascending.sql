-- Whether numbers come in order and none of them twice.
CREATE FUNCTION planning_is_ascending(keys bigint[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  before bigint;
  key bigint;
BEGIN
  FOREACH key IN ARRAY keys LOOP
    IF key <= before THEN
      RETURN false;
    END IF;
    before := key;
  END LOOP;
  RETURN true;
END
$$;
