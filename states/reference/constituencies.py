"""Constituencies: for whom work is meant, with the words that state tables write for each."""

from .seeds import TermSeed, words

CONSTITUENCIES = (
    TermSeed(
        "youth",
        "Youth 18–29",
        words("""youth | young people | young voters | young adults | young voter | youth voters |
        youth vote | 18-29 | ages 18-29 | age 18-29 | 18 to 29 | 18–29 | under 30 | under 35 | 18-34 |
        18-35 | 18-24 | gen z | genz | millennials | gen z and millennials | youth (18-29) |
        young people 18-29 | youth 18-29 voters | jóvenes |
        18-29 year olds | 18 to 29 year olds | 18-24 year olds | 18-34 year olds | 18-35 year olds"""),
    ),
    TermSeed(
        "students",
        "Students",
        words("""student | college students | college student | university students | campus | campuses |
        on campus | college | high school students | student voters | undergraduates | college youth |
        campus voters | estudiantes |
        HBCU students | students (HBCU) | HBCU"""),
    ),
    TermSeed(
        "black",
        "Black",
        words("""Black voters | Black voter | Black people | Black community | Black communities |
        African American | African Americans | African-American | African American voters | AfAm | Af-Am |
        AfAm voters | Black folks | Black electorate | Afro-American"""),
    ),
    TermSeed(
        "latino",
        "Latino",
        words("""Latino/a | Latina | Latinas | Latinos | Latinx | Latine | Latin@ | Latino/a voters |
        Latino/a/x | Latina/o | Latina/o/x | Latino voters | Latino voter | Latinx voters | Latine voters |
        Latina voters | Hispanic | Hispanics | Hispanic voters | Hispanic/Latino | Latino/Hispanic |
        Hispanic or Latino | Latino or Hispanic | Latino community | Latinx community | Latine community |
        Latino communities | Chicano | Chicanx | Latino/Latina | Latino/Latina voters |
        Mexican American | Mexican Americans | Puerto Rican | Puerto Ricans"""),
    ),
    TermSeed(
        "aapi",
        "Asian American & Pacific Islander (AAPI)",
        words("""AAPI | AAPI voters | API | A.A.P.I. | APIA | AAPINH | AANHPI | AA&NHPI | NHPI |
        AA and NHPI | Asian | Asians | Asian American | Asian Americans | Asian-American |
        Asian American voters | Asian voters | Pacific Islander | Pacific Islanders |
        Asian Pacific American | APA | Asian/Pacific Islander | Asian American Pacific Islander |
        Asian American and Pacific Islander | Native Hawaiian | Native Hawaiian and Pacific Islander |
        South Asian | Southeast Asian | East Asian | AAPI community |
        Indian American | Indian Americans | Indian-American voters | Chinese American | Chinese Americans |
        Filipino | Filipinos | Filipino American | Filipino Americans | Vietnamese | Vietnamese American |
        Vietnamese Americans | Korean | Korean American | Korean Americans | Japanese American |
        Japanese Americans | Hmong | Hmong American | Hmong Americans"""),
    ),
    TermSeed(
        "native",
        "Native",
        words("""Native American | Native Americans | Native voters | Native voter | Native people |
        Native community | Native communities | American Indian | American Indians |
        American Indian/Alaska Native | AI/AN | AIAN | Indigenous | Indigenous voters | Indigenous people |
        Indigenous peoples | tribal | tribal members | tribal communities | tribal voters | tribes |
        Alaska Native | Alaska Natives | First Nations | Navajo | Diné | Native American voters"""),
    ),
    TermSeed(
        "immigrants",
        "Immigrants & new citizens",
        words("""immigrants | immigrant | immigrant voters | immigrant communities |
        immigrants and new citizens | new citizens | new citizen | new Americans | new American |
        naturalized | naturalized citizens | foreign born | foreign-born | refugees | refugee |
        mixed-status families | New American Majority immigrants | inmigrantes"""),
    ),
    TermSeed(
        "women",
        "Women",
        words("""woman | women voters | female | females | female voters | unmarried women | single women |
        suburban women | women of color | WOC | young women | mujeres"""),
    ),
    TermSeed(
        "lgbtq",
        "LGBTQ+",
        words("""LGBTQ | LGBT | LGBTQIA | LGBTQIA+ | LGBTQ2S+ | LGBTQ voters | LGBTQ+ voters |
        LGBTQ+ community | queer | queer and trans | trans | transgender | gay and lesbian | gay | 2SLGBTQ+"""),
    ),
    TermSeed(
        "workers",
        "Union & workers",
        words("""union | unions | union members | union households | union household | union and workers |
        workers | worker | working people | working class | working-class | working families | labor |
        labor households | low-wage workers | service workers | farmworkers | farm workers |
        domestic workers | members (union) | AFL-CIO |
        essential workers | care workers"""),
    ),
    TermSeed(
        "rural",
        "Rural",
        words("""rural voters | rural voter | rural communities | rural areas | small town | small towns |
        rural and small town | farmers | rural residents | exurban"""),
    ),
    TermSeed(
        "suburban",
        "Suburban",
        words("""suburban voters | suburban voter | suburbs | suburban communities | suburbanites |
        suburban households"""),
    ),
    TermSeed(
        "formerly-incarcerated",
        "Formerly incarcerated",
        words("""formerly incarcerated people | formerly incarcerated voters | returning citizens |
        returning citizen | justice-impacted | justice impacted | system-impacted | system impacted |
        re-enfranchised | rights restoration | reentry | re-entry | people with felony convictions |
        returned citizens | directly impacted | formerly-incarcerated"""),
    ),
    TermSeed(
        "disabilities",
        "People with disabilities",
        words("""people with disabilities | disabled | disabled people | disability | disability community |
        PWD | voters with disabilities | disabled voters | disabilities | persons with disabilities |
        disability voters"""),
    ),
    TermSeed(
        "language-minorities",
        "Language minorities",
        words("""language minority | limited English proficient | limited English proficiency | LEP |
        LEP voters | limited-English | Spanish speaking | Spanish-speaking | Spanish speakers |
        Spanish language | bilingual | non-English speaking | non-English speakers | in-language |
        language access"""),
    ),
    TermSeed(
        "faith",
        "Faith",
        words("""faith communities | faith community | faith voters | people of faith | faith-based |
        faith based | religious | churches | church | congregations | congregation | Catholic | Muslim |
        Muslims | Muslim voters | Jewish | Jewish voters | evangelicals | clergy | interfaith"""),
    ),
    TermSeed(
        "renters",
        "Renters",
        words("""renter | tenants | tenant | renters and tenants | tenant voters | renter voters |
        public housing residents"""),
    ),
    TermSeed(
        "veterans",
        "Veterans",
        words("""veteran | vets | veteran voters | military | military families |
        veterans and military families | servicemembers | service members | veterans and families"""),
    ),
    TermSeed(
        "parents",
        "Parents",
        words("""parent | parents and caregivers | caregivers | moms | mothers | mamas | families |
        families with children | public school parents | dads | fathers | parents of school-age children |
        caretakers"""),
    ),
    TermSeed(
        "seniors",
        "Seniors",
        words("""senior | senior citizens | senior voters | 65+ | 65 + | 65 and over | 65 and older |
        over 65 | 65 plus | 60+ | 62+ | ages 65+ | age 65+ | elders | elderly | older adults | older voters |
        older Americans | retirees | retired | aging | 55+ | 50+"""),
    ),
    TermSeed(
        "low-propensity",
        "Low-propensity",
        words("""low propensity | low-propensity voters | low propensity voters | low prop | low-prop |
        infrequent voters | infrequent | irregular voters | sporadic voters | occasional voters |
        drop-off voters | dropoff voters | drop off | low turnout | low-turnout | low turnout voters |
        unlikely voters | low-frequency voters | surge voters | midterm drop-off | low-scoring voters |
        mid-propensity | inactive voters"""),
    ),
    TermSeed(
        "newly-registered",
        "Newly registered",
        words("""new registrants | newly registered voters | new registrant | newly-registered |
        first-time voters | first time voters | first-time voter | new voters | new voter |
        recent registrants | first time"""),
    ),
)
