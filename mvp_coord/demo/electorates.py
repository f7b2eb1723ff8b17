"""Votes cast for president in 2024 in the six states of the demo: real facts, so that reaches make sense."""

import datetime as dt
from typing import Final

AS_OF: Final = dt.date(2024, 11, 5)
SOURCE: Final = (
    "Votes cast for president on Nov 5, 2024, county results collected by tonmcg, "
    "US_County_Level_Election_Results_08-24 (MIT)"
)

STATES: Final[dict[str, int]] = {
    "AZ": 3_389_319,
    "GA": 5_250_047,
    "MI": 5_662_504,
    "NC": 5_679_647,
    "NV": 1_484_840,
    "WI": 3_415_213,
}

# Counties that a plan of the demo works in, and some of their neighbors.
COUNTIES: Final[dict[str, dict[str, int]]] = {
    "AZ": {
        "Maricopa County": 2_053_945,
        "Pima County": 513_176,
        "Pinal County": 209_552,
        "Coconino County": 70_067,
        "Yuma County": 68_195,
        "Cochise County": 58_923,
        "Navajo County": 50_706,
    },
    "GA": {
        "Fulton County": 535_238,
        "Gwinnett County": 420_681,
        "Cobb County": 401_369,
        "DeKalb County": 366_008,
        "Chatham County": 141_109,
        "Henry County": 129_034,
        "Clayton County": 111_729,
        "Muscogee County": 80_491,
        "Bibb County": 69_181,
    },
    "MI": {
        "Wayne County": 856_511,
        "Oakland County": 771_939,
        "Kent County": 371_722,
        "Genesee County": 223_203,
        "Washtenaw County": 221_304,
        "Ingham County": 148_012,
        "Saginaw County": 103_838,
        "Muskegon County": 95_160,
        "Grand Traverse County": 62_760,
        "Bay County": 61_331,
    },
    "NC": {
        "Wake County": 650_796,
        "Mecklenburg County": 573_679,
        "Guilford County": 284_114,
        "Forsyth County": 203_928,
        "Durham County": 180_189,
        "Buncombe County": 159_885,
        "New Hanover County": 138_243,
        "Pitt County": 86_924,
    },
    "NV": {
        "Clark County": 1_031_223,
        "Washoe County": 263_734,
        "Carson City": 31_068,
        "Nye County": 26_997,
        "Elko County": 22_465,
    },
    "WI": {
        "Milwaukee County": 462_766,
        "Dane County": 364_840,
        "Waukesha County": 274_845,
        "Brown County": 148_960,
        "Racine County": 107_402,
        "Kenosha County": 90_472,
        "Rock County": 88_113,
        "La Crosse County": 72_242,
        "Eau Claire County": 63_003,
    },
}
