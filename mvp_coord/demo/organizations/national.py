"""The home funder, its peers, and two national groups that work in several of the six states."""

from mvp_coord.demo.shapes import Body, Line, Org, Person, Plan, Statement

HOME = Org(
    name="Borrowed Ladder Fund",
    kind="peer_funder",
    summary="The home funder of this demo: raises from many donors, and lends its ladder to groups that reach far.",
    founded=2012,
    issues=("democracy",),
    bodies=(
        Body("c3_public", "Borrowed Ladder Fund", True),
        Body("c4", "Borrowed Ladder Action", False),
        Body("pac", "Borrowed Ladder PAC", False),
    ),
    people=(
        Person("Hollis Farrow", "State adviser, Midwest", "partners"),
        Person("Imara Vale", "State adviser, South and West", "partners"),
    ),
)

TIN_WHISTLE = Org(
    name="Tin Whistle Giving Circle",
    kind="peer_funder",
    summary="Two hundred members who listen to groups all spring and decide by simple vote in June.",
    founded=2016,
    bodies=(
        Body("c3_public", "Tin Whistle Giving Circle", True),
        Body("c4", "Tin Whistle Action Circle", False),
    ),
    people=(Person("Lark Pemberley", "Circle keeper", "funders"),),
)

QUILTED_RIVER = Org(
    name="Quilted River Donors",
    kind="peer_funder",
    summary="A family foundation and its friends, who give for many years to few groups.",
    founded=1998,
    bodies=(
        Body("c3_private", "Quilted River Foundation", True),
        Body("c4", "Quilted River Action", False),
    ),
    people=(Person("Cornelius Ashby-Roe", "Program officer", "funders"),),
)

NIGHT_HERON = Org(
    name="Night Heron Collaborative",
    kind="peer_funder",
    summary="Funders who move late money in the last hundred days, and say so early.",
    founded=2020,
    visibility="funders",
    funds_with=("Tin Whistle Giving Circle",),
    bodies=(Body("c4", "Night Heron Collaborative", False),),
    people=(Person("Ottilie Granger", "Director", "funders"),),
)

TEN_THOUSAND = Org(
    name="Ten Thousand Porches",
    kind="national",
    summary="Neighbors in four states who host, text and write from their own porches, with one staff in common.",
    states={"AZ": "statewide", "GA": "statewide", "MI": "local", "WI": "statewide"},
    founded=2006,
    whom=("low-propensity", "women"),
    issues=("democracy", "health-care"),
    member_of=("Copper Thread Table", "Peach Basket Table", "Milk Can Table"),
    bodies=(
        Body("c3_public", "Ten Thousand Porches Education", True, (Statement(390_000, 420_000, 38),)),
        Body("c4", "Ten Thousand Porches Action", False, (Statement(240_000, 450_000, 38),)),
    ),
    plans=(
        Plan(
            "Porch School",
            "c3_public",
            50_000,
            (Line("base-building", "training", "MI", "2027-04-05", "2028-03-31", budget=84_000),),
            side="nonpartisan",
            visibility="partners",
        ),
        Plan(
            "Porch Lights Arizona",
            "c4",
            190_000,
            (Line("gotv", "broadcast-text", "AZ", "2028-09-04", "2028-10-29", 900_000, 4_860_000),),
        ),
        Plan(
            "Porch Lights Georgia",
            "c4",
            24_000,
            (
                Line(
                    "gotv",
                    "paid-phone",
                    "GA Gwinnett County",
                    "2028-09-04",
                    "2028-10-29",
                    9_000,
                    30_000,
                    whom=("aapi",),
                ),
            ),
        ),
        Plan(
            "Porch Lights Wisconsin",
            "c4",
            110_000,
            (Line("gotv", "postcards", "WI Brown County", "2028-09-18", "2028-10-29", 48_000, 190_000),),
        ),
    ),
    people=(
        Person("Temperance Oyelaran", "National organizing director", "partners"),
        Person("Silas Greenaway", "Data director", "table"),
    ),
)

KETTLE_COMPASS = Org(
    name="Kettle & Compass",
    kind="national",
    summary="A national field office that adds texts and mail where local groups ask for them, and nowhere else.",
    states={"NC": "statewide", "NV": "statewide"},
    founded=2014,
    whom=("low-propensity", "veterans"),
    issues=("economy",),
    member_of=("Longleaf Lantern Table",),
    bodies=(
        Body("c4", "Kettle & Compass", False, (Statement(150_000, 148_000, 57),)),
        Body("super_pac", "Kettle & Compass Votes", False, (Statement(60_000, 130_000, 57),)),
    ),
    plans=(
        Plan(
            "True North Texts",
            "c4",
            48_000,
            (Line("gotv", "p2p-text", "NC", "2028-09-04", "2028-10-29", 500_000, 1_200_000),),
        ),
        Plan(
            "Kitchen Table Mail",
            "super_pac",
            92_000,
            (Line("persuasion", "mail", "NV Washoe County", "2028-09-18", "2028-10-29", 60_000, 180_000),),
            visibility="funders",
        ),
    ),
    people=(Person("Marguerite Solheim", "Deputy director", "partners"),),
)

ORGANIZATIONS = (HOME, TIN_WHISTLE, QUILTED_RIVER, NIGHT_HERON, TEN_THOUSAND, KETTLE_COMPASS)
