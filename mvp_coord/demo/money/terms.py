"""The wording that binds some of the demo's charitable money, and stays with it when it is passed on."""

NONPARTISAN = "For nonpartisan voter engagement only; none of it for or against a candidate, and none for lobbying."
POOL = "For regrants to public charities in North Carolina, for nonpartisan voter engagement only."
LIBRARIES = (
    "This grant may be used only for the work on library hours described in the proposal of October, all of which "
    "may be lobbying on the measure; no part of it may support or oppose a candidate for public office."
)
