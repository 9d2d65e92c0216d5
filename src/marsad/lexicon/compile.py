"""Data -> compiled lexicon: entries, and all their surface forms in one trie; kept in the cache (`cache`)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import marisa_trie
import msgspec

from marsad.lexicon.conjugate import Verb, conjugate
from marsad.lexicon.entries import Actor, Location
from marsad.lexicon.forms import ANY, BARE, DET, Feature, Form, feature, plain
from marsad.lexicon.inflect import adjective_forms, noun_forms
from marsad.lexicon.load import Data
from marsad.lexicon.names import NameIndex
from marsad.lexicon.store import FEATURE_BITS, EntryData, Store
from marsad.lexicon.verbshape import detect_form
from marsad.lexicon.words import Lexeme
from marsad.orthography import normalise, normalise_word


class Merged(NamedTuple):
    """Lexemes of one entry."""

    lexemes: list[Lexeme]
    form: str


def merge(lexemes: Iterable[Lexeme]) -> list[Merged]:
    """Lexemes of the same lemma, part of speech and verb form, together."""
    latest: dict[tuple[str, str], Lexeme] = {}
    for i, lexeme in enumerate(lexemes):
        latest[_origin(lexeme) or ("", str(i))] = lexeme  # an overriding frame, light verb or cue drops the lexeme it overrides
    groups: dict[tuple[str, str, str], Merged] = {}
    for lexeme in latest.values():
        form = (lexeme.form or detect_form(lexeme.lemma)) if lexeme.pos == "verb" else ""
        key = (plain(lexeme.lemma), lexeme.pos, form)
        groups.setdefault(key, Merged([], form)).lexemes.append(lexeme)
    return list(groups.values())


def _origin(lexeme: Lexeme) -> tuple[str, str] | None:
    for kind in ("frame", "light", "cue"):
        name = getattr(lexeme, kind)
        if name:
            return kind, name
    return None


def _forms(group: Merged) -> Iterator[Form]:
    first = group.lexemes[0]
    if first.pos == "verb":
        yield from _verb_forms(group)
    elif first.pos in ("noun", "name"):
        for lexeme in group.lexemes:
            if first.pos == "name":
                yield _name_form(lexeme)
            else:
                yield from _noun_forms(lexeme)
    elif first.pos == "adj":
        for lexeme in group.lexemes:
            yield from adjective_forms(lexeme.lemma, lexeme.plurals)
    else:
        yield Form(plain(first.lemma), first.pos, context=ANY)


def _name_form(lexeme: Lexeme) -> Form:
    """A name that has ال is found with it only (العراق), others only without."""
    word = plain(lexeme.lemma)
    bare, context = (word[2:], DET) if word.startswith("ال") and len(word) > 4 else (word, BARE)
    return Form(bare, "name", "noun", "", 3, lexeme.gender, "s", context)


def _noun_forms(lexeme: Lexeme) -> Iterator[Form]:
    """Forms of a noun. Frames and cues name only the plurals that endings cannot make: the others are made for them."""
    yield from noun_forms(lexeme.lemma, lexeme.gender, lexeme.plural_type, lexeme.plurals, feminine=lexeme.feminine)
    if lexeme.frame or lexeme.cue:
        yield from (f for f in noun_forms(lexeme.lemma, lexeme.gender, "sound-f") if f.number == "p")
        if lexeme.lemma.startswith("م") and lexeme.lemma[-1] != "ة":  # مصاب, مصدر: may be an agent noun
            yield from (f for f in noun_forms(lexeme.lemma, lexeme.gender, "sound-m") if f.number == "p")


def _verb_forms(group: Merged) -> Iterator[Form]:
    """Forms of a verb; where its lexemes give different presents, of each of them."""
    masdars = tuple(dict.fromkeys(m for x in group.lexemes for m in x.masdars or ()))
    presents = list(dict.fromkeys(x.present for x in group.lexemes if x.present)) or [""]
    lemma = max((x.lemma for x in group.lexemes), key=len)  # the one with its shadda
    for present in presents:
        yield from conjugate(Verb(lemma, group.form, present or None, masdars or None))


def _entry(group: Merged, titles: dict[Location, int]) -> EntryData:
    xs = group.lexemes
    first = next((x for x in xs if x.kind), xs[0])
    best = next((x for x in xs if x.frame), None) or next((x for x in xs if x.light or x.cue), xs[0])
    kind = first.kind or ("event" if xs[0].pos == "noun" and any(x.frame and not x.victim for x in xs) else "")
    frames = tuple(x.frame for x in xs if x.frame)
    title = next((titles[x.title.at] for x in xs if x.title is not None), -1)
    lemma = max((x.lemma for x in xs), key=len)
    cues = tuple(x.cue for x in xs if x.cue)
    return EntryData(lemma, xs[0].pos, kind, best.at, group.form, frames, tuple(x.light for x in xs if x.light), cues, title)


def compile_sections(data: Data) -> dict[str, bytes]:
    """The compiled lexicon as sections for the cache."""
    titles = {t.at: i for i, t in enumerate(data.titles)}
    groups = sorted(merge(data.lexemes), key=lambda g: all(x.implied for x in g.lexemes))
    entries = [_entry(g, titles) for g in groups]
    features, forms = _surface(groups)
    trie = marisa_trie.Trie(forms)
    starts, payload = array("I", [0]), array("I")
    for i in range(len(forms)):
        payload.extend(forms[trie.restore_key(i)])
        starts.append(len(payload))
    values, pairs = actor_pairs(data.actors.values())
    store = Store(
        entries, features, data.frames, data.lights, data.cues, data.titles, data.actors, data.modes, data.statuses,
        data.phrases, data.events, values,
    )  # fmt: skip
    sections = {"forms": trie.tobytes(), "form-starts": starts.tobytes(), "form-values": payload.tobytes()}
    sections["store"] = msgspec.msgpack.encode(store)
    sections |= NameIndex.sections(pairs, "actor-")
    sections |= NameIndex.sections(((words, i) for i, words in data.title_phrases), "title-")
    sections |= NameIndex.sections(((words, i) for i, (_, words) in enumerate(data.phrases)), "phrase-")
    return sections


def _surface(groups: Sequence[Merged]) -> tuple[list[Feature], dict[str, dict[int, None]]]:
    """Features, and the values (entry number and feature) of each normalised form."""
    features: dict[Feature, int] = {}
    forms: dict[str, dict[int, None]] = {}
    codes: dict[Form, int] = {}
    for number, group in enumerate(groups):
        implied = all(x.implied for x in group.lexemes)  # these come last
        for form in _forms(group):
            key = form._replace(spelled=_ends(form.spelled))
            code = codes.get(key)
            if code is None:
                code = codes[key] = features.setdefault(feature(form), len(features))
            norm = normalise_word(form.spelled)[0]
            value = number << FEATURE_BITS | code
            held = forms.get(norm)
            if held is None:
                forms[norm] = {value: None}
            elif not (implied and any(v >> FEATURE_BITS != number for v in held)):
                held[value] = None
    forms.pop("", None)
    assert len(features) < 1 << FEATURE_BITS
    return list(features), forms


def _ends(word: str) -> str:
    """What of a spelled form its feature depends on."""
    inner = "أ" if any(c in "أؤئآ" for c in word[1:]) else "-"
    return word[:1] + inner + word[-1:] if len(word) > 1 else word


_NAME_ROLES = ("alias", "short", "member", "adjective", "metonym", "generic")


def actor_pairs(actors: Iterable[Actor]) -> tuple[list[tuple[str, str]], list[tuple[str, int]]]:
    """Values (actor id, role) and (name, value) pairs of all spellings of all names of all actors."""
    values: list[tuple[str, str]] = []
    pairs: list[tuple[str, int]] = []
    for actor in actors:
        lists: dict[str, Sequence[str]] = {
            "name": (actor.name_ar,), "alias": actor.aliases, "short": actor.short, "member": actor.members,
            "adjective": actor.adjective, "metonym": actor.metonyms, "generic": actor.generic,
        }  # fmt: skip
        for role, names in lists.items():
            if not names:
                continue
            values.append((actor.id, role))
            value = len(values) - 1
            for name in names:
                pairs.extend((spelling, value) for spelling in _spellings(name, role))
    return values, pairs


def _spellings(name: str, role: str) -> Iterator[str]:
    """A name with its case forms; a nationality adjective with its agreement forms, with ال and without."""
    if role == "adjective":
        for form in adjective_forms(name):
            if form.context & 2 or form.context & 1:
                yield form.spelled
                yield "ال" + form.spelled
        return
    words = normalise(name).split()
    options = [list(_cases(w, i)) for i, w in enumerate(words)]
    yield " ".join(words)
    for case in range(1, max((len(o) for o in options), default=1)):
        yield " ".join(o[min(case, len(o) - 1)] for o in options)


def _cases(word: str, i: int) -> Iterator[str]:
    """Case forms of a normalised word of a name: المسلمون / المسلمين, ابو / ابي / ابا."""
    yield word
    if word.endswith("ون") and len(word) > 5 and (word.startswith("ال") or i):
        yield word[:-2] + "ين"
    elif word in ("ابو", "بو") and i == 0:
        yield "ابي"
        yield "ابا"
    elif word.endswith("ان") and word.startswith("ال") and len(word) > 7:
        yield word[:-2] + "ين"
