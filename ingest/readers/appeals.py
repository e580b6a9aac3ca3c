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
    rf"(?:related|recommended|most (?:read|popular))(?: {_MORE_OF})?\W*(?::|$)",
    r"(?:also )?(?:read|see|watch|listen) (?:more|also|next|now|this)\b.{0,120}$",
    r"(?:read|see|watch|more|also|lire aussi|lesen sie auch|leia mais|leia tamb[eé]m|lea tambi[eé]n) ?:",
    r"(?:weiterlesen|baca juga|leggi anche|lees ook|l[aä]s mer|читайте также) ?:",
    r"more (?:from|on|in) [^.]{2,60}:?$",
    r"more (?:stories|news|coverage)\b[^.]{0,60}$",
    r"explore further$",
    # the page itself
    r"continue reading\b",
    r"(?:story|article) continues (?:below|after)",
    r"advertisement\W*$",
    r"(?:filed under\b|tags? ?:|topics? ?:|categor(?:y|ies) ?:)",
    r"(?:all rights reserved|copyright ?(?:©|\(c\)|\d{4})|©)",
    r"this (?:material|content) may not be (?:published|reproduced)",
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
    r"\bget (?:unlimited )?access to\b.{0,120}\b(?:subscri|code|offer|price)",
    r"\b(?:comments?|e-?mail)\b.{0,80}\bwill not be published\b",
    r"\blisten (?:live|to .{2,40} live (?:at|on))\b",
    r"\bclick here (?:for|to)\b",
    r"^sources? ?: ?.{2,60}$",
)
_SHORTCODE = re.compile(r"\[/?\w+(?: \w+=.*)?\]")  # of the site's own software: "[button link=...]"
_OPENING = re.compile(rf"[\W_]*+(?:{'|'.join(_OPENS)})", re.IGNORECASE)
_ANYWHERE = re.compile("|".join(_CLOSES), re.IGNORECASE)


def without_appeals(lines: list[str]) -> list[str]:
    """Return the lines of an article less its site's appeals; those about people count only near the end."""
    return [line for number, line in enumerate(lines) if not _is_appeal(line, len(lines) - number)]


def _is_appeal(line: str, from_the_end: int) -> bool:
    if len(line) > _LONGEST:
        return False
    if _OPENING.match(line) or _SHORTCODE.match(line):
        return True
    return from_the_end <= _CLOSING and bool(_ANYWHERE.search(line))
