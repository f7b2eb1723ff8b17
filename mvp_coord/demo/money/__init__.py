"""Funds and allocations of the demo: what the home funder has begun, and what its peers share of theirs."""

from mvp_coord.demo.shapes import Grant, Pot

from . import home, peers

FUNDS: tuple[Pot, ...] = (
    Pot("Ladder Commons Fund", "Borrowed Ladder Fund", "c3_public", 4_000_000, managed=True),
    Pot("Ladder Action Fund", "Borrowed Ladder Fund", "c4", 3_000_000, managed=True),
    Pot("Wisconsin Rungs Fund", "Borrowed Ladder Fund", "c4", 900_000, state="WI", managed=True),
    Pot("Ladder PAC", "Borrowed Ladder Fund", "pac", 200_000, managed=True),
    Pot("Spring Vote Fund", "Tin Whistle Giving Circle", "c3_public", 900_000),
    Pot("June Circle Fund", "Tin Whistle Giving Circle", "c4", 700_000),
    Pot("Long Thread Fund", "Quilted River Donors", "c3_private", 2_000_000, visibility="partners"),
    Pot("Last Hundred Days", "Night Heron Collaborative", "c4", 1_500_000),
    Pot("Pocket Grants Pool", "Longleaf Lantern Table", "c3_public", 300_000, state="NC"),
)

ALLOCATIONS: tuple[Grant, ...] = (*home.COMMONS, *home.ACTION, *peers.PEERS)
