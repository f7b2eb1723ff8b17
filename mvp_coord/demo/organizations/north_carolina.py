"""North Carolina: two groups register on the same corners of Durham, and a table that passes money on."""

from mvp_coord.demo.shapes import Body, Line, Org, Person, Plan, Statement

TABLE = Org(
    name="Longleaf Lantern Table",
    kind="state_table",
    summary="North Carolina's nonpartisan table. It raises a pool of its own and passes it on to small groups.",
    states={"NC": "statewide"},
    founded=2008,
    issues=("democracy", "racial-justice"),
    bodies=(Body("c3_public", "Longleaf Lantern Table", True, (Statement(760_000, 690_000, 22),)),),
    plans=(
        Plan(
            "Pocket Grants",
            "c3_public",
            240_000,
            budget=300_000,
            side="nonpartisan",
            status="committed",
            visibility="partners",
        ),
    ),
    people=(
        Person("Delphine Oakhurst", "Table director", "partners"),
        Person("Rufus Kitchener", "Grants manager", "table"),
    ),
)

SALTBOX = Org(
    name="Saltbox Donor Table",
    kind="donor_table",
    summary="Families between Asheville and the coast who pool what they give and decide over one long lunch.",
    states={"NC": "statewide"},
    founded=2019,
    visibility="funders",
    bodies=(Body("c4", "Saltbox Donor Table", False, (Statement(64_000, 64_000, 75),)),),
    people=(Person("Winifred Abara", "Host", "funders"),),
)

SWEETGUM = Org(
    name="Sweetgum Porch Project",
    kind="year_round",
    summary="Block captains of Durham and Greensboro who know who moved in, and register them among the boxes.",
    states={"NC": "local"},
    founded=2013,
    whom=("black", "renters", "newly-registered"),
    issues=("housing", "racial-justice"),
    member_of=("Longleaf Lantern Table",),
    bodies=(Body("c3_public", "Sweetgum Porch Project", True, (Statement(128_000, 182_000, 11, "public"),)),),
    plans=(
        Plan(
            "Moving Boxes",
            "c3_public",
            62_000,
            (
                Line(
                    "registration",
                    "site-based",
                    "NC Durham County",
                    "2028-08-14",
                    "2028-10-06",
                    budget=76_000,
                    whom=("renters", "black"),
                ),
            ),
            side="nonpartisan",
            visibility="public",
        ),
        Plan(
            "Porch Phones",
            "c3_public",
            28_000,
            (Line("gotv", "volunteer-phone", "NC Guilford County", "2028-09-18", "2028-11-05", 18_000, 45_000),),
            side="nonpartisan",
        ),
    ),
    people=(
        Person("Isadora Fenwright", "Executive director", "partners"),
        Person("Amos Tillery-Boone", "Data lead", "table"),
    ),
)

CORNBREAD = Org(
    name="Cornbread & Ballots",
    kind="year_round",
    summary="Cooks for the line at early voting, and knows by name who is in it. Triangle and Piedmont.",
    states={"NC": "statewide"},
    founded=2011,
    whom=("black", "women", "faith"),
    issues=("democracy", "care"),
    member_of=("Longleaf Lantern Table",),
    served_by=("Weathervane Desk",),
    bodies=(
        Body("c3_public", "Cornbread & Ballots Education Fund", True, (Statement(142_000, 160_000, 34, "public"),)),
        Body("c4", "Cornbread & Ballots Action", False, (Statement(58_000, 48_000, 34),)),
    ),
    plans=(
        Plan(
            "Skillet Sign-Up",
            "c3_public",
            60_000,
            (
                Line(
                    "registration",
                    "site-based",
                    "NC Durham County",
                    "2028-08-21",
                    "2028-10-06",
                    budget=68_000,
                    whom=("black", "women"),
                ),
                Line("election-protection", "events", "NC Wake County", "2028-10-19", "2028-11-04", budget=36_000),
            ),
            side="nonpartisan",
            visibility="public",
        ),
        Plan(
            "Supper's On, Polls Are Open",
            "c4",
            9_000,
            (Line("gotv", "p2p-text", "NC Wake County", "2028-09-04", "2028-10-29", 90_000, 270_000),),
        ),
    ),
    people=(Person("Philippa Rowntree", "Head cook and president", "partners"),),
)

LOOM = Org(
    name="Lighthouse Loom Workers",
    kind="year_round",
    summary="Former mill hands and today's warehouse pickers on the coast, who vote where the mills used to be.",
    states={"NC": "local"},
    founded=2015,
    whom=("workers", "rural", "black"),
    issues=("labor", "economy"),
    member_of=("Longleaf Lantern Table",),
    bodies=(Body("c4", "Lighthouse Loom Workers", False, (Statement(72_000, 126_000, 30, "public"),)),),
    plans=(
        Plan(
            "Warp and Weft",
            "c4",
            92_000,
            (
                Line("gotv", "door-canvass", "NC New Hanover County", "2028-08-28", "2028-10-29", 17_000, 41_000),
                Line(
                    "gotv",
                    "door-canvass",
                    "NC Pitt County",
                    "2028-08-28",
                    "2028-10-29",
                    11_000,
                    25_000,
                    whom=("workers",),
                ),
            ),
            visibility="public",
        ),
    ),
    people=(Person("Jubal Seawright", "President", "table"),),
)

WEATHERVANE = Org(
    name="Weathervane Desk",
    kind="research_hub",
    summary="Listens first: long talks in the kitchens of two states, written up so that organizers can use them.",
    states={"NC": "statewide", "GA": "statewide"},
    founded=2016,
    issues=("technology", "economy"),
    visibility="partners",
    bodies=(Body("c3_public", "Weathervane Desk", True, (Statement(165_000, 140_000, 44),)),),
    plans=(Plan("Listening Season", "c3_public", 88_000, budget=146_000, side="nonpartisan", visibility="partners"),),
    people=(Person("Cosima Blackthorne", "Research director", "partners"),),
)

ORGANIZATIONS = (TABLE, SALTBOX, SWEETGUM, CORNBREAD, LOOM, WEATHERVANE)
