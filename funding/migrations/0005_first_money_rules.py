"""A first set of money rules, to be confirmed by counsel; a version is never changed, only ended."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

C3, FOUNDATION, C4 = "c3_public", "c3_private", "c4"
PAC, SUPER_PAC, P527 = "pac", "super_pac", "other_527"
CHARITIES, POLITICAL = [C3, FOUNDATION], [PAC, SUPER_PAC, P527]
CHARITABLE = "This grant may be used only for the charitable and educational purposes described in the proposal of {date}"
NO_POLITICS = "no part of it may support or oppose a candidate for public office"

# code, whose money, to whom, for what, what follows, why, what it rests on, wording, meter
RULES: tuple[tuple[Any, ...], ...] = (
    (
        "charity-to-charity", [C3], [C3], "nonpartisan", "allow",
        "A public charity may pay for another charity's nonpartisan work.",
        "26 U.S.C. § 501(c)(3); Rev. Rul. 2007-41",
    ),
    (
        "charity-to-charity-general", [C3], [C3], "general", "allow",
        "A public charity may support another charity generally.",
        "26 U.S.C. § 501(c)(3)",
    ),
    (
        "charity-money-and-elections", CHARITIES, [], "electoral", "block",
        "Charitable money may not pay for anything race-specific or partisan.",
        "26 U.S.C. § 501(c)(3); Rev. Rul. 2007-41",
    ),
    (
        "charity-money-to-political-committees", CHARITIES, POLITICAL, "any", "block",
        "Charitable money may not go to a PAC, a super PAC or another political organization.",
        "26 U.S.C. § 501(c)(3); 26 U.S.C. § 527(e)",
    ),
    (
        "charity-money-and-candidates", CHARITIES, [], "candidates", "counsel",
        "Training for candidates of one party is partisan; counsel says whether this training is open to all.",
        "Rev. Rul. 2007-41; American Campaign Academy v. Commissioner, 92 T.C. 1053 (1989)",
    ),
    (
        "charity-money-and-lobbying", [C3], [C3, C4], "lobbying", "restriction",
        "Work on a ballot measure or a bill is lobbying: it counts against the giver's limit.",
        "26 U.S.C. §§ 501(h), 4911; 26 CFR 56.4911-2(b)(1)(iii)",
        f"{CHARITABLE}, of which no more than {{amount}} for lobbying; {NO_POLITICS}.", "501h",
    ),
    (
        "charity-to-c4-general", CHARITIES, [C4], "general", "block",
        "Charitable money never supports a 501(c)(4) generally: only a restricted grant with a written charitable purpose.",
        "Rev. Rul. 68-489; 26 CFR 56.4911-3(c)(3)",
    ),
    (
        "charity-to-c4-restricted", [C3], [C4], "nonpartisan", "restriction",
        "A 501(c)(4) may spend charitable money on a written charitable purpose alone, and keeps records of it.",
        "Rev. Rul. 68-489; 26 CFR 56.4911-3(c)(3)",
        f"{CHARITABLE}; {NO_POLITICS}, and none may be used for lobbying. Unspent money is returned.",
    ),
    (
        "foundation-to-charity-general", [FOUNDATION], [C3], "general", "allow",
        "A private foundation may support a public charity generally.",
        "26 U.S.C. § 4945(d)(4)(A); 26 CFR 53.4945-2(a)(6)",
    ),
    (
        "foundation-to-charity", [FOUNDATION], [C3], "nonpartisan", "allow",
        "A private foundation may pay for a public charity's nonpartisan work.",
        "26 U.S.C. § 4945(d)(4)(A)",
    ),
    (
        "foundation-and-registration", [FOUNDATION], [], "registration", "counsel",
        "A grant earmarked for voter registration goes only to a group that qualifies: nonpartisan, active in five or"
        " more states, not limited to one state or period. Counsel confirms it.",
        "26 U.S.C. § 4945(d)(2), (f); 26 CFR 53.4945-3(b)", "", "five-states",
    ),
    (
        "foundation-and-lobbying", [FOUNDATION], [], "lobbying", "block",
        "A private foundation may not earmark a grant for lobbying.",
        "26 U.S.C. § 4945(d)(1), (e); 26 CFR 53.4945-2(a)",
    ),
    (
        "foundation-to-others", [FOUNDATION], [C4, "sponsored"], "nonpartisan", "counsel",
        "A private foundation that gives to who is no public charity takes expenditure responsibility.",
        "26 U.S.C. § 4945(d)(4)(B), (h)",
    ),
    (
        "money-for-a-charity-and-elections", [], CHARITIES, "electoral", "block",
        "A charity may not do anything race-specific or partisan, whoever pays for it.",
        "26 U.S.C. § 501(c)(3); Rev. Rul. 2007-41",
    ),
    (
        "c4-to-charity", [C4], CHARITIES, "any", "allow",
        "A 501(c)(4) may give to a charity.",
        "26 U.S.C. § 501(c)(4)",
    ),
    (
        "c4-to-c4", [C4], [C4], "any", "allow",
        "A 501(c)(4) may give to another.",
        "26 U.S.C. § 501(c)(4)",
    ),
    (
        "c4-to-independent-committees", [C4], [SUPER_PAC, P527], "any", "allow",
        "A 501(c)(4) may give to a super PAC or another 527. It counts as political, and may be taxed: ask counsel.",
        "SpeechNow.org v. FEC, 599 F.3d 686 (D.C. Cir. 2010); 26 U.S.C. § 527(f)", "", "political-share",
    ),
    (
        "c4-political-work", [C4], [C4], "electoral", "allow",
        "Political work may not become the main thing that a 501(c)(4) does.",
        "26 CFR 1.501(c)(4)-1(a)(2); 26 U.S.C. § 527(f)", "", "political-share",
    ),
    (
        "c4-to-pac", [C4], [PAC], "any", "block",
        "A 501(c)(4) is a corporation: it may not give to a PAC that gives to federal candidates.",
        "52 U.S.C. § 30118(a)",
    ),
    (
        "coordinated-programs", [], [], "coordinated", "counsel",
        "Work that is coordinated with a campaign or a party is a contribution to it.",
        "52 U.S.C. § 30116(a)(7)(B); 11 CFR 109.21",
    ),
    (
        "super-pac-and-coordination", [SUPER_PAC], [], "coordinated", "block",
        "A super PAC may not coordinate its spending with a campaign or a party.",
        "52 U.S.C. § 30116(a)(7)(B); SpeechNow.org v. FEC, 599 F.3d 686 (D.C. Cir. 2010)",
    ),
    (
        "pac-to-pac", [PAC], [PAC], "any", "allow",
        "A PAC may give to another within the limits.",
        "52 U.S.C. § 30116(a)(1), (2)", "", "limits",
    ),
)
FIELDS = ("code", "sources", "recipients", "use", "outcome", "reason", "citation", "wording", "meter")
FROM = dt.date(2026, 11, 1)


def add_rules(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("funding", "MoneyRule")
    rows = [rule(starts_on=FROM, **dict(zip(FIELDS, each, strict=False))) for each in RULES]
    assert len(rule.objects.bulk_create(rows)) == len(RULES)


class Migration(migrations.Migration):
    dependencies = [("funding", "0004_money_rules")]

    operations = [
        migrations.RunPython(add_rules, migrations.RunPython.noop),
        migrations.RunSQL(
            (Path(__file__).parent.parent / "sql" / "money_rules.sql").read_text("utf-8"),
            "DROP FUNCTION funding_rule_stays() CASCADE",
        ),
    ]
