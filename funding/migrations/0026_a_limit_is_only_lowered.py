"""The limit of two people of a fund of ours is only lowered, from the day it is there: not just once it has accounts."""

from pathlib import Path

from django.db import migrations

_SQL = (Path(__file__).parent.parent / "sql" / "limit.sql").read_text("utf-8")
_BEFORE = """
CREATE TRIGGER fund_with_accounts_keeps_its_limit BEFORE UPDATE ON funding_fund FOR EACH ROW
    WHEN (NEW.two_people_above_usd > OLD.two_people_above_usd AND funding_fund_has_accounts(OLD.id))
    EXECUTE FUNCTION funding_stays_under_accounts();
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0025_came_back_unspent")]

    operations = [
        migrations.RunSQL(
            "DROP TRIGGER fund_with_accounts_keeps_its_limit ON funding_fund;" + _SQL,
            "DROP TRIGGER fund_keeps_its_limit ON funding_fund; DROP FUNCTION funding_keeps_its_limit();" + _BEFORE,
        )
    ]
