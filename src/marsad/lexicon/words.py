"""Word lists -> lexemes: what inflection needs to know of one lemma from one place of the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.lexicon import validate as v
from marsad.lexicon.entries import KINDS, Location, Title
from marsad.lexicon.forms import plain
from marsad.lexicon.sources import Row
from marsad.lexicon.verbshape import detect_form, fits
from marsad.orthography import normalise

if TYPE_CHECKING:
    from marsad.lexicon.load import Data

FUNCTION_CLASSES = frozenset(["prep", "conj", "sub", "rel", "neg", "fut", "part", "pron", "dem", "quant", "interrog", "adv"])
_ADJECTIVE_KINDS = frozenset({"", "nationality", "quantity", "ordinal", "superlative"})
_TITLE_KINDS = frozenset(["office", "rank", "honour", "role", "social"])
Rows = Callable[[str], Iterable[tuple[Path, Row]]]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One lemma as one place of the data gives it; lexemes of the same lemma and part of speech become one entry.

    Parameters
    ----------
    masdars: None where they are to be derived.
    plural_type: sound-m, sound-f, broken or none (nouns).
    feminine: a feminine is to be made with ة.
    frame, light, cue: ids of what the lexeme comes from.
    victim: the frame counts people (قتيل, جريح): its noun may be a person.
    implied: only forms that no other lexeme has are taken.
    """

    pos: str
    lemma: str
    at: Location
    kind: str = ""
    form: str | None = None
    present: str | None = None
    masdars: tuple[str, ...] | None = None
    gender: str = ""
    plural_type: str = "none"
    plurals: tuple[str, ...] = ()
    feminine: bool = False
    frame: str = ""
    light: str = ""
    cue: str = ""
    victim: bool = False
    implied: bool = False
    title: Title | None = None

    @classmethod
    def of(cls, row: Row, pos: str, lemma: str, *, frame: str = "", light: str = "", cue: str = "") -> Lexeme:
        """The lexeme of a frame, light verb or cue."""
        c = row.cells
        given = c.get("masdar")
        masdars = tuple(split(given) if isinstance(given, str) else given) if given else None
        plurals = tuple(c.get("plural", ()))
        return cls(
            pos, lemma, row.at, form=c.get("form") or None, present=c.get("present") or None, masdars=masdars,
            plurals=plurals, plural_type="broken" if plurals else "sound-f" if lemma.endswith("ة") else "none",
            frame=frame, light=light, cue=cue, victim="casualty" in c,
        )  # fmt: skip


def split(cell: str) -> tuple[str, ...]:
    """The words of a cell with ``|`` (or the Arabic comma) between."""
    return tuple(w.strip() for w in cell.replace("،", "|").split("|") if w.strip())


def check_verbs(data: Data) -> None:
    """Warn of form I verbs whose present or masdar cannot be derived and is given nowhere."""
    groups: dict[str, list[Lexeme]] = {}
    for x in data.lexemes:
        if x.pos == "verb" and x.form and not fits(x.lemma, x.form):
            problem = f"{x.lemma} cannot be of form {x.form}"
            data.problems.warning(Row({}, x.at), problem, f"Its shape is that of form {detect_form(x.lemma)}.")
        if x.pos == "verb" and (x.form or detect_form(x.lemma)) == "I":
            groups.setdefault(plain(x.lemma), []).append(x)
    for word, xs in groups.items():
        row = Row({}, xs[0].at)
        weak = len(word) > 2 and (word[0] == "و" or word[1] == "ا" or word[-1] in "ىاي")
        if weak and not any(x.present for x in xs):
            data.problems.warning(row, f"The present of {word} cannot be derived", "Give it in present (يزور, يرمي, يصل).")
        framed = [data.frames[x.frame] for x in xs if x.frame in data.frames]
        if any(f.masdar_trigger for f in framed) and not any(x.masdars for x in xs):
            data.problems.warning(row, f"The masdar of {word} cannot be derived", "Give it, or write masdar = [].")


def load_words(roots: Sequence[Path], data: Data, rows: Rows) -> None:
    """Read the word lists, titles and numerals of all folders into ``data``."""
    readers: list[tuple[str, Callable[[Row, Data], Lexeme | None]]] = [
        ("ar/words/nouns*.tsv", _noun),
        ("ar/words/adjectives*.tsv", _adjective),
        ("ar/words/verbs*.tsv", _verb),
        ("ar/words/function*.tsv", _function),
        ("ar/words/given_names*.tsv", _name),
        ("ar/titles.tsv", _title),
        ("ar/numerals.tsv", _numeral),
    ]
    for pattern, reader in readers:
        latest: dict[tuple[str, str], tuple[Path, list[Lexeme]]] = {}
        for root, row in rows(pattern):
            lexeme = reader(row, data)
            if lexeme is None:
                continue
            held = latest.get((lexeme.lemma, lexeme.pos))
            if held is None or held[0] != root:
                latest[(lexeme.lemma, lexeme.pos)] = (root, [lexeme])
            else:
                held[1].append(lexeme)
        for _, lexemes in latest.values():
            data.lexemes.extend(lexemes)
    _implied(rows, data)
    data.lexemes[:] = _without_compounds(data.lexemes)
    for actor in data.actors.values():
        data.lexemes.extend(Lexeme("adj", word, actor.at, "nationality") for word in actor.adjective if " " not in word)
        if not actor.needs:
            names = (w for w in (actor.name_ar, *actor.aliases) if " " not in w and len(w) > 2)
            data.lexemes.extend(Lexeme("name", w, actor.at, actor.kind) for w in names)


def _implied(rows: Rows, data: Data) -> None:
    """Words that only the tables of times and places name (weekdays, months, مدينة), where no word list has them."""
    found: list[Lexeme] = []
    for _, row in rows("ar/place_words.tsv"):
        if row.cells.get("class") == "kind" and row.cells.get("word"):
            found.append(Lexeme("noun", row.cells["word"].removeprefix("ال"), row.at, "place", implied=True))
    for _, row in rows("ar/times.toml"):
        if row.table in ("month", "weekday"):
            cells = row.cells.values() if row.table == "weekday" else [row.cells.get(k, ()) for k in ("names", "weak", "strong")]
            words = [w for cell in cells if isinstance(cell, list) for w in cell if isinstance(w, str)]
            found.extend(Lexeme("noun", w.removeprefix("ال"), row.at, "time", implied=row.table == "month") for w in words)
    data.lexemes.extend(x for x in found if " " not in x.lemma)


_PRONOUN_END = ("هما", "ها", "هم", "هن", "نا", "ني", "ه")


def _without_compounds(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """Leave out function words that are conjunction + function word or function word + pronoun (وقد, فهو, عليه, كلها).

    The parts are lexemes themselves, and reading them apart tells more.
    """
    known = {normalise(x.lemma) for x in lexemes if x.pos in FUNCTION_CLASSES}

    def compound(x: Lexeme) -> bool:
        if x.pos not in FUNCTION_CLASSES:
            return False
        w = normalise(x.lemma)
        if w[0] in "وف" and len(w) > 2 and w[1:] in known:
            return True
        ends = (w[: -len(p)] for p in _PRONOUN_END if w.endswith(p))
        return any(stem in known and (len(stem) > 1 or stem in "بل") for stem in ends if stem)

    return [x for x in lexemes if not compound(x)]


def _valid(row: Row, key: str, valid: Iterable[str], data: Data) -> bool:
    value = row.cells.get(key, "")
    options = set(valid)
    if value in options:
        return True
    data.problems.error(row, f"{key} {value!r} is not valid", v.nearest(value, options - {""}))
    return False


def _lemma(row: Row, key: str, data: Data) -> str:
    word = str(row.cells.get(key, ""))
    if not normalise(word):
        data.problems.error(row, f"The column {key} is empty", "Write the word, or delete the row.")
        return ""
    return word


def _noun(row: Row, data: Data) -> Lexeme | None:
    c, lemma = row.cells, _lemma(row, "lemma", data)
    good = _valid(row, "kind", [*KINDS, ""], data) & _valid(row, "gender", ("m", "f", ""), data)
    good &= _valid(row, "plural_type", ("sound-m", "sound-f", "broken", "none", ""), data)
    if not good or not lemma:
        return None
    if " " in lemma:
        data.problems.warning(row, f"{lemma} is more than one word and is left out", "Write single words in nouns.tsv.")
        return None
    plural = c["plural_type"] or "none"
    return Lexeme("noun", lemma, row.at, c["kind"], gender=c["gender"], plural_type=plural,
                  plurals=split(c.get("plurals", "")), feminine=plural == "sound-m")  # fmt: skip


def _adjective(row: Row, data: Data) -> Lexeme | None:
    lemma = _lemma(row, "lemma", data)
    if not _valid(row, "kind", _ADJECTIVE_KINDS, data) or not lemma:
        return None
    if " " in lemma:
        data.problems.warning(row, f"{lemma} is more than one word and is left out", "Write single words in adjectives.tsv.")
        return None
    return Lexeme("adj", lemma, row.at, row.cells["kind"], plurals=split(row.cells.get("plurals", "")))


def _verb(row: Row, data: Data) -> Lexeme | None:
    c, lemma = row.cells, _lemma(row, "lemma", data)
    if not _valid(row, "form", [*v.FORMS, ""], data) or not lemma:
        return None
    masdars = split(c.get("masdar", ""))
    return Lexeme("verb", lemma, row.at, form=c["form"] or None, present=c.get("present") or None, masdars=masdars or None)


def _function(row: Row, data: Data) -> Lexeme | None:
    word = _lemma(row, "word", data)
    if not _valid(row, "class", FUNCTION_CLASSES, data) or not word:
        return None
    if " " in word:
        data.phrases.append((row.cells["class"], normalise(word)))
        return None
    return Lexeme(row.cells["class"], word, row.at)


def _name(row: Row, data: Data) -> Lexeme | None:
    name = _lemma(row, "name", data)
    if not name or " " in name:
        return None
    return Lexeme("name", name, row.at, "person", gender=row.cells.get("gender", ""))


def _title(row: Row, data: Data) -> Lexeme | None:
    c, lemma = row.cells, _lemma(row, "lemma", data)
    if not _valid(row, "kind", _TITLE_KINDS, data) or not lemma:
        return None
    title = Title(c["kind"], lemma, row.at)
    data.titles.append(title)
    if " " in lemma:
        data.title_phrases.append((len(data.titles) - 1, normalise(lemma)))
        for other in (c.get("feminine", ""), *split(c.get("plurals", ""))):
            if other:
                data.title_phrases.append((len(data.titles) - 1, normalise(other)))
        return None
    bare = lemma.removeprefix("ال") if len(lemma) > 4 else lemma
    if c.get("feminine"):
        data.lexemes.append(Lexeme("noun", c["feminine"], row.at, "person", gender="f", plural_type="sound-f", title=title))
    return Lexeme("noun", bare, row.at, "person", plurals=split(c.get("plurals", "")), plural_type="broken", title=title)


def _numeral(row: Row, data: Data) -> Lexeme | None:
    word = row.cells.get("word", "")
    kept = frozenset(
        [
            "one",
            "two",
            "unit",
            "teen",
            "ten",
            "tens",
            "hundred",
            "hundreds",
            "scale",
            "dual",
            "fraction",
            "vague",
            "few",
        ]
    )
    if not word or " " in word or row.cells.get("class") not in kept:
        return None
    return Lexeme("num", word, row.at, "quantity")
