"""Data folders -> typed entries and lexemes. Later folders override by id (word lists: by lemma and part of speech)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.errors import DataError
from marsad.lexicon import validate as v
from marsad.lexicon.entries import Actor, Affiliation, Condition, Cue, Frame, LightVerb, Location, Slot, StatusWord, Title
from marsad.lexicon.sources import BUILTIN, Row, files_under, printed, read_toml, scan_tsv
from marsad.lexicon.validate import Problem, Problems
from marsad.lexicon.words import Lexeme, check_verbs, load_words
from marsad.orthography import normalise


@dataclass(slots=True)
class Data:
    """All entries of all folders, before inflection."""

    frames: dict[str, Frame] = field(default_factory=dict)
    lights: dict[str, LightVerb] = field(default_factory=dict)
    cues: dict[str, Cue] = field(default_factory=dict)
    titles: list[Title] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    modes: dict[str, dict[str, tuple[str, float]]] = field(default_factory=dict)
    statuses: list[StatusWord] = field(default_factory=list)
    lexemes: list[Lexeme] = field(default_factory=list)
    title_phrases: list[tuple[int, str]] = field(default_factory=list)  # (index into titles, words) of titles of several words
    phrases: list[tuple[str, str]] = field(default_factory=list)  # (class, words) of function words of several words
    events: dict[str, frozenset[str]] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)


def load(roots: Sequence[Path]) -> Data:
    """Read everything; what is wrong is collected in ``problems`` and left out."""
    data = Data()
    seen: dict[tuple[str, str, Path], Row] = {}
    for root in roots:
        if not root.is_dir():
            data.problems.add(DataError("The data folder does not exist", where=str(root), hint="Give an existing folder."))
    _load_events(roots, data)
    for root, row in _toml_rows(roots, "ar/frames/*.toml", data.problems):
        _load_frame_row(root, row, data, seen)
    for root, row in _tsv_rows(roots, "ar/cues.tsv", data.problems):
        _load_cue(root, row, data, seen)
    for root, row in _toml_rows(roots, "region/*/*.toml", data.problems):
        if row.table != "actor":
            data.problems.error(row, f"[[{row.table}]] does not belong in a file of actors", "Write [[actor]].")
        else:
            _load_actor(root, row, data, seen)
    _check_affiliations(data)
    for _, row in _tsv_rows(roots, "ar/modes.tsv", data.problems):
        _load_mode(row, data)
    for _, row in _tsv_rows(roots, "ar/status.tsv", data.problems):
        if row.cells.get("word") and row.cells.get("status") in v.STATUSES:
            words = tuple(normalise(row.cells["word"]).split())
            data.statuses.append(StatusWord(row.cells["status"], row.cells.get("scope", ""), words, row.at))
        else:
            data.problems.error(row, "A status row needs a valid status and a word", v.nearest(row.cells.get("status", ""), v.STATUSES))
    load_words(roots, data, lambda pattern: _rows(roots, pattern, data.problems))
    check_verbs(data)
    return data


def check(data_dirs: Sequence[Path] = ()) -> list[Problem]:
    """All problems of our own data and of the given folders, errors first, in the order of files and lines."""
    roots = [BUILTIN, *data_dirs]
    problems = load(roots).problems
    for pattern, fault_of in (("places/*.tsv", v.place_fault), ("ar/place_words.tsv", v.place_word_fault)):
        for _, row in _tsv_rows(roots, pattern, problems):
            fault = fault_of(row)
            if fault is not None:
                problems.error(row, *fault)
    found = problems.found
    return sorted(dict.fromkeys(found), key=lambda p: (p.severity, p.file, p.line))


def _toml_rows(roots: Iterable[Path], pattern: str, problems: Problems) -> Iterable[tuple[Path, Row]]:
    for root, path in files_under(roots, pattern):
        try:
            rows = read_toml(path, printed(root, path))
        except DataError as error:
            problems.add(error)
            continue
        for row in rows:
            v.check_letters(row, problems)
            yield root, row


def _tsv_rows(roots: Iterable[Path], pattern: str, problems: Problems) -> Iterable[tuple[Path, Row]]:
    for root, path in files_under(roots, pattern):
        try:
            rows, faults = scan_tsv(path, printed(root, path))
        except DataError as error:
            problems.add(error)
            continue
        for fault in faults:
            problems.add(fault)
        for row in rows:
            v.check_letters(row, problems)
            yield root, row


def _rows(roots: Iterable[Path], pattern: str, problems: Problems) -> Iterable[tuple[Path, Row]]:
    return (_toml_rows if pattern.endswith(".toml") else _tsv_rows)(roots, pattern, problems)


def _load_events(roots: Sequence[Path], data: Data) -> None:
    for _, row in _toml_rows(roots, "ontology/plover.toml", data.problems):
        if row.table == "event" and isinstance(row.cells.get("id"), str):
            data.events[row.cells["id"]] = frozenset(row.cells.get("modes", {}))


def _unique(kind: str, root: Path, row: Row, data: Data, seen: dict[tuple[str, str, Path], Row]) -> bool:
    """Whether an id is new in its folder; a later folder may repeat ids of an earlier one, which overrides."""
    key = (kind, str(row.cells["id"]), root)
    first = seen.setdefault(key, row)
    if first is not row:
        data.problems.error(row, f"The id {key[1]} is used twice", f"It stands first in {first.at.file}:{first.at.line}.", "id")
    return first is row


def _load_frame_row(root: Path, row: Row, data: Data, seen: dict[tuple[str, str, Path], Row]) -> None:
    if row.table == "frame":
        good = v.check_keys(row, v.FRAME, ("id", "event", "yes"), data.problems)
        good = _check_frame(row, data) and good
        if good and _unique("frame", root, row, data, seen):
            frame = _frame(row)
            data.frames[frame.id] = frame
            data.lexemes.append(Lexeme.of(row, frame.pos, frame.lemma, frame=frame.id))
    elif row.table == "light":
        good = v.check_keys(row, v.LIGHT, ("id", "lemma", "noun", "subject"), data.problems)
        if good and _unique("light", root, row, data, seen):
            light = _light(row)
            data.lights[light.id] = light
            data.lexemes.append(Lexeme.of(row, "verb", light.lemma, light=light.id))
    else:
        data.problems.error(row, f"[[{row.table}]] does not belong in a file of frames", "Write [[frame]] or [[light]].")


def _check_frame(row: Row, data: Data) -> bool:
    """Event and mode exist, and there is one lemma or one noun."""
    cells, good = row.cells, True
    event, mode = cells.get("event"), cells.get("mode")
    if isinstance(event, str) and event not in data.events:
        data.problems.error(row, f"{cells.get('id')}: there is no event type {event}", v.nearest(event, data.events), "event")
        good = False
    elif isinstance(event, str) and mode is not None and mode not in data.events[event]:
        data.problems.error(row, f"{cells.get('id')}: {event} has no mode {mode}", v.nearest(str(mode), data.events[event]), "mode")
        good = False
    if ("lemma" in cells) == ("noun" in cells):
        data.problems.error(row, f"{cells.get('id')}: give either lemma (a verb) or noun", "Keep one of the two.")
        good = False
    return good


def _many(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _slots(value: Any) -> tuple[Slot, ...] | None:
    if value is None:
        return None
    items = value if isinstance(value, list) else [value]
    return tuple(Slot(i) if isinstance(i, str) else Slot("prep", tuple(normalise(p) for p in _many(i["prep"]))) for i in items)


_WORD_KEYS = frozenset({"prep", "next", "previous", "near"})


def _condition(value: dict[str, Any] | None) -> Condition | None:
    if value is None:
        return None
    made: dict[str, Any] = {}
    for key, item in value.items():
        if key == "definite":
            made[key] = item
        elif key in _WORD_KEYS:
            made[key] = frozenset(normalise(w) for w in item)
        else:
            made[key] = frozenset(item)
    return Condition(**made)


def _frame(row: Row) -> Frame:
    c = row.cells
    verb = "lemma" in c
    return Frame(
        id=c["id"],
        lemma=c["lemma"] if verb else c["noun"],
        pos="verb" if verb else "noun",
        event=c["event"],
        mode=c.get("mode"),
        at=row.at,
        actor=_slots(c.get("actor")),
        recipient=_slots(c.get("recipient")),
        location=_slots(c.get("location")),
        destination=_slots(c.get("destination")),
        then=tuple(tuple(normalise(t).split()) for t in _many(c.get("then"))),
        with_=frozenset(normalise(w) for w in _many(c.get("with"))),
        when=_condition(c.get("when")),
        unless=_condition(c.get("unless")),
        casualty=c.get("casualty"),
        status=c.get("status"),
        content=c.get("content"),
        masdar_trigger=c.get("masdar") != [],
        participles=frozenset(c.get("participles", ())),
        yes=tuple(_many(c.get("yes"))),
        no=tuple(_many(c.get("no"))),
    )


def _light(row: Row) -> LightVerb:
    c = row.cells
    slots = _slots(c["noun"]) or (Slot("object"),)
    doer = _slots(c.get("actor"))
    return LightVerb(c["id"], c["lemma"], row.at, slots[0], c["subject"], c.get("object", "none"), c.get("status"), doer[0] if doer else None)


_SPEAKERS = frozenset(["subject", "object", "idafa", "self", "none"])


def _load_cue(root: Path, row: Row, data: Data, seen: dict[tuple[str, str, Path], Row]) -> None:
    c, good = row.cells, True
    for key, valid in (("kind", {"verb", "noun", "phrase"}), ("stance", v.STANCES)):
        if c.get(key) not in valid:
            data.problems.error(row, f"{c.get('id')}: {key} {c.get(key)!r} is not valid", v.nearest(str(c.get(key)), valid))
            good = False
    speaker = c.get("speaker", "")
    if speaker not in _SPEAKERS and not speaker.startswith("prep:"):
        data.problems.error(row, f"{c.get('id')}: speaker {speaker!r} is not valid", v.nearest(speaker, [*_SPEAKERS, "prep:عن"]))
        good = False
    if not c.get("cue") or not c.get("id"):
        data.problems.error(row, "A cue needs id and cue", "Fill both cells.")
        good = False
    elif not c.get("yes"):
        data.problems.error(row, f"{c['id']} has no example in yes", "Write a sentence of your own.")
    if not good or not _unique("cue", root, row, data, seen):
        return
    slot = Slot("prep", (normalise(speaker[5:]),)) if speaker.startswith("prep:") else Slot(speaker)
    cue = Cue(c["id"], c["kind"], c["stance"], slot, tuple(normalise(c["cue"]).split()), row.at)
    data.cues[cue.id] = cue
    if cue.kind in ("verb", "noun") and len(cue.words) == 1:
        data.lexemes.append(Lexeme.of(row, cue.kind, c["cue"], cue=cue.id))


def _load_actor(root: Path, row: Row, data: Data, seen: dict[tuple[str, str, Path], Row]) -> None:
    good = v.check_keys(row, v.ACTOR, ("id", "kind", "name"), data.problems)
    links: list[Affiliation] = []
    for link in row.cells.get("affiliation", []) if good else []:
        part = Row(link, Location(row.at.file, row.line("affiliation")), "actor.affiliation")
        if v.check_keys(part, v.AFFILIATION, ("to", "role"), data.problems):
            links.append(Affiliation(**link))
    if not good or not _unique("actor", root, row, data, seen):
        return
    c = row.cells
    lists = {key: tuple(c.get(key, ())) for key in ("aliases", "short", "members", "adjective", "metonyms", "generic", "needs")}
    data.actors[c["id"]] = Actor(
        id=c["id"], kind=c["kind"], name_ar=c["name"]["ar"], name_en=c["name"]["en"], at=row.at,
        country=c.get("country"), affiliations=tuple(links), **lists,
    )  # fmt: skip


def _check_affiliations(data: Data) -> None:
    for actor in data.actors.values():
        for link in actor.affiliations:
            if link.to not in data.actors:
                row = Row({"id": actor.id}, actor.at)
                data.problems.error(row, f"{actor.id}: affiliation to {link.to}, which is no actor", v.nearest(link.to, data.actors))


def _load_mode(row: Row, data: Data) -> None:
    c = row.cells
    event, mode = c.get("event", ""), c.get("mode", "")
    if event not in data.events or mode not in data.events[event]:
        problem = f"{event} has no mode {mode}" if event in data.events else f"There is no event type {event}"
        data.problems.error(row, problem, v.nearest(mode, data.events[event]) if event in data.events else v.nearest(event, data.events))
        return
    try:
        weight = float(c.get("weight") or 1)
    except ValueError:
        data.problems.error(row, f"The weight {c.get('weight')!r} is no number", "Write 1 or 0.5.")
        return
    word = normalise(c.get("word", ""))
    if not word:
        data.problems.error(row, "A mode row needs a word", "Fill the column word.")
        return
    data.modes.setdefault(event, {})[word] = (mode, weight)
