"""Tactics: by which means people are reached, with their families, touch bands, costs and synonyms.

Bands are attempts for one person on the list in 28 days, leads the days from money, and from people, to the first
attempt, tries an hour those of one volunteer: design values, editable in the admin. Usual
costs stand only where a published trial gives both the effect per person tried and the cost per net vote:
their product is dollars per person tried, taken here as one attempt each. Other published figures (a vote
per 14 contacts at the door, dollars a vote by phone or mail; Green & Gerber 2004) do not say what one
*attempt* costs, so those tactics have none. Codes are Mobilize event types, from its public API reference.
"""

from decimal import Decimal

from .seeds import FamilySeed, TermSeed, words

FAMILIES = (
    FamilySeed("door", "Door", "list", Decimal("0.3"), Decimal(2), 28, 14, Decimal(12)),
    FamilySeed("phone", "Phone", "list", Decimal("0.5"), Decimal(3), 14, 7, Decimal(20)),
    FamilySeed("auto-phone", "Automated phone", "list", Decimal(0), Decimal(2), 7, 3),
    FamilySeed("text", "Text", "list", Decimal(1), Decimal(4), 7, 3, Decimal(250)),
    FamilySeed("mail", "Mail", "list", Decimal(1), Decimal(4), 28, 14, Decimal(12)),
    FamilySeed("relational", "Relational", "list", Decimal("0.5"), Decimal(3), 21, 14, Decimal(2)),
    FamilySeed("site", "Site-based", "ground"),
    FamilySeed("event", "Events", "ground"),
    FamilySeed("lit-drop", "Lit drop", "ground"),
    FamilySeed("signature", "Signature gathering", "ground"),
    FamilySeed("digital", "Digital ads", "none"),
    FamilySeed("broadcast", "Broadcast", "none"),
    FamilySeed("rides", "Rides", "none"),
    FamilySeed("training", "Training", "none"),
)


def _tactic(
    code: str, label: str, family: str, aliases: str, *, mobilize: str = "", cost: str = "", source: str = ""
) -> TermSeed:
    facts: dict[str, object] = {"family": family}
    if cost:
        facts |= {"usual_cost_usd": Decimal(cost), "usual_cost_source": source}
    return TermSeed(code, label, words(aliases), {"mobilize": mobilize.split()} if mobilize else {}, facts)


TACTICS = (
    _tactic(
        "door-canvass",
        "Door canvass",
        "door",
        """door | doors | door knock | door knocks | door knocking | door-knocking | doorknocking |
        knocking doors | knocking | knock | knocks | door to door | door-to-door | D2D | d-2-d | door2door |
        canvass | canvasses | canvassing | canvassing (doors) | canvassing (door) | canvass (doors) |
        door canvassing | doors canvass | doors (canvass) | canvassing doors | community canvass |
        neighborhood canvass | neighborhood canvassing | field | field canvass | field canvassing |
        field program | paid canvass | paid canvassing | paid doors | paid door canvass | vol doors |
        vol canvass | volunteer canvass | volunteer canvassing | volunteer doors | volunteer door canvass |
        residential canvass | house to house | walk | walks | walk list | walk lists | walking | foot canvass |
        turf | turf walking | block walk | block walking | blockwalk | blockwalking | face to face canvass |
        f2f canvass | f2f | face to face | face-to-face | in-person canvass | in person canvass |
        door attempts | GOTV canvass | canvass - doors | field/doors | doors/canvass | puerta a puerta |
        paid field | layered canvass | field organizing | door knocks (vol) | door knocks (volunteer) |
        door knocks (paid) | door knocking (vol) | door knocking (volunteer) | door knocking (paid) |
        door-to-door (vol) | door-to-door (volunteer) | door-to-door (paid) | door-to-door canvassing (vol) |
        door-to-door canvassing (volunteer) | door-to-door canvassing (paid) | neighborhood walk |
        precinct walk | precinct walking | GOTV doors""",
        mobilize="CANVASS COMMUNITY_CANVASS",
    ),
    _tactic(
        "deep-canvass-door",
        "Deep canvass (door)",
        "door",
        """deep canvass | deep canvassing | deep canvass door | deep canvass doors | deep canvassing (door) |
        deep canvassing (doors) | deep canvass at doors | deep canvass at the door | deep canvass (doors) |
        deep-canvass | door deep canvass | doors deep canvass | in-person deep canvass |
        deep listening canvass | deep canvassing doors""",
    ),
    _tactic(
        "volunteer-phone",
        "Volunteer phone",
        "phone",
        """phone | phones | phone bank | phone banks | phonebank | phonebanks | phonebanking | phone banking |
        phone-bank | phone-banking | phonebank (volunteer) | phone bank (volunteer) | phonebank (vol) |
        phone bank (vol) | phones (vol) | phones (volunteer) | phone (volunteer) | phone (vol) | vol phone |
        vol phones | vol. phones | vol phonebank | vol phone bank | vol phone banking | volunteer phones |
        volunteer phone bank | volunteer phonebank | volunteer phone banking | volunteer phonebanking |
        volunteer calls | volunteer calling | volunteer dialing | volunteer dials | phone calls | phone call |
        calls | calling | call | dials | dialing | dialer | predictive dialer | hub dialer |
        call center (volunteer) | phone canvass | phone canvassing | live calls | live phone | live phones |
        call time | telephone | tele | llamadas |
        distributed phone bank | distributed phonebank | distributed phone banking | distributed phonebanking |
        virtual phone bank | virtual phonebank | virtual phone banking | virtual phonebanking |
        remote phone bank | remote phonebank | GOTV calls | GOTV phones | chase calls | ballot chase calls""",
        mobilize="PHONE_BANK ADVOCACY_CALL",
    ),
    _tactic(
        "paid-phone",
        "Paid phone",
        "phone",
        """paid phones | paid phone bank | paid phonebank | paid phone banking | paid phonebanking |
        phonebank (paid) | phone bank (paid) | phones (paid) | phone (paid) | paid calls | paid calling |
        paid call center | call center | paid live calls | vendor phones | vendor calls | commercial phones |
        paid dials | telemarketing | paid phone canvass | scripted paid phone""",
    ),
    _tactic(
        "deep-canvass-phone",
        "Deep canvass (phone)",
        "phone",
        """deep canvass phone | deep canvass phones | deep canvassing (phone) | deep canvassing phone |
        deep canvass by phone | deep phone canvass | deep canvass (phones) | phone deep canvass | deep phone |
        phone deep canvassing | deep canvassing by phone | deep canvass calls""",
    ),
    _tactic(
        "automated-phone",
        "Automated phone",
        "auto-phone",
        """robocall | robocalls | robo call | robo calls | robo-call | robo-calls | robo | automated call |
        automated calls | automated phones | automated phone calls | automated calling | auto calls |
        auto call | auto-call | auto-calls | autodial | auto dial | auto dialer |
        autodialer | auto dialers | IVR | recorded calls | recorded call |
        prerecorded calls | ringless voicemail | RVM | voice broadcast | tele-town hall | tele town hall |
        teletown hall | telephone town hall""",
        mobilize="AUTOMATED_PHONE_BANK",
    ),
    _tactic(
        "p2p-text",
        "P2P text (cold)",
        "text",
        """P2P | P2P text | P2P texts | P2P texting | p2p text (cold) | P2P SMS | P2P messaging |
        peer to peer | peer-to-peer | peer to peer text | peer to peer texts | peer-to-peer text |
        peer-to-peer texts | peer to peer texting | peer-to-peer texting | peer-to-peer SMS |
        peer to peer SMS | text | texts | texting | text message | text messages | text messaging | text bank |
        text banks | textbank | textbanks | textbanking | text banking | text-banking | SMS | cold text |
        cold texts | cold texting | cold SMS | vol text | vol texts | volunteer text | volunteer texts |
        volunteer texting | volunteer text bank | paid text | paid texts | paid texting | vol texting |
        hustle | spoke | thrutext | text (P2P) | texting (P2P) | texts (P2P) | SMS (P2P) | mensajes de texto |
        P2P (vol) | P2P texting (vol) | P2P texting (volunteer) | P2P texting (paid) |
        peer to peer texting (vol) | peer to peer texting (volunteer) | peer to peer texting (paid) |
        GOTV texts | chase texts | ballot chase texts""",
        mobilize="TEXT_BANK",
        cost="0.22",
        source="Vote.org 2018: +0.26 points at $85.69 per net vote, so $0.22 per person texted, as one attempt",
    ),
    _tactic(
        "broadcast-text",
        "Broadcast text (warm)",
        "text",
        """broadcast text | broadcast texts | broadcast texting | broadcast SMS | broadcast text message |
        broadcast text messages | text broadcast | SMS broadcast | bulk text | bulk texts | bulk texting |
        bulk SMS | mass text | mass texts | mass texting | mass SMS | blast text | blast texts | text blast |
        text blasts | SMS blast | warm text | warm texts | warm texting | opt-in text | opt-in texts |
        opt-in texting | opt-in SMS | short code | shortcode | short code text | short code texts |
        short-code text | 10DLC broadcast | subscriber text | text (broadcast) | texting (broadcast) |
        texts (broadcast) | SMS (broadcast) | MMS | RCS | broadcast MMS""",
        cost="0.03",
        source="VoteAmerica 2018: +0.24 points at $11.47 per net vote, so $0.03 per person texted, as one attempt",
    ),
    _tactic(
        "mail",
        "Mail",
        "mail",
        """direct mail | mailer | mailers | mailing | mailings | mail piece | mail pieces | mail program |
        mailed piece | mailed pieces | direct mailer | direct mailers | direct mail pieces | DM | USPS mail |
        postal mail | snail mail | letter | letters | letter writing | handwritten letters | letter-writing |
        social pressure mail | mailed forms | mailed registration form | registration mailing |
        registration mailings | VR mail | VBM mail | absentee mailer | mail (direct) | correo |
        GOTV mail | chase mail""",
        mobilize="LETTER_WRITING",
    ),
    _tactic(
        "postcards",
        "Postcards",
        "mail",
        """postcard | post card | post cards | postcard writing | postcarding | postcards to voters |
        handwritten postcards | hand-written postcards | handwritten postcard | volunteer postcards |
        postcard mailing | mailed postcards | postcard program |
        mail: postcards | mail (postcards) | mail - postcards""",
        mobilize="POSTCARD_WRITING",
        cost="0.48",
        source="VoteAmerica 2022: +0.22 points at $218 per net vote, so $0.48 per person sent one, as one attempt",
    ),
    _tactic(
        "relational",
        "Relational",
        "relational",
        """relational organizing | relational organising | relational outreach | relational program |
        relational contact | relational voter contact | relational texting | relational turnout |
        relational GOTV | friend to friend | friends to friends | friend-to-friend | friends and family |
        friends & family | F2F outreach | friend to friend outreach | vote tripling | vote captains |
        captains | reach app | Reach | network organizing | peer networks | trusted messengers |
        personal networks | social networks | rolodexing | relacional |
        friend bank | friend banking | friendbanking""",
        mobilize="FRIEND_TO_FRIEND_OUTREACH",
    ),
    _tactic(
        "site-based",
        "Site-based",
        "site",
        """site based | site-based | sitebased | site | sites | site-based tabling | site based tabling |
        tabling | table | tables | site-based registration | site based registration | site-based VR |
        site based VR | site-based canvass | site-based canvassing | site canvass | site-based outreach |
        high traffic | high-traffic | high-traffic sites | high traffic sites | high-traffic site |
        high traffic site | high-traffic canvass | high traffic canvass | high-traffic canvassing |
        high-traffic tabling | high traffic areas | high-traffic areas | street canvass | street canvassing |
        street outreach | street team | street teams | clipboarding | campus tabling | college tabling |
        storefront | grocery store | transit canvass | public sites | site visits | on-site | onsite |
        community tabling | public canvass | crowd canvass |
        DMV tabling | church tabling | high school tabling | library tabling | naturalization ceremony |
        naturalization ceremonies | citizenship ceremonies""",
        mobilize="VOTER_REG",
    ),
    _tactic(
        "events",
        "Events",
        "event",
        """event | rally | rallies | town hall | town halls | house party | house parties | community event |
        community events | community meeting | community meetings | meeting | meetings | festival | festivals |
        forum | forums | concert | concerts | party at the polls | parties at the polls | block party |
        block parties | parade | meetup | meetups | barnstorm | visibility | visibility event |
        canvass kickoff | press conference | in-person events | virtual event | virtual events | webinar |
        webinars | cultural events | outreach events |
        house meeting | house meetings | teach-in | teach-ins""",
        mobilize="RALLY TOWN_HALL HOUSE_PARTY COMMUNITY MEETING MEET_GREET BARNSTORM VISIBILITY_EVENT "
        "SOLIDARITY_EVENT DEBATE_WATCH_PARTY OFFICE_OPENING",
    ),
    _tactic(
        "lit-drop",
        "Lit drop",
        "lit-drop",
        """lit | literature | lit drops | lit-drop | lit-drops | litdrop | litdrops | literature drop |
        literature drops | literature drop-off | leaflet | leaflets | leafletting | leafleting | flyer |
        flyers | flyering | fliers | door hanger | door hangers | doorhanger | doorhangers | door-hangers |
        palm cards | handbills | drop lit |
        hangers | leave-behinds | push cards""",
        mobilize="LITERATURE_DROP_OFF",
    ),
    _tactic(
        "signature-gathering",
        "Signature gathering",
        "signature",
        """signatures | signature | signature collection | signature collecting | signature drive | petition |
        petitions | petitioning | petition gathering | petition circulation | petition drive |
        circulating petitions | collecting signatures | gathering signatures | paid signature gathering""",
        mobilize="SIGNATURE_GATHERING PETITION",
    ),
    _tactic(
        "digital-ads",
        "Digital ads",
        "digital",
        """digital | digital ad | digital advertising | digital media | paid digital | online ads |
        online advertising | online | internet ads | social media | social media ads | paid social | social |
        Facebook ads | Facebook | Meta ads | Instagram ads | Instagram | TikTok | YouTube | YouTube ads |
        Google ads | search ads | display ads | banner ads | programmatic | influencers | influencer | CTV |
        OTT | connected TV | streaming ads | email | emails | e-mail |
        streaming audio""",
        mobilize="SOCIAL_MEDIA_CAMPAIGN",
    ),
    _tactic(
        "broadcast",
        "Broadcast",
        "broadcast",
        """TV | television | TV ads | television ads | TV advertising | radio | radio ads | broadcast TV |
        broadcast ads | broadcast media | broadcast advertising | cable | cable TV | TV and radio | TV/radio |
        TV & radio | Spanish radio | billboards | billboard | newspaper ads | print ads | media buy |
        paid media | out of home | OOH""",
    ),
    _tactic(
        "rides",
        "Rides",
        "rides",
        """ride | rides to the polls | ride to the polls | rides to polls | ride to polls |
        souls to the polls | carpool | carpools | transportation | transport | shuttle | shuttles | van rides |
        polling place rides | driving voters |
        ride share | rideshare""",
        mobilize="CARPOOL",
    ),
    _tactic(
        "training",
        "Training",
        "training",
        """trainings | train | training session | training sessions | workshop | workshops |
        volunteer training | organizer training | leadership training | bootcamp | boot camp | academy |
        school | fellowship training | candidate training | train the trainer""",
        mobilize="TRAINING WORKSHOP",
    ),
)
