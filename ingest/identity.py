"""What makes two inputs the same article: canonical URL, then external id, then content."""

import hashlib
import json
import re
from collections.abc import Container
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.records import Draft

# Query parameters that say how a reader came to a page, not which page it is.
_TRACKING = (
    "utm_",
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "igshid",
    "srnd",
    "smid",
    "cmpid",
)
# The same, as the BBC, the Guardian, Microsoft, AT Internet, Matomo, Yahoo, Yandex and others write it;
# apart, because homes of older Datelines took these for part of the page.
_TRACKING_TOO = (
    *("at_medium", "at_campaign", "at_link_", "at_custom", "at_bbc_team", "cmp", "ocid", "xtor", "wt_mc"),
    *("mtm_", "pk_campaign", "guccounter", "guce_", "yclid", "twclid", "gbraid", "wbraid", "_ga", "mkt_tok"),
)
# The mobile form of a page (AMP) as publishers and Google's cache address it.
_AMP_CACHE = re.compile(
    r"(?:(?:[^/]+\.cdn\.ampproject\.org/[cvr]|google\.[a-z.]+/amp)(?:/s)?/(?=[^/]+\.))+", re.IGNORECASE
)
_AMP_PATH = re.compile(r"^/amp(?=/.)|/amp$|\.amp(?=(?:\.html)?$)")
_AMP_QUERY = {("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp")}
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")  # RFC 3986: these mean the same escaped and plain


# How a date was found and what language a text is in are our findings, not the publisher's.
_ALSO_READ = ("modified", "section", "agency", "correction", "credit", "usage", "embargo")


def identity(draft: Draft) -> str:
    """Return the key under which an article is the same one when it is read again."""
    if draft.url:
        return "url:" + canonical_url(draft.url)
    if draft.external_id:
        return "id:" + draft.external_id
    return "text:" + _hash(draft.title, draft.text)


def identities(draft: Draft) -> tuple[str, ...]:
    """Return the keys under which a home may hold an article: today's, and that of older Datelines.

    They took the mobile form of a page (AMP) for another one, and knew fewer ways of tracking.
    """
    now = identity(draft)
    then = "url:" + _page(draft.url, _TRACKING, mobile_too=False) if draft.url else now
    return (now,) if then == now else (now, then)


def held_identity(draft: Draft, known: Container[str]) -> str:
    """Return the key among those that are ``known`` under which a home holds an article, else today's."""
    return next((key for key in identities(draft) if key in known), identity(draft))


def article_id(key: str) -> str:
    """Return our id for an identity: 16 hexadecimal characters."""
    return _hash(key)[:16]


def fingerprint(draft: Draft) -> str:
    """Return a hash of everything that was read of an article: it changes when any of it does."""
    published = draft.published.isoformat() if draft.published else None
    fields = (draft.external_id, draft.title, draft.outlet, draft.author, published, draft.url, draft.sample)
    # only what is known, so that homes made before these fields know their articles again
    known = {name: str(value) for name in _ALSO_READ if (value := getattr(draft, name)) is not None}
    return _hash(json.dumps(fields), draft.text, *([json.dumps(known, sort_keys=True)] if known else []))


def is_same_reading(draft: Draft, mark: str, url: str | None) -> bool:
    """Tell whether ``mark`` is the fingerprint of this very reading, however its URL is written.

    ``url`` is the address with which the marked one was read: with "http" or "https", "www.", or tracking, it
    is the same page.
    """
    if fingerprint(draft) == mark:
        return True
    if not draft.url or not url or canonical_url(draft.url) != canonical_url(url):
        return False
    return fingerprint(replace(draft, url=url)) == mark


def canonical_url(url: str) -> str:
    """Return the page a URL names: no scheme, "www.", default port, tracking, AMP, fragment or final slash.

    What is no URL is returned as it is.
    """
    return _page(url, (*_TRACKING, *_TRACKING_TOO), mobile_too=True)


def _page(url: str, tracking: tuple[str, ...], *, mobile_too: bool) -> str:
    """Return the page a URL names; with ``mobile_too``, of a mobile form the page itself."""
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018  # a port that is no number is found only here
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").lower().removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = parts.path.rstrip("/")
    kept = parse_qsl(parts.query, keep_blank_values=True)
    if mobile_too:
        if cached := _AMP_CACHE.match(host + path):
            host, slash, rest = (host + path)[cached.end() :].partition("/")
            host, path = host.lower().removeprefix("www."), slash + rest
        host = host.removeprefix("amp.").removesuffix(".").removeprefix("www.")
        path = _AMP_PATH.sub("", _ESCAPED.sub(_unescaped, path)).rstrip("/")
        kept = [(k, v) for k, v in kept if (k.lower(), v.lower()) not in _AMP_QUERY]
    kept = [(k, v) for k, v in kept if not _is_tracking(k.lower(), tracking)]
    query = "?" + urlencode(sorted(kept)) if kept else ""
    return f"{host}{port}{path}{query}"


def _unescaped(escaped: re.Match[str]) -> str:
    letter = chr(int(escaped[1], 16))
    return letter if _UNRESERVED.fullmatch(letter) else escaped[0].upper()


def _is_tracking(name: str, known: tuple[str, ...]) -> bool:
    return any(name == one or (one.endswith("_") and name.startswith(one)) for one in known)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
