"""Program types: what a piece of work is for, with the words that state tables write for it."""

from .seeds import TermSeed, words

PROGRAM_TYPES = (
    TermSeed(
        "registration",
        "Voter registration",
        words("""registration | register | registering | registering voters | register voters | VR | V.R. |
        voter reg | voter reg. | voter reg drive | vote reg | voter regis | voter registration drive |
        voter registration drives | reg | reg drive | registration drive | VR drive | new registration |
        new registrations | new voter registration | voter registration (VR) | VR/registration |
        registration (VR) | motor voter follow-up | re-registration | online voter registration | OVR |
        pre-registration | youth registration | registro de votantes |
        youth VR | pre-registration (16-17) | new voter reg"""),
        facts={"is_registration": True},
    ),
    TermSeed(
        "gotv",
        "Get out the vote (GOTV)",
        words("""GOTV | G.O.T.V. | get out the vote | get-out-the-vote | get out vote | turnout | turn out |
        turn-out | voter turnout | turnout program | mobilization | mobilisation | voter mobilization |
        voter contact | voter engagement | mobilize | mobilizing | GOTV / turnout | turnout / GOTV |
        GOTV/turnout | turnout (GOTV) | early vote | early voting | early vote GOTV | early vote turnout |
        EV | EV GOTV | GOTEV | get out the early vote | e-day GOTV | election day GOTV |
        election day turnout | vote tripling | voter outreach | plan to vote | plan making | vote plan |
        nonpartisan GOTV | primary GOTV | runoff GOTV | general election GOTV | special election GOTV |
        c3 GOTV | c4 GOTV | voter turnout (c3) | voter turnout (c4) | voter mobilisation |
        integrated voter engagement | election day | e-day | pledge to vote"""),
    ),
    TermSeed(
        "persuasion",
        "Persuasion",
        words("""persuade | persuading | persuasion program | voter persuasion | independent expenditure |
        IE | IE persuasion | candidate persuasion | electoral persuasion | swing voter persuasion |
        candidate contrast | candidate ID and persuasion | voter ID | voter identification | ID |
        ID / persuasion | persuasion/ID"""),
    ),
    TermSeed(
        "vote-by-mail",
        "Vote-by-mail application & ballot chase",
        words("""vote by mail | vote-by-mail | VBM | V.B.M. | VBM application | VBM apps | VBM sign-up |
        VBM chase | vote by mail application | vote by mail applications |
        vote-by-mail application and ballot chase | absentee | absentee ballot | absentee request |
        absentee application | absentee applications | mail ballot | mail ballot application |
        mail ballot chase | mail-in ballot | ballot request | ballot chase | ballot chasing | chase |
        ballot return | permanent absentee | PEVL | AEVL | mail voting | early ballot chase | absentee chase |
        vote by mail chase | vote-by-mail chase"""),
    ),
    TermSeed(
        "ballot-cure",
        "Ballot cure",
        words("""cure | ballot curing | curing | cure program | signature cure | ballot cures | vote cure |
        provisional ballot cure | notice and cure"""),
    ),
    TermSeed(
        "election-protection",
        "Election protection",
        words("""EP | election protection (EP) | voter protection | voter pro | VP program |
        poll monitoring | poll monitors | poll watching | poll workers | poll worker recruitment |
        election defense | voter assistance | voter hotline | election integrity |
        nonpartisan election protection | protect the vote"""),
    ),
    TermSeed(
        "voter-education",
        "Voter education",
        words("""voter ed | voter ed. | education | civic education | voter guide | voter guides |
        voter information | ballot education | voter awareness | civic engagement education |
        know your rights | KYR | candidate forum | candidate forums | public education |
        civic ed | voter education and outreach | voter education & outreach"""),
    ),
    TermSeed(
        "ballot-measure",
        "Ballot measure",
        words("""ballot measures | ballot initiative | ballot initiatives | initiative |
        initiative campaign | referendum | proposition | prop | ballot question | ballot proposal |
        constitutional amendment | issue ballot | yes on | no on | qualification | ballot qualification |
        ballot measure campaign | ballot initiative campaign"""),
    ),
    TermSeed(
        "issue-campaign",
        "Issue & legislative campaign",
        words("""issue campaign | legislative campaign | issue/legislative campaign |
        issue / legislative campaign | issue and legislative campaign | issue advocacy | advocacy |
        legislative advocacy | lobbying | lobby | grassroots lobbying | legislation | policy |
        policy campaign | policy advocacy | issue organizing | accountability | accountability campaign |
        issue work | legislative session"""),
    ),
    TermSeed(
        "base-building",
        "Base building",
        words("""base-building | basebuilding | organizing | community organizing | year-round organizing |
        membership | member recruitment | recruitment | volunteer recruitment | chapter building |
        power building | power-building | constituency organizing | base engagement | member organizing"""),
    ),
    TermSeed(
        "candidate-pipeline",
        "Candidate recruitment & training",
        words("""candidate recruitment and training | candidate recruitment | candidate training |
        candidates | candidate pipeline | pipeline | candidate development | run for office |
        candidate support"""),
    ),
    TermSeed(
        "leadership",
        "Leadership development",
        words("""leadership | leader development | leadership dev | leadership training |
        leadership program | fellowship | fellowships | organizer training | leadership pipeline |
        staff development"""),
    ),
    TermSeed(
        "litigation",
        "Litigation",
        words("""legal | lawsuit | lawsuits | impact litigation | legal action | legal defense |
        voting rights litigation | legal strategy"""),
    ),
    TermSeed(
        "research",
        "Research",
        words("""polling | poll | focus groups | opinion research | message research | message testing |
        opposition research | oppo | landscape research | evaluation | experiments | testing |
        public opinion research"""),
    ),
    TermSeed(
        "communications",
        "Communications",
        words("""comms | communication | media | earned media | press | narrative | narrative change |
        messaging | strategic communications | social media | digital communications | paid media |
        public relations | PR"""),
    ),
    TermSeed(
        "data",
        "Data & technology",
        words("""data and technology | data & tech | data and tech | data/tech | data | tech | technology |
        data services | voter file | VAN | VAN administration | digital infrastructure | modeling |
        analytics | data infrastructure"""),
    ),
    TermSeed(
        "operations",
        "Operations",
        words("""ops | admin | administration | operational support | HR | finance | compliance |
        back office | infrastructure | general operating | general support | capacity building | overhead |
        operations support"""),
    ),
    TermSeed(
        "coordination",
        "Coordination",
        words("""table | table coordination | coordinating | convening | coalition | coalition building |
        table convening | state table | table management | partnership | partnerships | coordinate"""),
    ),
)
