"""What is known of somebody: a person whom an article names, a place where it does, and who speaks."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Person:
    """Somebody an article names in full."""

    name: str
    roles: list[str] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    """The words of all roles, countries by their name."""
    gender: str | None = None
    count: int = 0
    by_surname: bool = False
    """Whether the article goes on to use the last name alone, as it does for people, not for bodies."""

    @property
    def is_human(self) -> bool:
        """Whether the article shows that this is somebody: by given name, title, office or last name."""
        return bool(self.gender or self.roles or self.by_surname)

    @property
    def role(self) -> str | None:
        """How the article describes the person: the first description of more than one word, else any."""
        return next((role for role in self.roles if " " in role), self.roles[0] if self.roles else None)

    @property
    def speaker(self) -> "Speaker":
        """The person as one who speaks."""
        return Speaker(self.name, self.role, self)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom words are attributed to; ``person`` where the article names one."""

    name: str
    role: str | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the reporter names a person."""

    start: int
    end: int
    person: Person
