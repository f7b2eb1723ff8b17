"""Issue areas: what partners work on besides elections. Our own list; admins extend it."""

from .seeds import TermSeed, words

ISSUE_AREAS = (
    TermSeed(
        "democracy",
        "Democracy & voting rights",
        words("""democracy | voting rights | election reform | redistricting | fair maps | campaign finance"""),
    ),
    TermSeed(
        "reproductive-freedom",
        "Reproductive freedom",
        words("""abortion | abortion access | reproductive rights | reproductive health |
        reproductive justice | repro | choice"""),
    ),
    TermSeed(
        "climate",
        "Climate & environment",
        words("""climate | climate change | environment | environmental justice | clean energy |
        conservation | water"""),
    ),
    TermSeed(
        "housing",
        "Housing",
        words("""affordable housing | rent | tenants' rights | homelessness |
    evictions"""),
    ),
    TermSeed(
        "health-care",
        "Health care",
        words("""health | healthcare | Medicaid | Medicare | public health | mental health |
        prescription drugs"""),
    ),
    TermSeed(
        "economy",
        "Economy & taxes",
        words("""economy | economic justice | taxes | tax fairness | cost of living | inflation | poverty"""),
    ),
    TermSeed(
        "labor",
        "Labor & wages",
        words("""labor | workers' rights | minimum wage | unions | paid leave | paid family leave | wages"""),
    ),
    TermSeed(
        "education",
        "Education",
        words("""public education | schools | public schools | student debt | higher education |
        early childhood"""),
    ),
    TermSeed(
        "immigration",
        "Immigration",
        words("""immigrant rights | immigration reform | asylum | DACA |
        citizenship"""),
    ),
    TermSeed(
        "criminal-justice",
        "Criminal justice",
        words("""criminal justice reform | criminal legal reform | mass incarceration | policing |
        public safety | bail reform"""),
    ),
    TermSeed("gun-safety", "Gun safety", words("""gun violence prevention | gun violence | guns | gun control""")),
    TermSeed(
        "lgbtq-rights",
        "LGBTQ+ rights",
        words("""LGBTQ rights | LGBT rights | trans rights |
    marriage equality"""),
    ),
    TermSeed(
        "racial-justice",
        "Racial justice",
        words("""racial equity | civil rights | anti-racism |
        racial equality"""),
    ),
    TermSeed(
        "care",
        "Care",
        words("""care economy | child care | childcare | elder care | home care |
    caregiving"""),
    ),
    TermSeed(
        "disability-rights",
        "Disability rights",
        words("""disability justice | accessibility |
    disability"""),
    ),
    TermSeed(
        "tribal-sovereignty",
        "Tribal sovereignty",
        words("""tribal rights | Native rights | Indigenous rights | sovereignty"""),
    ),
    TermSeed(
        "rural-communities",
        "Rural communities",
        words("""rural | agriculture | farming | rural development | broadband"""),
    ),
    TermSeed(
        "technology",
        "Technology & media",
        words("""tech | disinformation | misinformation | privacy | local news | media"""),
    ),
)
