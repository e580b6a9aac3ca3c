"""Corrections: the note by which a publisher takes something back, as it stands in the text."""

import re

_LONGEST = 600  # characters of a note
# Notes stand at the head or the foot of an article; further in, "correction" is what markets do.
_HEAD, _FOOT = 1_500, 2_500  # characters
_PIECE = "(?:article|story|report|post|piece|column|headline|text|dispatch)"
_ON = r"(?:[^.\n]{3,40}\ )?"  # a day, and the like
_LABELS = (
    *(r"editor['’]?s?['’]?\ (?:correction|clarification)", r"corrections?(?:\ (?:and|&)\ clarifications?)?"),
    *("clarifications?", "retraction", r"correction\ note", "corrected", "retracted", "errat(?:um|a)"),
    *("corrección(?:es)?", r"fe\ de\ err(?:atas|ores)", "rectificación", "aclaración"),
    *("korrektur(?:hinweis)?", "berichtigung", "richtigstellung"),
    *("rectificati(?:f|on)", "correctif", r"errata\ corrige", "rettifica", "correção", "rectificatie"),
)
# A label ends its line, or a sign or a day with a sign follows: "Correction, June 5:", "Correction (5 June)".
_MARKED = re.compile(
    rf"""^[^\w\n]{{0,4}}(?:
      (?:[a-z]{{2,4}}-)?(?:{"|".join(_LABELS)})\b
        (?:[^\w\n]{{0,3}}(?:[:—–(.]|$)|,?\ (?=[^:\n]{{0,30}}\d)[^:.\n]{{3,40}}:)
      |\(corrects?\b
      |(?:eds:?\ )?(?-i:CORRECTS)\b
      |(?:eds:?\ )?corrects?\ [^\n]{{3,80}}(?:para(?:graph)?s?|graf|headline|spelling)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_ENGLISH = rf"""
      (?:an?\ |the\ )?(?:earlier|previous|original|initial)\ (?:version|edition)s?\ of\ th(?:is|e)\ {_PIECE}\b
      |this\ {_ON}{_PIECE}\ (?:has\ been|was|is\ being)\ (?:\w+\ )?
        (?:corrected|retracted|withdrawn(?!\ by\b)|amended\ on
          |(?:updated|amended|edited|changed|revised)\ {_ON}(?:[^.\n]{{3,60}}\ and\ )?
            to\ (?:correct|fix|reflect\ that|clarify|make\ clear
              |remove\ an?\ (?:incorrect|inaccurate|erroneous)))
      |this\ (?:version|{_PIECE})\ corrects\b
      |this\ {_PIECE}\ (?:originally|initially|previously|incorrectly|mistakenly|erroneously|wrongly)
        \ (?:(?:mis)?stated|said|gave|reported|described|identified|misidentified|named|quoted|attributed)\b
      |the\ story\ (?:[^.\n]{{3,80}}\ )?(?:is|has\ been)\ (?:withdrawn|retracted)(?!\ by\b)
      |(?<!journal\ )(?:has|have)\ (?:retracted|withdrawn)\ this\ {_PIECE}
      |we(?:\ have|['’]ve)\ (?:corrected|amended|clarified|retracted|withdrawn)\ (?:this|an\ earlier)\b
      |we\ (?:regret|apologi[sz]e\ for)\ (?:the|this|our)\ (?:error|mistake)
      |(?:regrets?|apologi[sz]es?\ for)\ the\ error[.)\]]*\s*$"""
_SPANISH = r"""
      versión\ (?:anterior|previa|inicial|original)
        \ de\ est[ea]\ (?:artículo|noticia|nota|información|texto|pieza)
      |est[ea]\ (?:artículo|noticia|nota|información|texto)\ (?:ha\ sido|fue)\ (?:corregid[oa]|rectificad[oa]
        |(?:modificad|actualizad)[oa]\ [^.\n]{0,40}para\ (?:corregir|rectificar|precisar|aclarar))"""
_GERMAN = r"""
      (?:früheren|vorherigen|ersten|ursprünglichen|älteren)\ (?:version|fassung)
        \ (?:(?:dieses|des)\ (?:artikels|textes|beitrags|berichts)|(?:dieser|der)\ meldung)
      |dies(?:er|e)\ (?:artikel|text|beitrag|bericht|meldung)
        \ wurde\ [^.\n]{0,40}(?:korrigiert|berichtigt)
      |wir\ haben\ (?:den|diesen|die)\ fehler\ (?:\w+\ )?(?:korrigiert|berichtigt)"""
_FRENCH = r"""
      (?:première\ version|version\ (?:précédente|antérieure|initiale))
        \ de\ (?:cet\ article|ce\ texte|cette\ dépêche)
      |(?:cet\ article|ce\ texte|cette\ dépêche)\ a\ été\ (?:corrigé|rectifié|retiré
        |(?:modifié|mis\ à\ jour)e?\ [^.\n]{0,40}pour\ (?:corriger|rectifier|préciser))e?"""
_TOLD = re.compile(
    rf"\b(?:{_ENGLISH}|{_SPANISH}|{_GERMAN}|{_FRENCH})", re.IGNORECASE | re.VERBOSE | re.MULTILINE
)


def correction_in(text: str) -> str | None:
    """Return the correction or retraction note in an article's text, in one line; None where it has none."""
    places = [text] if len(text) <= _HEAD + _FOOT else [text[:_HEAD], text[-_FOOT:]]
    lines = [line.strip() for place in places for line in place.split("\n")]
    for at, line in enumerate(lines):
        if not (_MARKED.match(line) or _TOLD.search(line)):
            continue
        note = line if len(line) > len("Corrections & clarifications:") else " ".join(lines[at : at + 3])
        return " ".join(_sentence(note).split())
    return None


def _sentence(note: str) -> str:
    """Return a note that stands within a long paragraph without what goes before it."""
    if len(note) <= _LONGEST:
        return note
    told = _TOLD.search(note)
    start = note.rfind(". ", 0, told.start()) + 2 if told and note.rfind(". ", 0, told.start()) > 0 else 0
    return note[start : start + _LONGEST].rstrip()
