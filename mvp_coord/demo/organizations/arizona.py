"""Arizona: a state-wide text and a county's text reach the same phones; Pinal County waits for somebody to knock."""

from mvp_coord.demo.shapes import Body, Line, Org, Person, Plan, Statement

TABLE = Org(
    name="Copper Thread Table",
    kind="state_table",
    summary="Arizona's nonpartisan table: a shared calendar of plans, a shared file, and a room to settle turf in.",
    states={"AZ": "statewide"},
    founded=2012,
    issues=("democracy",),
    bodies=(Body("c3_public", "Copper Thread Table", True, (Statement(520_000, 505_000, 17),)),),
    plans=(
        Plan(
            "Common Clipboard",
            "c3_public",
            90_000,
            (Line("data", "training", "AZ", "2027-02-15", "2028-10-13", budget=150_000),),
            side="nonpartisan",
            visibility="partners",
        ),
    ),
    people=(
        Person("Ramira Coldwater", "Table director", "partners"),
        Person("Ezio Hartsfield", "Voter file manager", "table"),
    ),
)

THREE_WELLS = Org(
    name="Three Wells Workers",
    kind="year_round",
    summary="Hotel, kitchen and field workers who run clinics, organize their workplaces and vote as neighbors.",
    states={"AZ": "statewide"},
    also="Tres Pozos",
    founded=2009,
    whom=("latino", "immigrants", "workers"),
    issues=("labor", "immigration", "health-care"),
    member_of=("Copper Thread Table",),
    bodies=(
        Body("c3_public", "Three Wells Workers Education Center", True, (Statement(320_000, 365_000, 21, "public"),)),
        Body("c4", "Three Wells Workers Action", False, (Statement(110_000, 190_000, 21, "public"),)),
    ),
    plans=(
        Plan(
            "Sign Up at the Well",
            "c3_public",
            130_000,
            (
                Line(
                    "registration",
                    "site-based",
                    "AZ Maricopa County",
                    "2028-02-07",
                    "2028-09-29",
                    budget=212_000,
                    whom=("latino", "immigrants"),
                ),
            ),
            side="nonpartisan",
            status="committed",
            visibility="public",
        ),
        Plan(
            "Every Shift Votes",
            "c4",
            105_000,
            (
                Line("gotv", "broadcast-text", "AZ Maricopa County", "2028-09-04", "2028-10-29", 260_000, 1_144_000),
                Line(
                    "gotv",
                    "door-canvass",
                    "AZ Yuma County",
                    "2028-09-04",
                    "2028-10-29",
                    16_000,
                    38_000,
                    whom=("latino",),
                ),
            ),
        ),
    ),
    people=(
        Person("Consuelo Marrow", "Executive director", "partners"),
        Person("Ignacio Pell", "Political director", "table"),
    ),
)

MONSOON = Org(
    name="Monsoon Season Youth",
    kind="year_round",
    summary="High school and college students who register each other in spring and text their cousins in fall.",
    states={"AZ": "local"},
    founded=2019,
    whom=("youth", "students", "newly-registered"),
    issues=("climate", "education"),
    member_of=("Copper Thread Table",),
    bodies=(Body("c3_public", "Monsoon Season Youth", True, (Statement(95_000, 112_000, 9, "public"),)),),
    plans=(
        Plan(
            "Campus Rain",
            "c3_public",
            58_000,
            (
                Line(
                    "registration",
                    "site-based",
                    "AZ Pima County",
                    "2028-01-24",
                    "2028-04-28",
                    budget=94_000,
                    whom=("students",),
                ),
            ),
            side="nonpartisan",
            visibility="public",
        ),
        Plan(
            "Text Your Cousin",
            "c3_public",
            30_000,
            (
                Line(
                    "gotv",
                    "relational",
                    "AZ Maricopa County",
                    "2028-09-11",
                    "2028-10-29",
                    12_000,
                    30_000,
                    whom=("youth",),
                ),
            ),
            side="nonpartisan",
        ),
    ),
    people=(Person("Calla Wintergreen", "Co-director", "partners"),),
)

JACKRABBIT = Org(
    name="Jackrabbit Doorbell Club",
    kind="year_round",
    summary="Retirees, teachers and nurses who knock on the long blocks of southern Arizona, on foot and by truck.",
    states={"AZ": "local"},
    founded=2017,
    whom=("suburban", "seniors", "low-propensity"),
    issues=("education", "health-care"),
    member_of=("Copper Thread Table",),
    bodies=(Body("c4", "Jackrabbit Doorbell Club", False, (Statement(74_000, 238_000, 28, "public"),)),),
    plans=(
        Plan(
            "Long Shadow Doors",
            "c4",
            205_000,
            (
                Line("gotv", "door-canvass", "AZ Pima County", "2028-08-14", "2028-10-08", 62_000, 118_000),
                # Pinal lies between two counties that are worked well, and nobody has a plan there.
                Line(
                    "gotv",
                    "door-canvass",
                    "AZ Pinal County",
                    "2028-08-14",
                    "2028-10-08",
                    18_000,
                    40_000,
                    capacity=True,
                ),
            ),
            status="committed",
        ),
    ),
    people=(Person("Wendell Ruiz-Overby", "Field director", "table"),),
)

HARVEST_DAYS = Org(
    name="Paid Harvest Days Coalition",
    kind="coalition",
    summary="Gathers signatures for, then campaigns on, a measure that would give field workers paid days of rest.",
    states={"AZ": "statewide"},
    whom=("workers", "rural"),
    issues=("labor",),
    member_of=("Copper Thread Table",),
    starts="2027-04-01",
    ends="2028-11-30",
    bodies=(Body("c4", "Paid Harvest Days Coalition", False, (Statement(130_000, 410_000, 45),)),),
    plans=(
        Plan(
            "Half a Million Names",
            "c4",
            360_000,
            (
                Line(
                    "ballot-measure",
                    "signature-gathering",
                    "AZ Maricopa County",
                    "2027-09-06",
                    "2028-06-30",
                    budget=620_000,
                ),
                Line("ballot-measure", "digital-ads", "AZ", "2028-09-04", "2028-11-05", budget=240_000),
            ),
            visibility="partners",
        ),
    ),
    people=(Person("Fidel Abernathy", "Campaign manager", "partners"),),
)

OPEN_GATE = Org(
    name="Open Gate Bench",
    kind="pipeline_hub",
    summary="Finds people whom their neighbors trust and readies them to run for the offices nobody runs for.",
    states={"AZ": "statewide", "NV": "statewide"},
    founded=2015,
    issues=("democracy",),
    bodies=(Body("c4", "Open Gate Bench", False, (Statement(180_000, 205_000, 37),)),),
    plans=(
        Plan(
            "Bench Weekends",
            "c4",
            80_000,
            (
                Line("candidate-pipeline", "training", "AZ", "2027-03-06", "2028-03-25", budget=96_000),
                Line("candidate-pipeline", "training", "NV", "2027-03-06", "2028-02-19", budget=62_000),
            ),
            visibility="partners",
        ),
    ),
    people=(Person("Thessaly Quarrels", "Director of the bench", "partners"),),
)

# Somebody else's sheet called Monsoon Season Youth by a longer name: a likely duplicate, for people to decide on.
MONSOON_AGAIN = Org(
    name="Monsoon Season Youth Group",
    kind="year_round",
    summary="Named in a sheet of another group. Nobody has confirmed yet who this is.",
    states={"AZ": "local"},
    status="unconfirmed",
    visibility="table",
)

ORGANIZATIONS = (TABLE, THREE_WELLS, MONSOON, JACKRABBIT, HARVEST_DAYS, OPEN_GATE, MONSOON_AGAIN)
