"""Wisconsin: three groups at the same doors in Rock County, and nobody at those of Racine."""

from mvp_coord.demo.shapes import Body, Line, Org, Person, Plan, Statement

TABLE = Org(
    name="Milk Can Table",
    kind="state_table",
    summary="Where Wisconsin's nonpartisan groups compare plans every month, share a voter file and train together.",
    states={"WI": "statewide"},
    founded=2011,
    issues=("democracy",),
    bodies=(Body("c3_public", "Milk Can Table", True, (Statement(410_000, 402_000, 24),)),),
    plans=(
        Plan(
            "Everybody's Training Barn",
            "c3_public",
            96_000,
            (Line("coordination", "training", "WI", "2027-02-01", "2028-10-20", budget=168_000),),
            side="nonpartisan",
            visibility="partners",
        ),
    ),
    people=(
        Person("Odalys Brandt", "Table director", "partners"),
        Person("Tem Halvorsen", "Data manager", "table"),
    ),
)

DAIRY_BELL = Org(
    name="Dairy Bell Workers",
    kind="year_round",
    summary="Dairy, food-plant and warehouse workers of southern Wisconsin, organized by shift and by street.",
    states={"WI": "local"},
    founded=2014,
    whom=("workers", "latino", "rural"),
    issues=("labor", "health-care"),
    member_of=("Milk Can Table",),
    served_by=("Back Pasture Office",),
    bodies=(
        Body("c3_public", "Dairy Bell Workers Center", True, (Statement(190_000, 148_000, 26, "public"),)),
        Body(
            "c4",
            "Dairy Bell Workers Action",
            False,
            (
                Statement(85_000, 205_000, 26, "public"),
                Statement(
                    *(0, 110_000, 118, "funders", "Its director, on a visit in summer"),
                    budget=395_000,
                    heard_by="Tin Whistle Giving Circle",
                ),
            ),
        ),
    ),
    plans=(
        Plan(
            "Ring the Bell",
            "c4",
            160_000,
            (
                Line("gotv", "door-canvass", "WI Rock County", "2028-08-07", "2028-10-01", 30_000, 96_000),
                Line("gotv", "door-canvass", "WI Kenosha County", "2028-08-14", "2028-10-08", 15_000, 36_000),
                # The gap: nobody works Racine, and the group next door could go there if it were asked and paid.
                Line(
                    "gotv",
                    "door-canvass",
                    "WI Racine County",
                    "2028-08-14",
                    "2028-10-08",
                    17_000,
                    40_000,
                    capacity=True,
                ),
            ),
            status="committed",
        ),
        Plan(
            "Break Room Sign-Up",
            "c3_public",
            52_000,
            (
                Line(
                    "registration",
                    "site-based",
                    "WI Kenosha County",
                    "2028-03-06",
                    "2028-09-29",
                    budget=88_000,
                    whom=("workers", "latino"),
                ),
            ),
            side="nonpartisan",
            visibility="public",
        ),
    ),
    people=(
        Person("Marisol Teague", "Executive director", "table"),
        Person("Dov Lindqvist", "Field director", "table"),
    ),
)

DOORBELL = Org(
    name="Doorbell & Thermos",
    kind="year_round",
    summary="Volunteers who knock on the same streets every season, and come back when the vote is over.",
    states={"WI": "local"},
    founded=2018,
    whom=("low-propensity", "seniors"),
    issues=("health-care", "democracy"),
    member_of=("Milk Can Table",),
    bodies=(Body("c4", "Doorbell & Thermos", False, (Statement(60_000, 232_000, 40),)),),
    plans=(
        Plan(
            "Second Cup",
            "c4",
            190_000,
            (
                Line("gotv", "door-canvass", "WI Rock County", "2028-08-07", "2028-09-24", 26_000, 83_000),
                Line("gotv", "door-canvass", "WI La Crosse County", "2028-08-21", "2028-10-15", 14_000, 33_000),
            ),
        ),
    ),
    people=(Person("Bertil Okafor", "Organizing director", "table"),),
)

CRANBERRY = Org(
    name="Cranberry Bog Neighbors",
    kind="year_round",
    summary="Small-town neighbors of eastern and southern Wisconsin who canvass, write, and go to the county board.",
    states={"WI": "local"},
    founded=2016,
    whom=("rural", "seniors"),
    issues=("rural-communities", "climate"),
    member_of=("Milk Can Table",),
    bodies=(Body("c4", "Cranberry Bog Neighbors", False, (Statement(48_000, 176_000, 33),)),),
    plans=(
        Plan(
            "Bog Walk",
            "c4",
            120_000,
            (Line("gotv", "door-canvass", "WI Rock County", "2028-08-14", "2028-10-01", 22_000, 66_000),),
        ),
        Plan(
            "Red Ink Letters",
            "c4",
            40_000,
            (Line("gotv", "mail", "WI Brown County", "2028-09-18", "2028-10-29", 40_000, 150_000),),
        ),
    ),
    people=(Person("Ilse Vandermolen", "Coordinator", "table"),),
)

NORTHERN_PIKE = Org(
    name="Northern Pike Youth",
    kind="year_round",
    summary="Students in Madison and Eau Claire who register their classmates and bring their friends.",
    states={"WI": "local"},
    founded=2020,
    whom=("youth", "students", "newly-registered"),
    issues=("education", "climate"),
    member_of=("Milk Can Table",),
    bodies=(Body("c3_public", "Northern Pike Youth Project", True, (Statement(70_000, 84_000, 12, "public"),)),),
    plans=(
        Plan(
            "First Ballot Bus",
            "c3_public",
            60_000,
            (
                Line(
                    "registration",
                    "site-based",
                    "WI Eau Claire County",
                    "2028-01-24",
                    "2028-05-05",
                    budget=46_000,
                    whom=("students",),
                ),
                Line(
                    "registration",
                    "site-based",
                    "WI Dane County",
                    "2028-09-05",
                    "2028-10-13",
                    budget=58_000,
                    whom=("students",),
                ),
                Line(
                    "gotv", "relational", "WI Dane County", "2028-10-02", "2028-11-05", 6_500, 13_000, whom=("youth",)
                ),
            ),
            side="nonpartisan",
            visibility="public",
        ),
    ),
    people=(Person("Juno Ashgrove", "Campus director", "partners"),),
)

SECOND_BELL = Org(
    name="Second Bell School",
    kind="pipeline_hub",
    summary="Evening classes for people who want to serve on a school board, a county board or a commission.",
    states={"WI": "statewide", "MI": "statewide"},
    founded=2009,
    issues=("education", "democracy"),
    visibility="partners",
    bodies=(Body("c3_public", "Second Bell School", True, (Statement(240_000, 260_000, 51),)),),
    plans=(
        Plan(
            "Night Class for Public Service",
            "c3_public",
            70_000,
            (
                Line("leadership", "training", "WI", "2027-01-18", "2028-05-26", budget=92_000),
                Line("leadership", "training", "MI", "2027-01-18", "2028-05-26", budget=74_000),
            ),
            side="nonpartisan",
            visibility="partners",
        ),
    ),
    people=(Person("Persis Aldergate", "Dean", "partners"),),
)

BACK_PASTURE = Org(
    name="Back Pasture Office",
    kind="infrastructure_hub",
    summary="Payroll, compliance and insurance for groups that are too small to have an office for it.",
    states={"WI": "statewide"},
    founded=2013,
    visibility="partners",
    bodies=(Body("c3_public", "Back Pasture Office Cooperative", True, (Statement(310_000, 290_000, 62),)),),
    people=(Person("Anselm Dufresne", "Managing partner", "partners"),),
)

ORGANIZATIONS = (TABLE, DAIRY_BELL, DOORBELL, CRANBERRY, NORTHERN_PIKE, SECOND_BELL, BACK_PASTURE)
