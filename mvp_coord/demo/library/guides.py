"""Guides, scripts and trainings: what people read before they go out."""

from .shapes import Shared

GUIDES: tuple[Shared, ...] = (
    Shared(
        by="Cranberry Bog Neighbors",
        kind="script",
        title="Three questions at a farmhouse door",
        summary="A door script for rural precincts where nobody has knocked in years. It asks before it tells, and "
        "it leaves a number that a neighbor answers.",
        tags={"tactic": ("door-canvass",), "program_type": ("persuasion", "gotv"), "constituency": ("rural",)},
        age=9,
        checked=9,
        file="three-questions-farmhouse-door.md",
        text="""# Three questions at a farmhouse door

1. "What would you fix first if you ran the county for a week?" Listen to the end. Write it down in their words.
2. "Who around here do people listen to about that?" This is the person to visit next.
3. "Would you tell them you talked with us?" A yes is worth more than a pledge.

Leave the card with the phone tree number. Never park in the lane: walk up from the road, wave first, mind the dog.
Do not argue about national news. Come back within three weeks, or do not come at all.""",
        earlier="# Two questions at a farmhouse door\n\nWhat would you fix? Who do people listen to about that?",
        uses=(
            (
                "Dune Grass Neighbors",
                "We changed “county” to “township”; twice as many people talked past the first question.",
            ),
            ("Peanut Row Neighbors", "Works in daylight. At dusk people would rather get a call first."),
            ("Dairy Bell Workers", ""),
        ),
        comments=(
            ("Partner", "Question two found us four new block leads in one weekend. Do you have it in Spanish?"),
            ("Staff", "Front Stoop Choir may help with the Spanish; ask them before you pay for it."),
        ),
    ),
    Shared(
        by="Three Wells Workers",
        kind="script",
        title="Guion para llamadas a votantes nuevos",
        summary="A phone script in Spanish for people who vote for the first time: how, where, what to bring, and "
        "whom to call when something goes wrong.",
        tags={
            "tactic": ("volunteer-phone", "paid-phone"),
            "program_type": ("gotv", "voter-education"),
            "constituency": ("latino", "immigrants", "newly-registered"),
            "state": ("AZ",),
        },
        age=33,
        checked=20,
        language="es",
        file="guion-llamadas-votantes-nuevos.md",
        text="""# Guion para llamadas a votantes nuevos

Buenas tardes, soy ___, vecina de ___. ¿Tiene dos minutos para hablar de su primera elección?

- ¿Prefiere votar por correo, temprano o el mismo día?
- ¿Sabe dónde queda su centro de votación? (Dígalo despacio, dos veces.)
- Lleve una identificación con su dirección. Si algo falla, no se vaya: pida una boleta provisional y llámenos.

Gracias. ¿A qué hora piensa ir? (Anote la hora.)""",
        uses=(("Late Shift Lanterns", "We cut the paragraph on mail ballots: in Nevada they come without asking."),),
    ),
    Shared(
        by="Monsoon Season Youth",
        kind="training",
        title="Ninety minutes to a first relational list",
        summary="A training with slides in words, exercises and timings: each participant leaves with thirty "
        "names, five conversations planned and one already had.",
        tags={
            "tactic": ("relational", "training"),
            "program_type": ("gotv", "leadership"),
            "constituency": ("youth", "students"),
        },
        age=58,
        checked=58,
        file="first-relational-list.md",
        text="""# Ninety minutes to a first relational list

00:00 Who got you to vote the first time? In pairs, two minutes each.
00:15 Thirty names: phone book, group chats, last five people you ate with. No filtering yet.
00:40 Mark three: would answer now, needs a coffee, needs somebody else.
00:55 Write the first message by hand. Read it aloud. Take out every word you would not say.
01:10 Send one. Now. The room waits for answers.
01:25 Who will ask you on Friday how it went? Write the name.""",
        visibility="public",
        uses=(
            ("Cherry Pit Youth", "Forty people, 1,100 names. The silence at 01:10 is the training."),
            ("Northern Pike Youth", "We do it in sixty minutes; leave out the handwriting."),
        ),
    ),
    Shared(
        by="Copper Thread Table",
        kind="guide",
        title="How we split turf without a fight",
        summary="The table's own protocol: who says what by when, how ties are broken, and what happens when two "
        "groups have already bought the same list.",
        tags={"program_type": ("coordination",), "tactic": ("door-canvass", "p2p-text", "volunteer-phone")},
        age=140,
        checked=45,
        file="splitting-turf.md",
        text="""# How we split turf without a fight

Plans are on the shared calendar six weeks before the first knock, or they give way.
Relationships beat lists: who has held meetings in a precinct in the last year keeps it.
Where both have, split by week, not by street. Streets leak; weeks do not.
Two groups with the same list: the one that bought second calls, the other texts. Exchange "do not contact" daily.
A tie that lasts longer than two meetings goes to the table director, and the answer holds for one cycle.""",
        uses=(
            ("Milk Can Table", "Adopted whole. “Weeks, not streets” ended a four-year quarrel in two counties."),
            ("Sagebrush Supper Table", ""),
            ("Peach Basket Table", "We added a rule for campuses: by building, every second week."),
        ),
    ),
    Shared(
        by="Milk Can Table",
        kind="template",
        title="One-page agreement for sharing a list",
        summary="Who may contact whom, until when, and what happens to the data afterwards. Read by a lawyer in "
        "Wisconsin; have your own read it elsewhere.",
        tags={"program_type": ("coordination", "data"), "state": ("WI",)},
        age=75,
        checked=75,
        file="list-sharing-agreement.txt",
        text="""AGREEMENT ON A SHARED LIST (template, not legal advice)

1. The list: source, date, number of people.
2. Who may contact whom, by which means, between which days.
3. Results are exchanged every ____ days in the table's format.
4. After the last day each side deletes what is not its own, and says so in writing.
5. Nobody passes the list on. Nobody contacts a person who said no to either side.""",
        visibility="table",
    ),
    Shared(
        by="Front Stoop Choir",
        kind="guide",
        title="Souls to the polls: a six-week calendar for congregations",
        summary="From the first call to the pastor to the bus on the last early-voting Sunday, week by week, with "
        "what a 501(c)(3) congregation may and may not say.",
        tags={
            "tactic": ("events", "rides"),
            "program_type": ("gotv",),
            "constituency": ("black", "faith"),
            "state": ("GA", "NC"),
        },
        age=24,
        checked=24,
        file="souls-to-the-polls-calendar.md",
        text="""# Six weeks to the last early-voting Sunday

Week 6: call the pastor, not the office. Offer dates, not ideas.
Week 5: a captain for every pew section. Nonpartisan means: no candidate's name on paper or from the pulpit.
Week 4: cards in the bulletin: "I vote on ___ at ___ with ___".
Week 3: rides list. One driver for every four people; a spare for every five cars.
Week 2: walk the route with the oldest rider.
Week 1: the choir goes first.""",
        visibility="public",
        uses=(("Cornbread & Ballots", "Eleven congregations, 640 riders. Week 2 is the one nobody may skip."),),
    ),
    Shared(
        by="Red Clay Switchboard",
        kind="script",
        title="Ballot cure calls, version of last cycle",
        summary="What to say when a ballot was set aside for a signature. Deadlines have changed since: use the "
        "newer one.",
        tags={"tactic": ("volunteer-phone",), "program_type": ("ballot-cure",), "state": ("GA",)},
        age=420,
        checked=400,
        file="ballot-cure-calls-2026.txt",
        text="Hello, this is ___. Your ballot has arrived, but the county needs your signature once more.",
        newer="Ballot cure calls in four minutes",
    ),
    Shared(
        by="Red Clay Switchboard",
        kind="script",
        title="Ballot cure calls in four minutes",
        summary="Calm words for a voter whose ballot was set aside, the county's three questions, and the line "
        "that keeps people on the phone while they look for their papers.",
        tags={"tactic": ("volunteer-phone",), "program_type": ("ballot-cure",), "state": ("GA",)},
        age=41,
        checked=12,
        file="ballot-cure-calls.txt",
        text="""Your vote is not lost. The county only needs to hear from you.
1. Did you sign the envelope yourself?   2. Has your signature changed?   3. Is this still your address?
"I stay on the line while you look for it. I have time." (Then be silent.)""",
        comments=(("Staff", "Checked against the secretary of state's page this month."),),
    ),
    Shared(
        by="Lighthouse Loom Workers",
        kind="guide",
        title="Safe canvassing in a heat wave",
        summary="Water, shade, shifts, and when to stop: rules that our own canvassers wrote after a bad August.",
        tags={"tactic": ("door-canvass", "site-based", "signature-gathering"), "program_type": ("operations",)},
        age=190,
        checked=185,
        file="canvassing-in-a-heat-wave.md",
        text="""# Safe canvassing in a heat wave

Above 95 °F: shifts of two hours, never alone, a car with cold water within four blocks.
Above 103 °F: phones instead of doors. Nobody is asked to decide this on the street.
Dizzy, no longer sweating, confused: shade, water on the neck, call 911, then call the lead.""",
        visibility="public",
        uses=(("Jackrabbit Doorbell Club", "Printed on the back of every turf map."), ("Three Wells Workers", "")),
    ),
    Shared(
        by="Second Bell School",
        kind="training",
        title="Recorded class: running for a school board with a full-time job",
        summary="Three evenings, recorded, with the workbook. For people who think about it and have nobody to ask.",
        tags={"program_type": ("candidate-pipeline", "leadership"), "issue": ("education",), "state": ("MI", "WI")},
        age=64,
        checked=64,
        link="https://second-bell-school.example.org/classes/school-board",
        uses=(("Freshwater Lunch Pail", "Two of our members are on the ballot because of it."),),
    ),
)
