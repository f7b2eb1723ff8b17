"""Michigan: one phone program that stands in the directory twice, and a ballot measure about wells."""

from mvp_coord.demo.shapes import Body, Line, Org, Person, Plan, Statement

TABLE = Org(
    name="Birchbark Table",
    kind="state_table",
    summary="Michigan's nonpartisan table, which collects everybody's plans in one sheet, sometimes twice.",
    states={"MI": "statewide"},
    founded=2012,
    issues=("democracy",),
    bodies=(Body("c3_public", "Birchbark Table", True, (Statement(480_000, 455_000, 31),)),),
    plans=(
        # The table copied this line out of a member's plan: the same phones, the same weeks, once more.
        Plan(
            "Lunch Bell Line (from the table's sheet)",
            "c3_public",
            0,
            (Line("gotv", "volunteer-phone", "MI Saginaw County", "2028-09-05", "2028-10-30", 14_000, 41_800),),
        ),
        Plan(
            "Map Room",
            "c3_public",
            60_000,
            (Line("data", "training", "MI", "2027-03-01", "2028-10-06", budget=132_000),),
            side="nonpartisan",
            visibility="partners",
        ),
    ),
    people=(
        Person("Sunniva Lockridge", "Table director", "partners"),
        Person("Percival Ndiaye", "Plans desk", "table"),
    ),
)

LUNCH_PAIL = Org(
    name="Freshwater Lunch Pail",
    kind="year_round",
    summary="Factory, port and hospital workers of the Saginaw Valley and Flint, who call and knock shift by shift.",
    states={"MI": "local"},
    founded=2003,
    whom=("workers", "veterans"),
    issues=("labor", "health-care", "economy"),
    member_of=("Birchbark Table", "Cherrystone Donor Table"),
    bodies=(
        Body("c4", "Freshwater Lunch Pail", False, (Statement(120_000, 268_000, 20, "public"),)),
        Body("pac", "Freshwater Lunch Pail PAC", False, (Statement(150_000, 42_000, 20),)),
    ),
    plans=(
        Plan(
            "Lunch Bell Line",
            "c4",
            30_000,
            (Line("gotv", "volunteer-phone", "MI Saginaw County", "2028-09-05", "2028-10-30", 14_000, 42_000),),
        ),
        Plan(
            "Gate to Gate",
            "c4",
            118_000,
            (
                Line(
                    "gotv",
                    "door-canvass",
                    "MI Genesee County",
                    "2028-09-05",
                    "2028-10-30",
                    24_000,
                    58_000,
                    whom=("workers",),
                ),
            ),
            status="committed",
            visibility="public",
        ),
    ),
    people=(
        Person("Augustin Okonjo", "President", "partners"),
        Person("Maeve Tillicum", "Phone captain", "table"),
    ),
)

CHERRY_PIT = Org(
    name="Cherry Pit Youth",
    kind="year_round",
    summary="Students and apprentices in Ann Arbor and Lansing who turn dormitories and break rooms into precincts.",
    states={"MI": "local"},
    founded=2020,
    whom=("youth", "students", "renters"),
    issues=("housing", "climate"),
    member_of=("Birchbark Table",),
    bodies=(Body("c3_public", "Cherry Pit Youth", True, (Statement(82_000, 98_000, 16, "public"),)),),
    plans=(
        Plan(
            "Dorm Door to Ballot Box",
            "c3_public",
            64_000,
            (
                Line(
                    "registration",
                    "site-based",
                    "MI Washtenaw County",
                    "2028-01-10",
                    "2028-04-21",
                    budget=72_000,
                    whom=("students",),
                ),
                Line(
                    "gotv",
                    "relational",
                    "MI Ingham County",
                    "2028-09-18",
                    "2028-11-05",
                    7_000,
                    15_000,
                    whom=("youth",),
                ),
            ),
            side="nonpartisan",
            visibility="public",
        ),
    ),
    people=(Person("Briar Stonefield", "Director", "partners"),),
)

DUNE_GRASS = Org(
    name="Dune Grass Neighbors",
    kind="year_round",
    summary="Lakeshore neighbors from Grand Rapids to Muskegon: ballots by mail in summer, doors in fall.",
    states={"MI": "local"},
    founded=2016,
    whom=("women", "suburban", "low-propensity"),
    issues=("reproductive-freedom", "climate"),
    member_of=("Birchbark Table",),
    bodies=(
        Body("c3_public", "Dune Grass Neighbors Fund", True, (Statement(105_000, 92_000, 29),)),
        Body("c4", "Dune Grass Neighbors Action", False, (Statement(44_000, 66_000, 29),)),
    ),
    plans=(
        Plan(
            "Envelope Season",
            "c3_public",
            9_000,
            (Line("vote-by-mail", "p2p-text", "MI Kent County", "2028-08-07", "2028-10-15", 70_000, 210_000),),
            side="nonpartisan",
        ),
        Plan(
            "Sand in Our Shoes",
            "c4",
            40_000,
            (Line("gotv", "door-canvass", "MI Muskegon County", "2028-09-05", "2028-10-30", 13_000, 30_000),),
        ),
    ),
    people=(Person("Linnea Vandersloot", "Director", "table"),),
)

CLEAR_WELLS = Org(
    name="Clear Wells 2028",
    kind="coalition",
    summary="Campaigns for a measure that would have every household well tested at the state's expense.",
    states={"MI": "statewide"},
    whom=("rural", "parents"),
    issues=("climate", "rural-communities"),
    member_of=("Birchbark Table",),
    starts="2027-06-01",
    ends="2028-11-30",
    bodies=(Body("c4", "Clear Wells 2028", False, (Statement(140_000, 395_000, 36),)),),
    plans=(
        Plan(
            "A Glass of Water",
            "c4",
            310_000,
            (
                Line("ballot-measure", "mail", "MI", "2028-09-18", "2028-10-29", 400_000, 800_000),
                Line(
                    "ballot-measure", "events", "MI Grand Traverse County", "2028-06-05", "2028-09-24", budget=54_000
                ),
            ),
            visibility="partners",
        ),
    ),
    people=(Person("Gideon Marsh-Whitlow", "Campaign manager", "partners"),),
)

CHERRYSTONE = Org(
    name="Cherrystone Donor Table",
    kind="donor_table",
    summary="Michigan donors who read plans together twice a year and give side by side.",
    states={"MI": "statewide"},
    founded=2017,
    visibility="funders",
    bodies=(Body("c4", "Cherrystone Donor Table", False, (Statement(90_000, 90_000, 70),)),),
    people=(Person("Leopold Anstruther", "Convener", "funders"),),
)

ALMANAC = Org(
    name="Plainspoken Almanac",
    kind="research_hub",
    summary="Asks four thousand people of two states, twice a year, what they worry about, and prints the answers.",
    states={"MI": "statewide", "WI": "statewide"},
    founded=2011,
    issues=("economy", "technology"),
    visibility="partners",
    bodies=(Body("c3_public", "Plainspoken Almanac", True, (Statement(210_000, 188_000, 55),)),),
    plans=(
        Plan("Two Questions a Year", "c3_public", 96_000, budget=174_000, side="nonpartisan", visibility="partners"),
    ),
    people=(Person("Cordelia Nwachukwu", "Editor", "partners"),),
)

ORGANIZATIONS = (TABLE, LUNCH_PAIL, CHERRY_PIT, DUNE_GRASS, CLEAR_WELLS, CHERRYSTONE, ALMANAC)
