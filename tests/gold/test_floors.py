"""Coding quality may not drop: the annotated articles of ``dev/`` against pinned floors.

Runs only where the gold is: in the folder that ``MARSAD_GOLD`` names, or in ``../shared/gold`` beside the checkout.
The floors lie in ``floors.json``; ``python tests/gold/test_floors.py --pin`` raises them to what is reached now,
``--pin --lower`` also lowers them.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from scoring import FIGURES, score  # noqa: E402

FLOORS = HERE / "floors.json"
GOLD = Path(os.environ.get("MARSAD_GOLD") or HERE.parents[2] / "shared" / "gold")
DEV = sorted((GOLD / "dev").glob("*.json"))

needs_gold = pytest.mark.skipif(not DEV, reason=f"no gold in {GOLD} (set MARSAD_GOLD to the folder that has dev/*.json)")


def gold_hash() -> str:
    digest = hashlib.blake2b(digest_size=8)
    for path in DEV:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def figures() -> dict[str, float]:
    """All figures, coded once."""
    from marsad import Article, Coder
    from marsad.record import to_builtins

    gold = [json.loads(path.read_text(encoding="utf-8")) for path in DEV]
    coder = Coder()
    fields = ("id", "text", "title", "publisher", "published", "url")
    coded = {g["id"]: to_builtins(coder.code(Article(**{f: g.get(f) for f in fields}))) for g in gold}
    return score(gold, coded)


def floors() -> dict:
    return json.loads(FLOORS.read_text(encoding="utf-8"))


def test_every_figure_has_a_floor():
    assert set(floors()["dev"]) == set(FIGURES)


@needs_gold
def test_the_floors_are_for_this_gold():
    pinned = floors()["gold_hash"]
    assert pinned in (gold_hash(), None), "The gold has changed: look at the figures, then pin them again."


@needs_gold
@pytest.mark.parametrize("name", FIGURES)
def test_no_figure_is_below_its_floor(name):
    got, floor = figures()[name], floors()["dev"][name]
    assert got >= floor, f"{name} dropped to {got:.3f}; its floor is {floor:.3f}"


def pin(lower: bool) -> None:
    old, got = floors(), figures()
    # a hair below, so that rounding does not decide
    new = {n: round(got[n] - 0.0005, 3) if lower else max(old["dev"][n], round(got[n] - 0.0005, 3)) for n in FIGURES}
    FLOORS.write_text(json.dumps({"gold_hash": gold_hash(), "dev": new}, indent=2) + "\n")
    for name in FIGURES:
        print(f"{name:12} {got[name]:.3f}  floor {new[name]:.3f}")


if __name__ == "__main__":
    if "--pin" in sys.argv:
        pin("--lower" in sys.argv)
    else:
        for name, value in figures().items():
            print(f"{name:12} {value:.3f}  floor {floors()['dev'][name]:.3f}")
