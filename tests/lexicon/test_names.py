"""Names of several words in running text."""

from __future__ import annotations

import pytest

from marsad.lexicon import Lexicon, NameIndex


def found(lexicon: Lexicon, index: NameIndex, text: str, i: int = 0) -> list[tuple[int, int, tuple[int, ...]]]:
    return index.match([lexicon.analyse(w, "arabic") for w in text.split()], i)


def test_longest_first(small: Lexicon) -> None:
    index = NameIndex.build([("جيش", 1), ("جيش الإسلام", 2), ("جيش الإسلام الحر", 3)])
    assert [(n, v) for n, _, v in found(small, index, "جيش الإسلام الحر")] == [(3, (3,)), (2, (2,)), (1, (1,))]


@pytest.mark.parametrize(("text", "start"), [("داعش", 0), ("وداعش", 1), ("لداعش", 1), ("وبداعش", 2)])
def test_behind_clitics(small: Lexicon, text: str, start: int) -> None:
    assert found(small, NameIndex.build([("داعش", 7)]), text) == [(1, start, (7,))]


def test_the_article_comes_back_after_lam(small: Lexicon) -> None:
    assert found(small, NameIndex.build([("التنظيم", 7)]), "للتنظيم") == [(1, 2, (7,))]


def test_article_on_later_words_may_differ(small: Lexicon) -> None:
    index = NameIndex.build([("حركة الشباب المجاهدين", 1)])
    assert found(small, index, "حركة شباب المجاهدين") == [(3, 0, (1,))]
    assert found(small, index, "الحركة شباب المجاهدين") == []


def test_several_values_and_variant_spelling(small: Lexicon) -> None:
    index = NameIndex.build([("أحرار الشام", 1), ("احرار الشام", 2)])
    assert found(small, index, "إحرار الشام") == [(2, 0, (1, 2))]
    assert index.lookup("أحرار الشام") == (1, 2)
    assert index.lookup("أحرار") == ()


def test_an_empty_index_finds_nothing(small: Lexicon) -> None:
    assert found(small, NameIndex.build([]), "داعش") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("داعش", ("xx.is", "alias")),
        ("تنظيم الدولة الإسلامية", ("xx.is", "name")),
        ("للتنظيم", ("xx.is", "short")),
        ("الحوثيين", ("ye.houthi", "name")),
        ("والحوثيون", ("ye.houthi", "name")),
        ("السورية", ("sy", "adjective")),
        ("السوريين", ("sy", "adjective")),
    ],
)
def test_actors(small: Lexicon, text: str, value: tuple[str, str]) -> None:
    matches = found(small, small.actor_names, text)
    assert value in [small.actor_value(v) for v in matches[0][2]]
