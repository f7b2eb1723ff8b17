"""What peers share, at different levels; and a table that passes the home funder's money on."""

from mvp_coord.demo.shapes import Grant

from .terms import POOL

PEERS = (
    Grant(
        "June Circle Fund",
        "Dairy Bell Workers Action",
        60_000,
        "exploring",
        18,
        visibility="funders",
    ),
    Grant("June Circle Fund", "Doorbell & Thermos", 40_000, "paid", 95, 130, visibility="partners", released=True),
    # Only the circle itself knows of this one, and only the home funder's staff of the next.
    Grant("June Circle Fund", "Lighthouse Loom Workers", 35_000, "recommended", 21, visibility="private"),
    Grant("June Circle Fund", "Jackrabbit Doorbell Club", 50_000, "exploring", 19, visibility="staff"),
    Grant(
        "Spring Vote Fund", "Sweetgum Porch Project", 40_000, "committed", 29, 36, visibility="funders", released=True
    ),
    Grant("Spring Vote Fund", "Northern Pike Youth Project", 20_000, "exploring", 8, visibility="funders"),
    # Two funders, each for a reason of its own: together it is more than the program says it costs.
    Grant(
        "Spring Vote Fund",
        "Late Shift Lanterns Center",
        70_000,
        "approved",
        6,
        6,
        plan="Parking Lot Registration",
        purpose="Registration tables at the gates of three casinos, into 2029.",
        visibility="funders",
    ),
    Grant(
        "Long Thread Fund", "Longleaf Lantern Table", 300_000, "paid", 140, 200, visibility="partners", released=True
    ),
    Grant(
        "Long Thread Fund",
        "Front Stoop Choir Education Fund",
        120_000,
        "committed",
        90,
        110,
        visibility="funders",
        shared_as="band",
        released=True,
    ),
    Grant("Long Thread Fund", "Milk Can Table", 100_000, "approved", 15, 15, visibility="staff"),
    Grant(
        "Long Thread Fund",
        "Late Shift Lanterns Center",
        35_000,
        "recommended",
        12,
        plan="Parking Lot Registration",
        visibility="funders",
    ),
    Grant(
        "Long Thread Fund",
        "Plainspoken Almanac",
        40_000,
        "committed",
        60,
        75,
        purpose="A study of how ballots are laid out. No election activity.",
        visibility="funders",
        currency="EUR",
    ),
    Grant(
        "Last Hundred Days",
        "Late Shift Lanterns Action",
        100_000,
        "exploring",
        3,
        visibility="funders",
        shared_as="band",
    ),
    # Three peers think of the same group, and tell it in one figure alone.
    *(
        Grant(fund, "Sweetgum Porch Project", amount, "exploring", days, visibility="funders", shared_as="blind")
        for fund, amount, days in (
            ("Spring Vote Fund", 30_000, 12),
            ("Long Thread Fund", 60_000, 7),
            ("Last Hundred Days", 45_000, 4),
        )
    ),
    Grant("Last Hundred Days", "Jackrabbit Doorbell Club", 75_000, "recommended", 9, visibility="funders"),
    Grant(
        "Pocket Grants Pool",
        "Cornbread & Ballots Education Fund",
        60_000,
        "paid",
        50,
        62,
        restriction=POOL,
        visibility="funders",
        parent=("Ladder Commons Fund", "Longleaf Lantern Table"),
        released=True,
    ),
    Grant(
        "Pocket Grants Pool",
        "Sweetgum Porch Project",
        25_000,
        "committed",
        28,
        40,
        restriction=POOL,
        visibility="funders",
        parent=("Ladder Commons Fund", "Longleaf Lantern Table"),
        released=True,
    ),
)
