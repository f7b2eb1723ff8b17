"""Georgia: a c3 and a c4 of one family in Clayton County, and two phone lists in Gwinnett that may be alike."""

from mvp_coord.demo.shapes import Body, Line, Org, Person, Plan, Statement

TABLE = Org(
    name="Peach Basket Table",
    kind="state_table",
    summary="Brings Georgia's nonpartisan groups to one table, from the first registration drive to the last cure.",
    states={"GA": "statewide"},
    founded=2010,
    issues=("democracy", "racial-justice"),
    bodies=(Body("c3_public", "Peach Basket Table", True, (Statement(610_000, 640_000, 19),)),),
    plans=(
        Plan(
            "Cure Kitchen",
            "c3_public",
            75_000,
            (Line("ballot-cure", "training", "GA", "2028-09-11", "2028-11-10", budget=118_000),),
            side="nonpartisan",
            visibility="partners",
        ),
    ),
    people=(
        Person("Lucasta Penhallow", "Table director", "partners"),
        Person("Booker Amadi-Vance", "Program director", "table"),
    ),
)

FRONT_STOOP = Org(
    name="Front Stoop Choir",
    kind="year_round",
    summary="Choirs and congregations south of Atlanta: they register after the service, and knock before the vote.",
    states={"GA": "local"},
    founded=2007,
    whom=("black", "faith", "women"),
    issues=("racial-justice", "health-care", "criminal-justice"),
    member_of=("Peach Basket Table",),
    served_by=("Wrench & Ribbon",),
    bodies=(
        Body("c3_public", "Front Stoop Choir Education Fund", True, (Statement(260_000, 330_000, 14, "public"),)),
        Body("c4", "Front Stoop Choir Action", False, (Statement(90_000, 172_000, 14, "public"),)),
    ),
    plans=(
        Plan(
            "Sunday Sign-Up",
            "c3_public",
            140_000,
            (
                Line(
                    "registration",
                    "site-based",
                    "GA Clayton County",
                    "2028-03-05",
                    "2028-10-01",
                    budget=126_000,
                    whom=("black", "faith"),
                ),
                Line(
                    "registration",
                    "site-based",
                    "GA Henry County",
                    "2028-03-05",
                    "2028-10-01",
                    budget=84_000,
                    whom=("black", "faith"),
                ),
            ),
            side="nonpartisan",
            status="committed",
            visibility="public",
        ),
        Plan(
            "Two Doors Down",
            "c4",
            96_000,
            (
                Line(
                    "gotv",
                    "door-canvass",
                    "GA Clayton County",
                    "2028-09-11",
                    "2028-11-05",
                    28_000,
                    67_000,
                    whom=("black",),
                ),
            ),
        ),
    ),
    people=(
        Person("Reverie Stallworth", "Choir director and president", "partners"),
        Person("Cato Brightwell", "Organizing director", "table"),
    ),
)

RED_CLAY = Org(
    name="Red Clay Switchboard",
    kind="year_round",
    summary="A phone bank in eleven languages, in the back rooms of groceries and temples of the northern suburbs.",
    states={"GA": "statewide"},
    founded=2018,
    whom=("aapi", "immigrants", "language-minorities"),
    issues=("immigration", "education"),
    member_of=("Peach Basket Table",),
    bodies=(Body("c4", "Red Clay Switchboard", False, (Statement(92_000, 96_000, 23, "public"),)),),
    plans=(
        Plan(
            "Good Connection",
            "c4",
            44_000,
            (
                Line(
                    "gotv",
                    "volunteer-phone",
                    "GA Gwinnett County",
                    "2028-09-04",
                    "2028-10-29",
                    6_500,
                    26_000,
                    whom=("aapi",),
                ),
                Line(
                    "vote-by-mail",
                    "p2p-text",
                    "GA Gwinnett County",
                    "2028-08-07",
                    "2028-10-01",
                    38_000,
                    114_000,
                    whom=("aapi", "language-minorities"),
                ),
                Line(
                    "voter-education",
                    "events",
                    "GA Gwinnett County",
                    "2028-06-03",
                    "2028-09-30",
                    budget=38_000,
                    whom=("language-minorities",),
                ),
            ),
            visibility="public",
        ),
    ),
    people=(Person("Minh-Anh Castellow", "Switchboard captain", "table"),),
)

PEANUT_ROW = Org(
    name="Peanut Row Neighbors",
    kind="year_round",
    summary="Porch by porch through middle Georgia, where the nearest field office used to be two counties away.",
    states={"GA": "local"},
    founded=2021,
    whom=("rural", "black", "seniors"),
    issues=("rural-communities", "health-care"),
    member_of=("Peach Basket Table",),
    bodies=(Body("c4", "Peanut Row Neighbors", False, (Statement(38_000, 61_000, 95),)),),
    plans=(
        Plan(
            "Shade and Lemonade",
            "c4",
            48_000,
            (
                Line("gotv", "door-canvass", "GA Bibb County", "2028-09-04", "2028-10-29", 15_000, 36_000),
                Line("gotv", "lit-drop", "GA Muscogee County", "2028-10-02", "2028-10-29", None, 40_000),
            ),
            assured=110,
        ),
    ),
    people=(Person("Orpha Dillingsworth", "Founder", "table"),),
    assured=110,
)

WRENCH = Org(
    name="Wrench & Ribbon",
    kind="infrastructure_hub",
    summary="Books, insurance, vans and a print shop for the groups of Georgia, so that organizers can organize.",
    states={"GA": "statewide"},
    founded=2014,
    visibility="partners",
    bodies=(Body("c3_public", "Wrench & Ribbon", True, (Statement(280_000, 225_000, 48),)),),
    plans=(
        Plan("Payroll by Friday", "c3_public", 110_000, budget=190_000, side="nonpartisan", visibility="partners"),
    ),
    people=(Person("Halcyon Meriweather", "Shop steward", "partners"),),
)

ORGANIZATIONS = (TABLE, FRONT_STOOP, RED_CLAY, PEANUT_ROW, WRENCH)
