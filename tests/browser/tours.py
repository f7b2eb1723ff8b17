"""Every page of ours, as each role comes to it.

A tour is a list of steps: an address, or (without a leading slash) the CSS selector of a link on the page before.
"""

VISITOR = [
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/reset/key/1-used/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/invite/used/",
    "/not/here/",
]

STAFF = [
    "/",
    "/partners/",
    "/partners/dairy-bell-workers/",
    "main a[href^='/programs/']",
    "main a[href^='/activities/']",
    "/states/az/",
    "/recommendations/",
    "article.rec h2 a",
    "/overlaps/",
    "#rows th a",
    "/funding/",
    "#rows th a",
    "/partners/?q=nothing+is+called+this",
    "/partners/duplicates/",
    "#rows th a",
    "/partners/new/",
    "/partners/dairy-bell-workers/edit/",
    "/partners/dairy-bell-workers/programs/new/",
    "/partners/dairy-bell-workers/entities/new/",
    "/partners/dairy-bell-workers/",
    "main a[href*='/entities/']:not([href$='/new/'])",
    "/partners/dairy-bell-workers/",
    "main a[href^='/programs/']",
    "a[data-key=e]",
    "/partners/dairy-bell-workers/",
    "main a[href^='/programs/']",
    "main a[href$='/activities/new/']",
    "/partners/dairy-bell-workers/",
    "main a[href^='/activities/']",
    "a[data-key=e]",
    "/partners/put-nc-first/",
    "/states/",
    "/states/wy/",
    "/overlaps/?state=AZ&kind=same_ground",
    "/overlaps/?show=settled",
    "#rows th a",
    "/funding/?status=exploring",
    "#rows th a",
    "main a[href$='/edit/']",
    "/funding/add/",
    "main a[href^='/funding/add/']",
    "/recommendations/?show=draft",
    "article.rec h2 a",
    "/imports/",
    "/imports/new/",
    "/jobs/",
    "/outbox/",
    "/settings/",
    "/settings/password/",
    "/not/here/",
]
# What the others see differently from staff, or only they.
PARTNER = [
    "/",
    "/partners/",
    "/partners/dairy-bell-workers/",
    "/partners/dairy-bell-workers/edit/",
    "main form a[href='/partners/dairy-bell-workers/']",
    "main a[href^='/activities/']",
    "/states/wi/",
    "/overlaps/",
    "#rows th a",
    "/funding/",
    "#rows th a",
    "/imports/",
]
FUNDER = ["/", "/partners/tin-whistle-giving-circle/", "/overlaps/", "#rows th a", "/funding/", "#rows th a"]
DONOR = [
    "/",
    "/partners/",
    "/partners/dairy-bell-workers/",
    "main a[href^='/programs/']",
    "/states/az/",
    "/recommendations/",
    "article.rec h2 a",
]
ADMIN = ["/", "/recommendations/?show=draft", "article.rec h2 a", "/outbox/"]

TOURS = {"": VISITOR, "staff": STAFF, "partner": PARTNER, "funder": FUNDER, "donor": DONOR, "admin": ADMIN}
