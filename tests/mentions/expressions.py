"""Tokens and grammars for the tables of expressions: no lexicon, the data files are read directly."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import marsad.mentions
from marsad.lexicon.word import Analysis, Word
from marsad.mentions.calendar import Calendar
from marsad.mentions.counts import CountGrammar
from marsad.mentions.money import MoneyGrammar
from marsad.orthography import normalise_word
from marsad.text.tokens import Token, spans_of_tokens

DATA = Path(marsad.mentions.__file__).parents[1] / "data" / "ar"


def rows(name: str) -> list[dict[str, str]]:
    lines = [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    return [dict(zip(lines[0], cells, strict=True)) for cells in lines[1:]]


@cache
def numerals() -> CountGrammar:
    return CountGrammar.from_rows(rows("numerals.tsv"))


@cache
def calendar() -> Calendar:
    return Calendar.from_toml(tomllib.loads((DATA / "times.toml").read_text(encoding="utf-8")), numerals())


@cache
def currencies() -> MoneyGrammar:
    return MoneyGrammar.from_rows(rows("money.tsv"))


def tokens(text: str) -> list[Token]:
    out = []
    for start, end, shape in spans_of_tokens(text):
        norm, offsets = normalise_word(text[start:end])
        word = Word(text[start:end], norm, offsets, shape)
        out.append(Token.of(len(out), start, end, word, Analysis("", "name")))
    return out


def words(text: str) -> list[str]:
    """The words of ``text``, as a vocabulary to draw from."""
    return text.split()
