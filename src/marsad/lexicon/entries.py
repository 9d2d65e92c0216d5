"""The entries of the data files, as typed records. The format is documented in ``docs/reference/data-files.md``."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = [
    "person",
    "group",
    "government",
    "military",
    "organisation",
    "media",
    "state",
    "place",
    "building",
    "vehicle",
    "aircraft",
    "weapon",
    "materiel",
    "goods",
    "money",
    "document",
    "body",
    "animal",
    "time",
    "event",
    "idea",
    "sport",
    "quantity",
    "unit",
    "food",
    "nature",
]
PEOPLE = frozenset({"person", "group", "government", "military", "organisation", "media", "state"})


@dataclass(frozen=True, slots=True)
class Location:
    """Where an entry stands: path relative to the data folder's root as printed (``data/ar/frames/retreat.toml``),
    1-based line."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to fill a role: ``how`` is subject, object, idafa, adjective, none, or prep with its ``preps``."""

    how: str
    preps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A ``when`` or ``unless`` table; each list is a set of kinds or of normalised words, empty where not given."""

    subject: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    idafa: frozenset[str] = frozenset()
    prep: frozenset[str] = frozenset()
    next: frozenset[str] = frozenset()
    previous: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    recipient: frozenset[str] = frozenset()
    actor: frozenset[str] = frozenset()
    location: frozenset[str] = frozenset()
    form: frozenset[str] = frozenset()
    definite: bool | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One lemma in one sense. ``then`` holds normalised word sequences; ``with_`` normalised lemmas; roles are slots
    in the order tried."""

    id: str
    lemma: str
    pos: str  # verb or noun
    event: str
    mode: str | None
    at: Location
    actor: tuple[Slot, ...] | None = None  # None: the default of the part of speech
    recipient: tuple[Slot, ...] | None = None
    location: tuple[Slot, ...] | None = None
    destination: tuple[Slot, ...] | None = None
    then: tuple[tuple[str, ...], ...] = ()
    with_: frozenset[str] = frozenset()
    when: Condition | None = None
    unless: Condition | None = None
    casualty: str | None = None
    status: str | None = None
    content: str | None = None
    masdar_trigger: bool = True
    participles: frozenset[str] = frozenset()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    @property
    def counted(self) -> str | None:
        """What a number in the recipient counts: the frame's own word, else what the type and mode imply (an arrest
        captures)."""
        return self.casualty or _COUNTED.get((self.event, self.mode))


_COUNTED = {
    ("COERCE", "arrest"): "captured",
    ("COERCE", "deport"): "displaced",
    ("ASSAULT", "abduct"): "captured",
    ("DISPLACE", None): "displaced",
}


@dataclass(frozen=True, slots=True)
class LightVerb:
    id: str
    lemma: str
    at: Location
    noun: Slot
    subject: str  # actor recipient location cause none
    object: str = "none"
    status: str | None = None
    actor: Slot | None = None  # where the doer stands, if it is neither (نسب الهجوم إلى التنظيم)


@dataclass(frozen=True, slots=True)
class Cue:
    """``kind`` verb, noun or phrase; ``speaker`` is where the speaker stands: subject, object, idafa, or prep with
    its preposition."""

    id: str
    kind: str
    stance: str
    speaker: Slot
    words: tuple[str, ...]  # normalised; several for a phrase
    at: Location


@dataclass(frozen=True, slots=True)
class Title:
    kind: str  # office rank honour role social
    lemma: str
    at: Location


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the lexicon holds under one lemma and part of speech: the same verb may be frame, light verb and cue
    at once."""

    lemma: str
    pos: str
    kind: str = ""
    at: Location | None = None
    frames: tuple[Frame, ...] = ()
    lights: tuple[LightVerb, ...] = ()
    cues: tuple[Cue, ...] = ()
    title: Title | None = None


@dataclass(frozen=True, slots=True)
class Affiliation:
    to: str
    role: str
    since: str | None = None
    until: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    id: str
    kind: str
    name_ar: str
    name_en: str
    at: Location
    country: str | None = None
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A row of ``status.tsv``; ``words`` normalised."""

    status: str
    scope: str
    words: tuple[str, ...]
    at: Location
