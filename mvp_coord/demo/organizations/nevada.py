"""Nevada: two phone banks in Washoe County, one of which has not said how many people it calls."""

from mvp_coord.demo.shapes import Body, Line, Org, Person, Plan, Statement

TABLE = Org(
    name="Sagebrush Supper Table",
    kind="state_table",
    summary="Nevada's nonpartisan groups eat together on the first Monday, and leave the table with one plan.",
    states={"NV": "statewide"},
    founded=2014,
    issues=("democracy",),
    bodies=(Body("c3_public", "Sagebrush Supper Table", True, (Statement(360_000, 322_000, 27),)),),
    plans=(
        Plan(
            "Supper Trainings",
            "c3_public",
            48_000,
            (Line("coordination", "training", "NV", "2027-02-01", "2028-10-02", budget=94_000),),
            side="nonpartisan",
            visibility="partners",
        ),
    ),
    people=(Person("Zelda Quintanar", "Table director", "partners"),),
)

LATE_SHIFT = Org(
    name="Late Shift Lanterns",
    kind="year_round",
    summary="Cooks, dealers, guards and housekeepers who meet when the shift ends, at two in the morning if need be.",
    states={"NV": "statewide"},
    also="Linternas del Turno",
    founded=2012,
    whom=("workers", "latino", "aapi"),
    issues=("labor", "housing"),
    member_of=("Sagebrush Supper Table",),
    bodies=(
        Body("c3_public", "Late Shift Lanterns Center", True, (Statement(180_000, 164_000, 18, "public"),)),
        Body("c4", "Late Shift Lanterns Action", False, (Statement(96_000, 262_000, 18, "public"),)),
    ),
    plans=(
        Plan(
            "Parking Lot Registration",
            "c3_public",
            70_000,
            (
                Line(
                    "registration",
                    "site-based",
                    "NV Clark County",
                    "2028-02-14",
                    "2028-10-03",
                    budget=118_000,
                    whom=("workers", "latino"),
                ),
            ),
            side="nonpartisan",
            visibility="public",
        ),
        Plan(
            "Lights On After Midnight",
            "c4",
            198_000,
            (
                Line(
                    "gotv",
                    "door-canvass",
                    "NV Clark County",
                    "2028-09-05",
                    "2028-10-30",
                    52_000,
                    120_000,
                    whom=("workers",),
                ),
                Line("gotv", "volunteer-phone", "NV Washoe County", "2028-09-05", "2028-10-30", 20_000, 50_000),
            ),
            status="committed",
        ),
    ),
    people=(
        Person("Soledad Hightower", "Executive director", "partners"),
        Person("Kenji Barranca", "Northern organizer", "table"),
    ),
)

BASIN = Org(
    name="Basin Neighbors Bureau",
    kind="year_round",
    summary="Ranch roads, truck stops and reservation borders: the group that drives an hour to the next door.",
    states={"NV": "statewide"},
    founded=2015,
    whom=("rural", "native", "seniors"),
    issues=("rural-communities", "tribal-sovereignty"),
    member_of=("Sagebrush Supper Table",),
    bodies=(Body("c3_public", "Basin Neighbors Bureau", None, (Statement(74_000, 58_000, 203),)),),
    plans=(
        Plan(
            "An Hour to the Next Door",
            "c3_public",
            22_000,
            (
                Line("gotv", "door-canvass", "NV Elko County", "2028-09-11", "2028-10-29", 6_000, 12_000),
                # Nobody has said yet how many people these calls go to.
                Line("gotv", "volunteer-phone", "NV Washoe County", "2028-09-11", "2028-10-29", budget=21_000),
            ),
            side="nonpartisan",
            assured=88,
        ),
    ),
    people=(Person("Harlan Yellowpine", "Director", "table"),),
    assured=88,
)

LIBRARY_HOURS = Org(
    name="Longer Library Hours 2028",
    kind="coalition",
    summary="Readers, parents and night workers for a measure that would keep county libraries open until ten.",
    states={"NV": "statewide"},
    whom=("parents", "students"),
    issues=("education",),
    member_of=("Sagebrush Supper Table",),
    starts="2027-05-01",
    ends="2028-11-30",
    bodies=(Body("c4", "Longer Library Hours 2028", False, (Statement(88_000, 214_000, 42),)),),
    plans=(
        Plan(
            "Ten O'Clock",
            "c4",
            170_000,
            (
                Line(
                    "ballot-measure",
                    "signature-gathering",
                    "NV Clark County",
                    "2027-10-04",
                    "2028-06-16",
                    budget=288_000,
                ),
                Line("ballot-measure", "lit-drop", "NV Carson City", "2028-10-02", "2028-11-05", None, 18_000),
            ),
            side="nonpartisan",
            visibility="partners",
        ),
    ),
    people=(Person("Beatrix Longacre", "Campaign manager", "partners"),),
)

ORGANIZATIONS = (TABLE, LATE_SHIFT, BASIN, LIBRARY_HOURS)
