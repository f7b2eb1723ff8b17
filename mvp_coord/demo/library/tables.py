"""Templates, data, research and tools: what people work with."""

from .shapes import Shared

TABLES: tuple[Shared, ...] = (
    Shared(
        by="Dairy Bell Workers",
        kind="template",
        title="Shift planner for a canvass of forty people",
        summary="A workbook for one weekend: turf, leads, cars, shifts and who brings the keys. Change the yellow "
        "cells.",
        tags={"tactic": ("door-canvass",), "program_type": ("gotv", "operations"), "constituency": ("workers",)},
        age=15,
        checked=15,
        file="canvass-shift-planner.xlsx",
        rows=(
            ("Shift", "Starts", "Ends", "Turf", "Lead", "Canvassers", "Doors planned"),
            ("Saturday morning", "9:30", "12:30", "Beloit North", "Ask Marisol", 14, 560),
            ("Saturday afternoon", "13:30", "17:00", "Janesville East", "", 12, 520),
            ("Sunday afternoon", "13:00", "17:00", "Beloit South", "", 14, 600),
        ),
        uses=(("Doorbell & Thermos", "We added a column for thermoses."), ("Northern Pike Youth", "")),
        comments=(("Staff", "The doors planned add up to the plan on record. Thank you."),),
    ),
    Shared(
        by="Plainspoken Almanac",
        kind="research",
        title="Words that move and words that stall on child care",
        summary="Results of sixteen small-group conversations in Michigan and Wisconsin: seven phrases to use, "
        "five to leave out, with the sentences people said themselves.",
        tags={
            "program_type": ("communications", "research"),
            "issue": ("care", "economy"),
            "constituency": ("parents", "women"),
            "state": ("MI", "WI"),
        },
        age=30,
        checked=30,
        file="words-on-child-care.csv",
        rows=(
            ("Phrase", "Verdict", "What people said"),
            ("a place that opens before my shift", "use", "Finally somebody who knows when work starts"),
            ("affordable child care", "leave out", "Affordable for whom?"),
            ("so that both of us can work", "use", "We did the math at the kitchen table"),
            ("invest in early learning", "leave out", "Sounds like a brochure"),
        ),
        uses=(("Birchbark Table", "In every mail piece since."),),
    ),
    Shared(
        by="Weathervane Desk",
        kind="data",
        title="Polling places that moved since the last cycle",
        summary="County, old and new place, and how far apart they are, from public notices. Check a county's own "
        "list before you print anything.",
        tags={"program_type": ("election-protection", "voter-education"), "state": ("GA", "NC")},
        age=6,
        checked=6,
        file="moved-polling-places.csv",
        rows=(
            ("State", "County", "Old place", "New place", "Miles apart"),
            ("GA", "Gwinnett", "Fictional Fire House 4", "Fictional Library Annex", 2),
            ("GA", "Gwinnett", "Fictional Elementary", "Fictional Gym", 1),
            ("NC", "Durham", "Fictional Grange Hall", "Fictional Recreation Center", 3),
        ),
        uses=(("Sweetgum Porch Project", "Feeds our text on the Friday before."), ("Wrench & Ribbon", "")),
    ),
    Shared(
        by="Wrench & Ribbon",
        kind="tool",
        title="Text-bank opt-out checker",
        summary="Upload two lists, get back who has said no to either. Runs in the browser; nothing is kept.",
        tags={"tactic": ("p2p-text", "broadcast-text"), "program_type": ("data", "coordination")},
        age=88,
        checked=70,
        link="https://wrench-and-ribbon.example.org/tools/opt-out",
        uses=(("Ten Thousand Porches", "Took 3,100 people off a list who had told our friends to stop."),),
        comments=(("Partner", "Please say which columns it needs: we sent it names and got nothing back."),),
    ),
    Shared(
        by="Ten Thousand Porches",
        kind="research",
        title="What a second postcard adds",
        summary="A field test with 41,000 households: turnout after one postcard, two, and two with a neighbor's "
        "name. Small effects, said plainly, with the table to work from.",
        tags={
            "tactic": ("postcards", "mail"),
            "program_type": ("gotv", "research"),
            "constituency": ("low-propensity",),
        },
        age=110,
        checked=110,
        file="second-postcard-test.xlsx",
        rows=(
            ("Group", "Households", "Voted", "Share"),
            ("No postcard", 10240, 4608, "45.0%"),
            ("One postcard", 10260, 4699, "45.8%"),
            ("Two postcards", 10250, 4725, "46.1%"),
            ("Two, with a neighbor's name", 10250, 4828, "47.1%"),
        ),
        uses=(("Cranberry Bog Neighbors", "We write one, and put the neighbor's name on it."),),
    ),
    Shared(
        by="Tin Whistle Giving Circle",
        kind="template",
        title="Two-page report that grantees do not hate",
        summary="What we ask for instead of twelve pages: six questions, three numbers, one story. Other funders are "
        "welcome to accept it as theirs.",
        tags={"program_type": ("coordination", "operations")},
        age=52,
        checked=52,
        file="two-page-report.md",
        text="""# Two-page report

1. What did you set out to do?  2. What did you do?  3. What surprised you?
4. What would you drop?  5. What do you need next, and by when?  6. What should we tell other funders?

Three numbers of your own choice, with how you counted. One story, with the person's consent.""",
        visibility="funders",
        uses=(("Quilted River Donors", "We accept it since spring; nobody has asked for the long form back."),),
    ),
    Shared(
        by="Borrowed Ladder Fund",
        kind="guide",
        title="How we read a budget",
        summary="The notes our state advisers use: what a healthy reserve looks like, and when a deficit is a plan.",
        tags={"program_type": ("operations",)},
        age=20,
        checked=20,
        file="how-we-read-a-budget.md",
        text="""# How we read a budget

Three months of payroll in reserve is healthy; six in an off year is foresight, not idleness.
A deficit with a date and a donor behind it is a plan. One without is a question to ask kindly, and early.""",
        visibility="staff",
    ),
    Shared(
        by="Longleaf Lantern Table",
        kind="data",
        title="Bilingual glossary of voting words",
        summary="Ninety terms in English and Spanish as county boards in North Carolina print them, so that our "
        "leaflets and theirs agree.",
        tags={
            "program_type": ("voter-education",),
            "constituency": ("latino", "language-minorities", "immigrants"),
            "state": ("NC",),
        },
        age=47,
        checked=47,
        language="en-es",
        file="glossary-of-voting-words.csv",
        rows=(
            ("English", "Español", "Note"),
            ("absentee ballot", "boleta de voto en ausencia", ""),
            ("early voting", "votación anticipada", "not “temprana”"),
            ("provisional ballot", "boleta provisional", ""),
            ("same-day registration", "inscripción el mismo día", "only during early voting"),
        ),
        visibility="public",
        uses=(("Sweetgum Porch Project", ""), ("Cornbread & Ballots", "Our printer now has it too.")),
    ),
)
