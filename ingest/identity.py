"""What makes two inputs the same article: canonical URL, then external id, then content."""

import hashlib
import json
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


# How a date was found and what language a text is in are our findings, not the publisher's.
_ALSO_READ = ("modified", "section", "agency", "correction", "credit", "usage", "embargo")


def identity(draft: Draft) -> str:
    """Return the key under which an article is the same one when it is read again."""
    if draft.url:
        return "url:" + canonical_url(draft.url)
    if draft.external_id:
        return "id:" + draft.external_id
    return "text:" + _hash(draft.title, draft.text)


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


def canonical_url(url: str) -> str:
    """Return the page a URL names: no scheme, "www.", default port, tracking, fragment or final slash.

    What is no URL is returned as it is.
    """
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018  # a port that is no number is found only here
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").lower().removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(k.lower())]
    query = "?" + urlencode(sorted(kept)) if kept else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"


def _is_tracking(name: str) -> bool:
    return any(name == known or (known.endswith("_") and name.startswith(known)) for known in _TRACKING)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
