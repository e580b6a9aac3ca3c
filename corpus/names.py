"""Names as news writes them: countries and their governments, titles and offices, people.

What stands here is general knowledge, not learned from any data set. It serves both sides: finding
who said something in an article, and finding what "Iraq" said when somebody asks.
"""

import re
import unicodedata
from functools import lru_cache

# Country: the adjectives and inhabitants, then after "/" the capital and other names for the government.
_COUNTRIES = """
Afghanistan: Afghan, Afghans / Kabul; Albania: Albanian / Tirana; Algeria: Algerian / Algiers; Angola:
Angolan / Luanda; Argentina: Argentine, Argentinian / Buenos Aires; Armenia: Armenian / Yerevan; Australia:
Australian / Canberra; Austria: Austrian / Vienna; Azerbaijan: Azerbaijani, Azeri / Baku; Bahrain: Bahraini
/ Manama; Bangladesh: Bangladeshi / Dhaka; Belarus: Belarusian / Minsk; Belgium: Belgian; Bolivia: Bolivian
/ La Paz; Bosnia: Bosnian / Sarajevo; Brazil: Brazilian / Brasília, Brasilia; Bulgaria: Bulgarian / Sofia;
Burkina Faso: Burkinabe / Ouagadougou; Burundi: Burundian; Cambodia: Cambodian / Phnom Penh; Cameroon:
Cameroonian / Yaoundé; Canada: Canadian / Ottawa; Chad: Chadian; Chile: Chilean / Santiago; China: Chinese /
Beijing, Peking; Colombia: Colombian / Bogotá, Bogota; Congo: Congolese / Kinshasa; Costa Rica: Costa Rican;
Croatia: Croatian / Zagreb; Cuba: Cuban / Havana; Cyprus: Cypriot / Nicosia; Czech Republic: Czech, Czechs /
Prague, Czechia; Denmark: Danish, Dane, Danes / Copenhagen; Ecuador: Ecuadorean, Ecuadorian / Quito; Egypt:
Egyptian / Cairo; El Salvador: Salvadoran; Eritrea: Eritrean / Asmara; Estonia: Estonian / Tallinn;
Ethiopia: Ethiopian / Addis Ababa; Finland: Finnish, Finn, Finns / Helsinki; France: French / Paris, Élysée,
Elysee; Gambia: Gambian; Georgia: Georgian / Tbilisi; Germany: German / Berlin; Ghana: Ghanaian / Accra;
Greece: Greek / Athens; Guatemala: Guatemalan; Haiti: Haitian / Port-au-Prince; Honduras: Honduran /
Tegucigalpa; Hungary: Hungarian / Budapest; Iceland: Icelandic / Reykjavik; India: Indian / New Delhi,
Delhi; Indonesia: Indonesian / Jakarta; Iran: Iranian / Tehran, Islamic Republic; Iraq: Iraqi / Baghdad;
Ireland: Irish / Dublin; Israel: Israeli / Jerusalem; Italy: Italian / Rome; Ivory Coast: Ivorian / Côte
d'Ivoire; Jamaica: Jamaican; Japan: Japanese / Tokyo; Jordan: Jordanian / Amman; Kazakhstan: Kazakh, Kazakhs
/ Astana; Kenya: Kenyan / Nairobi; Kosovo: Kosovar / Pristina; Kuwait: Kuwaiti; Kyrgyzstan: Kyrgyz /
Bishkek; Laos: Laotian / Vientiane; Latvia: Latvian / Riga; Lebanon: Lebanese / Beirut; Liberia: Liberian /
Monrovia; Libya: Libyan / Tripoli; Lithuania: Lithuanian / Vilnius; Luxembourg: Luxembourgish; Madagascar:
Malagasy; Malaysia: Malaysian / Kuala Lumpur; Mali: Malian / Bamako; Malta: Maltese / Valletta; Mauritania:
Mauritanian; Mexico: Mexican / Mexico City; Moldova: Moldovan / Chisinau; Mongolia: Mongolian; Montenegro:
Montenegrin / Podgorica; Morocco: Moroccan / Rabat; Mozambique: Mozambican / Maputo; Myanmar: Burmese /
Burma, Naypyidaw; Namibia: Namibian; Nepal: Nepali, Nepalese / Kathmandu; Netherlands: Dutch / The Hague,
Holland; New Zealand: New Zealander, New Zealanders / Wellington; Nicaragua: Nicaraguan / Managua; Niger:
Nigerien / Niamey; Nigeria: Nigerian / Abuja; North Korea: North Korean / Pyongyang, DPRK; North Macedonia:
Macedonian / Skopje; Norway: Norwegian / Oslo; Oman: Omani / Muscat; Pakistan: Pakistani / Islamabad;
Palestine: Palestinian / Ramallah, Palestinian Authority; Panama: Panamanian; Paraguay: Paraguayan; Peru:
Peruvian / Lima; Philippines: Philippine, Filipino, Filipina / Manila; Poland: Polish, Pole, Poles / Warsaw;
Portugal: Portuguese / Lisbon; Qatar: Qatari / Doha; Romania: Romanian / Bucharest; Russia: Russian /
Moscow, Kremlin; Rwanda: Rwandan / Kigali; Saudi Arabia: Saudi, Saudis, Saudi Arabian / Riyadh; Senegal:
Senegalese / Dakar; Serbia: Serbian, Serb, Serbs / Belgrade; Sierra Leone: Sierra Leonean; Singapore:
Singaporean; Slovakia: Slovak, Slovaks / Bratislava; Slovenia: Slovenian / Ljubljana; Somalia: Somali,
Somalis / Mogadishu; South Africa: South African / Pretoria; South Korea: South Korean / Seoul; South Sudan:
South Sudanese / Juba; Spain: Spanish, Spaniard, Spaniards / Madrid; Sri Lanka: Sri Lankan / Colombo; Sudan:
Sudanese / Khartoum; Sweden: Swedish, Swede, Swedes / Stockholm; Switzerland: Swiss / Bern; Syria: Syrian /
Damascus; Taiwan: Taiwanese / Taipei; Tajikistan: Tajik, Tajiks / Dushanbe; Tanzania: Tanzanian / Dodoma;
Thailand: Thai, Thais / Bangkok; Togo: Togolese; Tunisia: Tunisian / Tunis; Turkey: Turkish, Turk, Turks /
Ankara, Türkiye; Turkmenistan: Turkmen / Ashgabat; Uganda: Ugandan / Kampala; Ukraine: Ukrainian / Kyiv,
Kiev; United Arab Emirates: Emirati / UAE, U.A.E., Abu Dhabi; United Kingdom: British, Briton, Britons,
U.K., UK / Britain, Great Britain, Downing Street, Whitehall, London; United States: American, U.S., US, USA
/ America, Washington, White House, Pentagon, State Department; Uruguay: Uruguayan / Montevideo; Uzbekistan:
Uzbek, Uzbeks / Tashkent; Vatican: Vatican / Holy See; Venezuela: Venezuelan / Caracas; Vietnam: Vietnamese
/ Hanoi; Yemen: Yemeni / Sanaa, Sana'a; Zambia: Zambian / Lusaka; Zimbabwe: Zimbabwean / Harare
"""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a block of text: how the word lists of the rules are written."""
    return frozenset(words.split())


_OFFICES = word_set(
    """
    activist actor actress adm. admiral advisor adviser advocate agent aide ambassador analyst
    anchor announcer archbishop assemblyman assemblywoman assistant attorney author ayatollah baron
    billionaire biographer bishop blogger boss businessman businesswoman candidate capt. captain
    cardinal celebrity ceo chair chairman chairperson chairwoman challenger chancellor chief clerk
    co-author co-chair co-chairman co-founder co-host coach col. colonel columnist comedian
    commander commentator commissioner comptroller congressman congresswoman conservative consultant
    coordinator correspondent councillor councilman councilwoman counsel counselor critic czar dame
    dean defender delegate demographer deputy detective developer dictator diplomat director doctor
    donor dr. economist editor elder emir emperor engineer envoy evangelist ex-president executive
    expert farmer father filmmaker firefighter fellow founder friend fundraiser gen. general gov.
    governor guitarist head historian host imam inspector instructor intern interviewer investigator
    journalist judge justice king lady lawmaker lawyer leader lecturer legislator liberal librarian
    lieutenant lobbyist lord lt. magistrate magnate maj. major manager marine marshal mathematician
    mayor messrs. minister moderator mogul mother mr mr. mrs mrs. ms ms. musician negotiator
    neighbor neurosurgeon newcomer nominee novelist nun nurse officer official operative opponent
    organizer owner panelist pastor patriarch philanthropist philosopher photographer physician
    physicist planner player playwright pollster pontiff pope preacher premier president priest
    prime prince princess principal prof. prof professor producer promoter prosecutor protester
    provost psychiatrist psychologist publisher pundit rabbi rapper rep. representative reporter
    republican democrat democratic democrats republicans researcher resident rev. reverend rival
    rookie running scholar scientist secretary sen. sens. reps. senator sergeant sgt. sheik sheikh
    sheriff singer sir sister socialist sociologist soldier solicitor speaker specialist spokesman
    spokesperson spokeswoman staff staffer star statistician strategist student sultan
    superintendent supervisor supporter surgeon surrogate technician teacher theologian trader
    treasurer trooper tsar tycoon undersecretary veteran vice vice-president vicar voter warden whip
    witness worker writer correspondents independent libertarian former late then-president
    president-elect
    """
)
_COURTESY = word_set(
    """
    mr mr. mrs mrs. ms ms. miss dr dr. prof prof. sir lord lady dame messrs.
    """
)
_HIS = word_set(
    """
    mr mr. sir lord king prince sultan emir chairman spokesman businessman congressman
    """
)
_HIS_TOO = word_set(
    """
    councilman assemblyman father husband brother son uncle grandfather bishop priest
    """
)
_HER = word_set(
    """
    mrs mrs. ms ms. miss lady dame queen princess chairwoman spokeswoman businesswoman
    """
)
_HER_TOO = word_set(
    """
    congresswoman councilwoman assemblywoman mother wife sister daughter actress aunt
    """
)
_MEN = word_set(
    """
    aaron abdul adam adrian ahmed alan albert alex alexander alfred ali allen andre andrew anthony
    antonio arthur barack barry ben benjamin bernard bernie bill billy bob bobby boris brad bradley
    brandon brendan brent brett brian bruce bryan byron carl carlos cesar charles charlie chris
    christian christopher chuck clarence clark clay clifford clint cory craig curtis dan daniel
    darren darryl dave david dean dennis derek dick dmitry don donald doug douglas drew dwight earl
    ed eddie edgar eduardo edward edwin elliott emmanuel eric ernest eugene evan felix fernando
    francis francisco frank fred frederick gabriel gary gavin gene geoffrey george gerald gilbert
    glenn gordon graham grant greg gregory guy hank harold harry harvey hassan hector henry herbert
    herman howard hugh ian ibrahim igor ivan jack jacob jake jamal james jared jason jay jeb jeff
    jeffrey jeremy jerome jerry jesse jim jimmy joe joel john johnny jon jonathan jorge jose joseph
    josh joshua juan justin karl keith ken kenneth kevin khalid kurt kyle larry lawrence lee leo
    leon leonard lewis liam lloyd louis lucas luis luke malcolm marc marco marcus mario mark martin
    marvin mathew matt matthew maurice max maxwell michael miguel mike mitch mitt mohamed mohammad
    mohammed morris muhammad nathan neil newt nicholas nick nigel noah norman oliver omar oscar owen
    pablo patrick paul pedro perry pete peter phil philip phillip pierre rafael ralph ramon rand
    randy raul ray raymond reggie rex ricardo richard rick ricky rob robert roberto rod rodney roger
    roland ron ronald rory ross roy rudy russ russell ryan sam samuel scott sean sebastian sergei
    sergey seth shane shaun sidney simon spencer stanley stefan stephen steve steven stuart ted
    terrence terry theodore thomas tim timothy toby todd tom tommy tony travis trevor troy tyler
    vernon victor vincent vladimir wade wallace walter warren wayne wesley will william xavier yusuf
    zachary
    """
)
_WOMEN = word_set(
    """
    abigail adriana agnes aisha alexandra alice alicia alison allison amanda amber amy ana andrea
    angela angelina anita ann anna anne annette annie april ashley audrey barbara beatrice becky
    bernadette beth bethany betsy betty beverly bonnie brenda bridget brittany camille candace carla
    carly carmen carol caroline carolyn carrie catherine cathy cecilia charlene charlotte cheryl
    christina christine cindy claire clara claudia colleen connie courtney crystal cynthia daisy
    dana danielle dawn deborah debbie debra denise diana diane donna doris dorothy edith eileen
    elaine eleanor elena elisabeth elise elizabeth ella ellen emily emma erica erin esther eva
    evelyn fatima fiona florence frances gabrielle gail gina ginger gladys gloria grace gwen hannah
    harriet heather heidi helen hillary hilary holly hope huma ida irene isabel ivanka jackie
    jacqueline jane janet janice jean jeanne jenna jennifer jenny jessica jill joan joanna joanne
    jocelyn joy joyce judith judy julia julie karen kate katherine kathleen kathryn kathy katie
    katrina kayla kelly kellyanne kim kimberly kirsten kristen kristin laura lauren leah leslie
    lillian linda lisa liz lois lori lorraine louise lucy lydia lynn madeleine madison maggie marcia
    margaret maria marie marilyn marion marjorie martha mary maureen megan melania melanie melissa
    meredith michele michelle mildred miriam molly monica nancy naomi natalie nicole nina nora norma
    olivia pamela patricia paula pauline peggy penny phyllis priscilla rachel rebecca regina renee
    rhonda rita roberta rosa rose rosemary ruth sally samantha sandra sara sarah sharon sheila
    shelly sherry shirley sofia sonia sophia sophie stacy stella stephanie sue susan susana suzanne
    sylvia tamara tammy tanya tara teresa theresa tiffany tina tracy tulsi ursula valerie vanessa
    vera veronica vicki victoria violet virginia vivian wanda wendy whitney yvonne zoe
    """
)
_SUFFIXES = word_set(
    """
    jr jr. sr sr. ii iii iv
    """
)
_AROUND_COUNTRY = re.compile(r"^[Tt]he |['’]s?$")
_OFFICE_PREFIX = re.compile(r"^(?:co|ex|vice|then|deputy)-")
_ARTICLE = re.compile(r"(?<!\w)(?:al|el)[- ](?=\w)")
_NOT_LETTERS = re.compile(r"[^\w\s-]|_")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")


def _read_countries() -> dict[str, str]:
    known = {}
    for entry in " ".join(_COUNTRIES.split()).split(";"):
        country, _, rest = entry.strip().partition(":")
        for name in [country, *rest.replace("/", ",").split(",")]:
            known[name.strip()] = country
            if name.strip().endswith("n") or name.strip().endswith("i"):
                known[name.strip() + "s"] = country
    return known


_COUNTRY_OF = _read_countries()
_AMBIGUOUS = word_set(
    "Washington America Georgia Jordan Turkey Chad Turk Pole Dane Czech Finn London US UK U.S. U.K. USA"
)
_COUNTRY = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(name) for name in sorted(_COUNTRY_OF, key=len, reverse=True))
    + r")(?![\w])"
)


@lru_cache(maxsize=4096)
def country_of(name: str) -> str | None:
    """Return the country that ``name`` stands for: "Iraqi", "Baghdad", "Iraq’s" -> "Iraq"."""
    return _COUNTRY_OF.get(_AROUND_COUNTRY.sub("", name.strip()))


@lru_cache(maxsize=1)
def _names_by_country() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, country in _COUNTRY_OF.items():
        found.setdefault(country, set()).add(name)
    return {country: frozenset(names) for country, names in found.items()}


def other_names(name: str) -> frozenset[str]:
    """Return what else the country of ``name`` is called: "Baghdad" -> "Iraq", "Iraqi", "Iraqis"; or nothing.

    Nothing too for a name that means more than a country: "Washington", "Jordan".
    """
    country = country_of(name)
    if country is None or _AROUND_COUNTRY.sub("", name.strip()) in _AMBIGUOUS:
        return frozenset()
    return _names_by_country()[country] - {name} - _AMBIGUOUS


def countries_in(words: str) -> list[str]:
    """Return the countries that ``words`` name by name, adjective or capital: in order, each once."""
    return list(dict.fromkeys(_COUNTRY_OF[found] for found in _COUNTRY.findall(words)))


@lru_cache(maxsize=4096)
def is_office(word: str) -> bool:
    """Tell whether ``word`` is a title, an office or an occupation ("Sen.", "minister", "pollster")."""
    return _OFFICE_PREFIX.sub("", word.casefold()) in _OFFICES


def is_courtesy(word: str) -> bool:
    """Tell whether ``word`` is a form of address that says nothing about an office ("Mr.")."""
    return word.casefold() in _COURTESY


@lru_cache(maxsize=4096)
def gender_of(words: str) -> str | None:
    """Return "he" or "she" where a title, office or given name in ``words`` tells, else ``None``."""
    lowered = [word.casefold() for word in _WORD.findall(words)]
    for he, she in ((_HIS | _HIS_TOO, _HER | _HER_TOO), (_MEN, _WOMEN)):
        for word in lowered:
            if word in he:
                return "he"
            if word in she:
                return "she"
    return None


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """Return ``name`` for comparison: without case, accents, dots, apostrophes and the Arabic article."""
    plain = unicodedata.normalize("NFKD", name).replace("\u2010", "-")  # a hyphen that is no minus
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return _ARTICLE.sub("", " ".join(_NOT_LETTERS.sub("", bare).casefold().split()))


@lru_cache(maxsize=4096)
def surname(name: str) -> str:
    """Return the folded last name: "Martin Luther King Jr." -> "king"."""
    words = [word for word in fold_name(name).split() if word not in _SUFFIXES]
    return words[-1] if words else ""
