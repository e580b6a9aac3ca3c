"""Lines that news sites set into and around an article, and that nobody wrote as a part of it.

"Read more: ...", "Sign up for our newsletter", "Follow her on Twitter". Written from knowledge of news sites
and checked on every second page of shared/data/pages; each holds for many sites.
"""

import re

_CLOSING = 8  # lines at the end, where an appeal may also begin with somebody's name
_LONGEST = 400  # characters; what is longer is a paragraph, whatever else it says

_MAIL = r"(?:newsletters?|inbox|channel|podcast|e-?mails?|alerts|updates)"
_MORE_OF = r"(?:articles?|stor(?:y|ies)|content|links?|news|topics?|coverage|reading|videos?)"
_OPENS = (
    # other articles
    rf"(?:related|recommended|most (?:read|popular))(?: {_MORE_OF})?(?: (?:in|on) [\w' ]{{2,30}})?\W*(?::|$)",
    r"(?:also )?(?:read|see|watch|listen) (?:more|also|next|now|this)\b.{0,120}$",
    r"(?:read|see|watch|more|also|lire aussi|lesen sie auch|leia mais|leia tamb[eé]m|lea tambi[eé]n) ?:",
    r"(?:weiterlesen|baca juga|leggi anche|lees ook|l[aä]s mer|читайте также) ?:",
    r"more (?:from|on|in) [^.]{2,60}:?$",
    r"more (?:stories|news|coverage)\b[^.]{0,60}$",
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)\b.{0,20}$",
    r"(?:mehr zum thema|[aà] lire (?:aussi|[eé]galement)|te puede interesar|ver tambi[eé]n) ?[:|]",
    r"(?:czytaj (?:też|także)|zobacz (?:też|także)) ?[:|]",
    r"(?:explore further|don['’]?t miss)\W*$",
    r"our standards ?:",
    # the page itself
    r"continue reading\b",
    r"(?:story|article) continues (?:below|after)",
    r"(?:skip )?advertisement\W*$",
    r"(?:skip past|after) newsletter promotion\W*$",
    r"\d+[- ]min(?:ute)?s?\.? (?:read|de lecture|de lectura|de leitura|lesezeit)\W*$",
    r"(?:reading time|lesezeit|lesedauer|leestijd)\b.{0,30}$",
    r"(?:temps de lecture|tiempo de lectura|tempo de leitura)\b.{0,30}$",
    r"(?:filed under\b|tags? ?:|topics? ?:|categor(?:y|ies) ?:)",
    r"(?:all rights reserved|copyright ?(?:©|\(c\)|\d{4})|copyright\b.{2,60}\b(?:19|20)\d\d\b.{0,40}$|©)",
    r"this (?:material|content) may not be (?:published|reproduced)",
    # its terms
    r"privacy notice ?:",
    r"(?:we|this (?:web)?site|our (?:web)?site) uses? (?:cookies|google recaptcha|recaptcha)\b",
    r"by (?:continuing|signing up|subscribing|clicking)\b.{0,120}\b(?:cookies?|terms|privacy)\b",
    # what is left out for those who do not pay
    r"already (?:an? |have an? )?(?:subscriber|subscribed|registered|account|member)\b.{0,40}$",
    r"(?:subscribe|sign in|log in|register)(?: now)? to (?:read|continue|keep reading|unlock)\b.{0,40}$",
    r"(?:this (?:article|story) is|exclusive) (?:only )?(?:available )?(?:for|to) (?:our )?subscribers",
    r"get unlimited access\b",
    r"il vous reste \d+.{0,3}% de cet article",
    r"(?:(?:cet )?article (?:est )?|la suite est )?r[eé]serv[eé]e? (?:aux|[aà] nos) abonn[eé]s",
    r"(?:contenido|art[ií]culo) (?:exclusivo )?(?:solo )?para (?:nuestros )?suscriptores",
    r"(?:weiterlesen mit|sie haben bereits ein) .{0,40}$",
    # what readers are asked to do
    r"share (?:this|on|via)\b",
    r"(?:\d+ )?(?:comments?|shares?)\W*$",
    r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)\b",
    r"tell us what you think",
    r"(?:join|start) the (?:conversation|discussion)\b",
    rf"(?:sign up|subscribe|register)\b.{{0,80}}\b{_MAIL}\b",
    r"subscribe\W*$",
    rf"get the latest\b.{{0,80}}\b(?:{_MAIL}|app)\b",
    r"(?:click|tap) here\b",
    r"download (?:our|the)\b.{0,40}\bapp\b",
    r"(?:like|follow|find|join) (?:us|me) on\b",
    r"follow .{2,60} on (?:twitter|facebook|instagram|youtube|x\b|tiktok)",
)
_SITES = r"(?:@\w|twitter|facebook|instagram|youtube|tiktok|threads|bluesky|linkedin)"
_CLOSES = (
    rf"\bfollow (?:(?:him|her|them|us|me)\b.{{0,20}} |)(?:on |at )?{_SITES}",
    r"\b(?:he|she|they) tweets?\b.{0,20}@",
    r"\b(?:can|may) be reached at\b",
    r"\be-?mail (?:him|her|them|us|me|the (?:author|reporter|writer))\b.{0,20}@",
    r"\bhave a (?:news )?tip\b",
    rf"\b(?:subscribe|sign up|register)\b.{{0,80}}\b{_MAIL}\b",
    r"\b(?:newsletters?|issues?)\b.{0,80}\b(?:subscribe|sign up|your inbox)\b",
    r"\b(?:delivered|straight) (?:to|through) your (?:inbox|door|letterbox)\b",
    r"\bif you (?:enjoyed|liked) (?:reading )?this (?:article|story|post|piece)\b",
    r"\b(?:follow|find|read)\b.{0,40}\bcoverage\b.{0,80}https?://",
    r"\bget (?:unlimited )?access to\b.{0,120}\b(?:subscri|code|offer|price)",
    r"\b(?:comments?|e-?mail)\b.{0,80}\bwill not be published\b",
    r"\blisten (?:live|to .{2,40} live (?:at|on))\b",
    r"\bclick here (?:for|to)\b",
    r"^sources? ?: ?.{2,60}$",
)
_LONGEST_BOX = 4  # lines
_LONGEST_HEAD = 80  # characters of a box's first line
_SIGN_UP = re.compile(r"(?:sign up|subscribe)\b", re.IGNORECASE)
_PRIVACY = re.compile(r"privacy (?:notice|policy)\b|.{0,200}\bprivacy policy\W*$", re.IGNORECASE)
_NEWSLETTER = re.compile(r"[\w' ]{2,40} newsletter", re.IGNORECASE)
_SHORTCODE = re.compile(r"\[/?\w+(?: \w+=.*)?\]")  # of the site's own software: "[button link=...]"
_OPENING = re.compile(rf"[\W_]*+(?:{'|'.join(_OPENS)})", re.IGNORECASE)
_ANYWHERE = re.compile("|".join(_CLOSES), re.IGNORECASE)


def without_appeals(lines: list[str]) -> list[str]:
    """Return the lines of an article less its site's appeals; those about people count only near the end."""
    lines = _without_boxes(lines)
    return [line for number, line in enumerate(lines) if not _is_appeal(line, len(lines) - number)]


def _without_boxes(lines: list[str]) -> list[str]:
    """Take out boxes of several lines: from "Sign up" to a privacy notice, and a newsletter's at the end."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if len(line) <= _LONGEST_HEAD and _SIGN_UP.match(line):
            box = lines[at + 1 : at + _LONGEST_BOX]
            ends = next((n for n, each in enumerate(box, at + 2) if _PRIVACY.match(each)), at)
        elif _NEWSLETTER.fullmatch(line) and len(lines) - at <= _LONGEST_BOX:
            ends = len(lines)
        else:
            ends = at
        if ends == at:
            kept.append(line)
        at = max(ends, at + 1)
    return kept


def _is_appeal(line: str, from_the_end: int) -> bool:
    if len(line) > _LONGEST:
        return False
    if _OPENING.match(line) or _SHORTCODE.match(line):
        return True
    return from_the_end <= _CLOSING and bool(_ANYWHERE.search(line))
