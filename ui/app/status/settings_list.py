"""The settings as the Status page lists them: what each is, and where it comes from; no secret among them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit, urlunsplit

from dotenv import dotenv_values
from pydantic import SecretStr

from ui.settings import Settings

Origin = Literal["environment", ".env", "default"]
_NOT_SET = "not set"
# The providers' own variables, which hold the key where DATELINE_MODEL_KEY does not.
_OWN_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting as it is shown: its name as in `.env.example`, its value in words, where it comes from."""

    name: str
    value: str
    origin: Origin
    meaning: str


def shown(chosen: Settings, environment: Mapping[str, str] | None = None) -> list[Shown]:
    """Return every setting. A key is only said to be set; addresses lose who logs in and what they ask for.

    ``environment`` is that of this process unless another one is given.
    """
    given = {name.upper(): value for name, value in (environment or os.environ).items()}
    in_file = {name.upper(): value for name, value in dotenv_values(Path(".env")).items()}
    found = []
    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias)
        origin: Origin = "default"
        if given.get(variable):
            origin = "environment"
        elif in_file.get(variable):
            origin = ".env"
        value = _key_in_words(chosen) if _is_secret(field.annotation) else _in_words(getattr(chosen, name))
        found.append(Shown(variable, value, origin, field.description or ""))
    return found


def address(url: str) -> str:
    """Return a web address without who logs in, what it asks for, and a fragment; other text as it is."""
    try:
        parts = urlsplit(url)
        if not parts.hostname:
            return url
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        return "an address that is not valid"
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def _key_in_words(chosen: Settings) -> str:
    if chosen.key:
        return "a key is set"
    own = _OWN_KEYS.get((chosen.model or "").partition(":")[0])
    return f"a key is set ({own})" if own and os.environ.get(own) else "no key"


def _in_words(value: Any) -> str:
    if value is None or value == "":
        return _NOT_SET
    if isinstance(value, float):
        return f"{value:g}"
    return address(str(value)) if "://" in str(value) else str(value)


def _is_secret(annotation: Any) -> bool:
    return annotation is SecretStr or SecretStr in get_args(annotation)
