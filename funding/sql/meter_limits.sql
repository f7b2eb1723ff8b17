-- A version of a limit stays as it was written, so that what it allowed can be read years later: it is ended, and the next
-- one begun. Counsel's word may be added. The same function holds the versions of money rules.
CREATE TRIGGER limit_stays BEFORE UPDATE OR DELETE ON funding_meterlimit
    FOR EACH ROW EXECUTE FUNCTION funding_rule_stays();
