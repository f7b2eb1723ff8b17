"""What the demo's donors read: where to give, and why. Every "what a dollar does" is the quotient of a plan above."""

from .shapes import Pitch

BY_THE_LIST = "By the IRS list of eligible organizations, looked up this fall (demo entry)."
NOT_FOUND = "We have not found it on the IRS list (demo entry): ask the group, or your tax adviser."

RECOMMENDATIONS: tuple[Pitch, ...] = (
    Pitch(
        to="Jackrabbit Doorbell Club",
        headline="Open the doors of Pinal County, where nobody knocks",
        reason=(
            "Pinal lies between two counties that are canvassed well, and no group has a plan there. This club "
            "works the county next door, knows the roads, and has said that it could take on 18,000 people if it "
            "were asked and paid. Asked now, it can hire in spring; asked late, it cannot."
        ),
        does="$31 is ten tries at ten doors",
        source="The club's plan: 118,000 tries for $366,000",
        deduction=BY_THE_LIST,
        position=1,
    ),
    Pitch(
        to="Dairy Bell Workers Action",
        headline="Send plant workers to the doors of Racine",
        reason=(
            "Three groups plan to work Rock County in the fall of 2028, and nobody plans to work Racine. These "
            "workers live between the two. What you give moves canvassers from streets that are full to streets "
            "that are empty, while the turf is being settled with the others."
        ),
        does="$124 is a Saturday at the doors: forty tries",
        source="The group's plan: 132,000 tries for $410,000",
        deduction=BY_THE_LIST,
        position=2,
        age=3,
    ),
    Pitch(
        to="Monsoon Season Youth",
        headline="Register Tucson's students while they are on campus",
        reason=(
            "Students move every year and fall off the rolls as they do. This group is run by students, registers "
            "in spring when others rest, and calls everybody it registered again in fall. It is the only one on "
            "campus."
        ),
        does="$90 pays a student organizer for an afternoon at the fountain",
        source="The group's own books, this year",
        deduction=BY_THE_LIST,
        position=3,
    ),
    Pitch(
        to="Late Shift Lanterns Center",
        headline="Register housekeepers in the parking lot, when the shift ends",
        reason=(
            "People who work at night are missed by everything that happens by day. The Lanterns stand where the "
            "staff buses stop, in two languages, from ten at night to three in the morning, and have done so for "
            "six years."
        ),
        does="$118,000 runs the tables for a whole season of nights",
        source="The center's plan for 2028",
        deduction=BY_THE_LIST,
        position=4,
        age=12,
    ),
    Pitch(
        to="Lighthouse Loom Workers",
        headline="Keep two coastal counties on the walk list",
        reason=(
            "The mills closed, and the field offices with them. Former mill hands kept a list of who votes, who "
            "does not, and who would if somebody came by. They are a dozen; money makes them thirty."
        ),
        does="$31 is ten tries at ten doors",
        source="The group's plan: 66,000 tries for $205,000",
        deduction=BY_THE_LIST,
        position=5,
    ),
    Pitch(
        to="Sweetgum Porch Project",
        headline="Register Durham's movers among the boxes",
        reason=(
            "Renters move often, and a move ends a registration. Block captains see the truck first. Another "
            "group registers on the same corners of Durham; the two have a case open to share them out."
        ),
        does="$76,000 runs the registration tables for eight weeks",
        source="The project's plan for the fall of 2028",
        deduction=BY_THE_LIST,
        position=6,
        age=8,
    ),
    Pitch(
        to="Front Stoop Choir Action",
        headline="Give Clayton County a second knock",
        reason=(
            "The choirs register all year with charitable money. What they lack is the other kind, for the weeks "
            "in which one may say what a vote is about. The same people knock, on the same stoops, with the same "
            "names."
        ),
        does="$3.10 is one try at one door",
        source="The group's plan: 67,000 tries for $208,000",
        deduction=BY_THE_LIST,
        position=7,
        age=21,
    ),
    Pitch(
        to="Northern Pike Youth Project",
        headline="Put students on the rolls of Eau Claire and Madison",
        reason=(
            "A campus turns over every few years, so last year's list is wrong before it is printed. Students of "
            "both towns work from the residence halls, and hand the list to those who come after them."
        ),
        does="$58,000 pays for six weeks of tables in Madison",
        source="The project's plan for the fall of 2028",
        deduction=BY_THE_LIST,
        position=8,
    ),
    Pitch(
        to="Freshwater Lunch Pail",
        headline="Knock from gate to gate in Genesee County",
        reason=(
            "Workers listen to those who punch the same clock. The halls of Flint give rooms and people; what is "
            "missing is gas, lunch and a coordinator for eight weeks."
        ),
        does="$31 is ten tries at ten doors",
        source="The group's plan: 58,000 tries for $180,000",
        deduction=BY_THE_LIST,
        position=9,
        age=15,
    ),
    Pitch(
        to="Basin Neighbors Bureau",
        headline="Pay for the gas to the next door in Elko County",
        reason=(
            "In Elko County the next door can be an hour away, so nobody else goes. The bureau goes, once to "
            "listen and once to ask. What it still needs it has told us, but not agreed that we pass it on."
        ),
        does="$37 is one hour of driving and knocking",
        source="The bureau's plan: 12,000 tries for $37,500",
        deduction=NOT_FOUND,
        position=10,
        age=34,
    ),
    Pitch(
        to="Cherry Pit Youth",
        headline="Turn dormitories into precincts in Ann Arbor and Lansing",
        reason=(
            "Students register students, and apprentices apprentices. The group doubled in two years without "
            "leaving its two towns, which is why we like it."
        ),
        does="$2.10 is one message from one friend to another",
        source="The group's plan: 15,000 messages for $31,500",
        deduction=BY_THE_LIST,
        position=11,
        age=74,
    ),
    Pitch(
        to="Red Clay Switchboard",
        headline="Put eleven languages on the line in Gwinnett",
        reason=(
            "Half the households on this list answer in another language than English. The switchboard has people "
            "who do too. Another group calls some of the same households; we wait for the two to compare lists."
        ),
        does="$9 is ten calls in a caller's own language",
        source="The group's plan: 26,000 calls for $23,500",
        deduction=BY_THE_LIST,
        position=12,
        status="draft",
    ),
    Pitch(
        to="Longer Library Hours 2028",
        headline="Carry the library petition over its first hill",
        reason=(
            "We recommended it before its plan was complete. It has since raised what the petition needs from its "
            "own members; others need a gift more."
        ),
        does="$288,000 runs the petition for nine months",
        source="The coalition's plan for Clark County",
        deduction=BY_THE_LIST,
        position=13,
        age=92,
        status="withdrawn",
    ),
)
