"""What a word means: people, a body, something written by them, or a thing."""

import re
from functools import lru_cache

from corpus.names import country_of, is_office, word_set

OPENERS = word_set(
    """
    the a an in on at for from with and but or so yet if when while as after before since because although
    though however meanwhile he she it they we i you his her its their our my this that these those there
    here what who why how where which not no yes some many most all both one two three asked according still
    also then now later speaking monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december mr. mrs. ms. dr. by to of even just
    only like once until during despite instead perhaps maybe indeed such other another each every is are
    was were do does did let please earlier last next first given referring regarding under over about among
    following per had has have can could would should might must said says have more others several few
    unfortunately moreover nonetheless nevertheless therefore rather thus hence otherwise likewise besides
    overall again today yesterday tomorrow tonight too apart oct nov dec jan feb aug sept yet within without
    through throughout between against toward towards amid unlike plus whether shortly far much less
    further back whereas elsewhere neither either nor whatever whoever anyone everyone someone nobody
    somebody everybody nothing everything something anything asked added updated former except help
    """
)
"""Words that open a sentence or a phrase and are no name by themselves."""
GROUPS = word_set("some many most several others few both half hundreds thousands dozens")
"""Words for several people that stand alone."""
# Who speaks without an office: people, kin, groups and bodies. Most other words for people end like
# "lawyer", "senator", "activist", "politician" or "nominee".
_PEOPLE = word_set(
    """
    man men woman women person persons people boy girl child children kid guy friend wife husband mother
    father mom dad son daughter sister brother cousin aunt uncle nephew niece grandmother grandfather widow
    parent relative colleague associate fan ally allies aide critic source confidant heavyweight look-alike
    insider expert authority authorities spokespeople member citizen voter victim suspect defendant
    plaintiff participant respondent passenger patient applicant migrant immigrant constituent tenant
    resident civilian ex-wife ex-husband hopeful individual opponent proponent rival skeptic surrogate
    veteran recruit superdelegate delegate conservative liberal moderate progressive centrist independent
    democrat republican catholic muslim jew christian native evangelical elite pundit wonk think-tank
    billionaire millionaire commander-in-chief whistleblower mogul hawk guest client agent cop chef nurse
    pilot monk guard rebel militant informant insurgent protestor teenager youth millennial adult senior
    freshman celebrity academic intellectual doctor professional executive newlywed tory greens faithful
    firefighters counterpart predecessor successor chair whip pal hand
    """
)
BODIES = word_set(
    """
    police troops military army navy force forces administration campaign government ministry department
    agency company corporation firm group union bank court panel commission committee council board bureau
    office team party coalition alliance organization organisation association institute foundation center
    centre university school college hospital church network station channel newspaper magazine outlet
    publication senate house congress parliament legislature delegation caucus cabinet opposition public
    audience community side camp lobby majority minority jury country nation state city town county province
    kingdom republic regime division watchdog nonprofit charity airline retailer startup business club
    league federation society embassy presidency leadership establishment brass media press tabloid politico
    bloc faction wing body bodies entity branch tribe unit crowd family families couple pair duo trio staff
    """
)
"""Words for what many people are together."""
_MAKER = re.compile(r"[a-z-]{2,}(?:er|or|ist|ian|man|men|woman|women|person|people|ee|crat|eer|yst|ogue)$")
_THINGS = word_set(
    """
    letter paper order number matter chapter power offer error factor sector dossier newsletter tower water
    border computer winter summer answer danger disaster charter banner poster cover river fever other
    either neither latter barrier career counter character quarter theater server monitor folder binder
    transfer register trailer thriller surrender murder slander encounter cluster filter layer meter shelter
    ladder sticker helicopter primer ledger rumor horror labor mirror motor favor terror humor indicator
    color fee degree guarantee coffee spree list checklist shortlist behavior weather consumer rather
    whether ever never however together later earlier over under after better greater larger higher lower
    older younger former remainder disorder differ further former dinner chamber banter endeavor flavor
    honor harbor vapor liquor tumor agree disagree see flee mayor-elect trigger user-manual paperwork dollar
    pier
    """
)
DOCUMENTS = word_set(
    """
    statement report letter memo memorandum email e-mail tweet post op-ed article story column editorial
    essay book memoir paper study survey poll analysis review lawsuit suit complaint filing brief petition
    affidavit indictment ruling opinion decision order document transcript video ad resolution dossier
    website site page headline note release message announcement speech testimony piece
    """
)
"""What is written by somebody, who then is the one that speaks."""
ADJECTIVE = re.compile(r"[A-Z]\w*(?:ian|rican|xican|ese|eli|qi|ani|ish)$")
"""Matches the adjective of a country."""


@lru_cache(maxsize=4096)
def is_people(word: str) -> bool:
    """Tell whether a word in small letters means people or a body."""
    word = word.rsplit("/", 1)[-1]
    if word in GROUPS or among(word, _PEOPLE) or among(word, BODIES):
        return True
    if word in OPENERS or among(word, _THINGS) or is_document(word):
        return False
    single = word.removesuffix("s")
    return is_office(word) or is_office(single) or bool(_MAKER.match(single)) or word.endswith("-year-old")


def is_document(word: str) -> bool:
    """Tell whether ``word``, in small letters, names something written ("report", "tweets")."""
    return among(word, DOCUMENTS)


def is_demonym(word: str) -> bool:
    """Tell whether ``word`` is a country's adjective, which names nobody by itself ("Israeli")."""
    return bool(country_of(word) and ADJECTIVE.match(word))


def among(word: str, words: frozenset[str]) -> bool:
    """Tell whether ``word`` or its singular is one of ``words``."""
    forms = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    return any(form in words for form in forms) or word.rpartition("-")[2] in words
