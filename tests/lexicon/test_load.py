"""Data files: what is read, what is refused, and where the fault is said to be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marsad.errors import DataError
from marsad.lexicon import Lexicon, check
from marsad.lexicon.compile import compile_sections
from marsad.lexicon.load import load
from marsad.lexicon.sources import BUILTIN
from marsad.lexicon.validate import Problem

FRAME = """
[[frame]]
id = "test.1"
lemma = "طحن"
masdar = ["طحن"]
event = "ASSAULT"
yes = "طحن"
"""


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def problems(small_dir: Path, tmp_path: Path, files: dict[str, str]) -> list[Problem]:
    return load([small_dir, write(tmp_path, files)]).problems.found


def test_frames_hold_what_the_file_says(small: Lexicon) -> None:
    ghara = small.frames["ghara.1"]
    assert (ghara.event, ghara.mode, ghara.pos) == ("ASSAULT", "aerial", "noun")
    assert ghara.recipient is not None
    assert ghara.recipient[0].preps == ("علي", "ضد")
    assert ghara.when is not None
    assert ghara.when.near == {"طيران"}
    assert not small.frames["hajama.1"].masdar_trigger
    assert small.frames["hajama.1"].participles == {"active"}


def test_entries_know_their_line(small: Lexicon, small_dir: Path) -> None:
    at = small.locate("insahaba.1")
    assert at is not None
    line = (small_dir / "ar/frames/assault.toml").read_text(encoding="utf-8").split("\n")[at.line - 1]
    assert line == "[[frame]]"
    assert at.line == 23
    assert small.locate("nothing.1") is None


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("lemma =", "lema ="), 4, "Unknown key 'lema'"),
        (('event = "ASSAULT"', 'event = "ASAULT"'), 6, "no event type ASAULT"),
        (('event = "ASSAULT"', 'event = "ASSAULT"\nmode = "areal"'), 7, "no mode areal"),
        (('masdar = ["طحن"]', "masdar = 3"), 5, "masdar must be a string or a list"),
        (('yes = "طحن"', 'yes = "طحن"\nactor = "subjekt"'), 8, "'subjekt' is no way to fill a role"),
        (('yes = "طحن"', ""), 2, "has no yes"),
        (("طحن", "طحی", 1), 4, "Persian ی"),
        (("طحن", "طح\u200fن", 1), 4, "U+200F"),
        (('event = "ASSAULT"', "event = "), 6, "Not valid TOML"),
    ],
)
def test_a_fault_is_named_with_its_line(small_dir: Path, tmp_path: Path, change: tuple[str, ...], line: int, words: str) -> None:
    text = FRAME.replace(*change)  # type: ignore[arg-type]
    found = problems(small_dir, tmp_path, {"ar/frames/x.toml": text})
    assert any(p.line == line and words in p.problem and p.file.endswith("x.toml") for p in found), [str(p) for p in found]


def test_the_nearest_valid_word_is_suggested(small_dir: Path, tmp_path: Path) -> None:
    found = problems(small_dir, tmp_path, {"ar/frames/x.toml": FRAME.replace("lemma =", "lema =")})
    assert any("Did you mean lemma?" in p.hint for p in found)


def test_an_id_twice_in_one_folder_is_refused(small_dir: Path, tmp_path: Path) -> None:
    found = problems(small_dir, tmp_path, {"ar/frames/x.toml": FRAME + FRAME})
    assert any("used twice" in p.problem and p.line == 10 for p in found)


def test_an_affiliation_must_lead_to_an_actor(small_dir: Path, tmp_path: Path) -> None:
    text = '[[actor]]\nid = "a"\nkind = "group"\nname = { ar = "ا", en = "A" }\n'
    text += '[[actor.affiliation]]\nto = "xx.iss"\nrole = "backs"\n'
    found = problems(small_dir, tmp_path, {"region/aa/a.toml": text})
    assert any("xx.iss" in p.problem and "xx.is" in p.hint for p in found)


def test_a_wrong_number_of_cells_is_named(small_dir: Path, tmp_path: Path) -> None:
    found = problems(small_dir, tmp_path, {"ar/words/verbs.tsv": "form\tlemma\tpresent\tmasdar\nI\tطحن\n"})
    assert any(p.line == 2 and "2 cells where the header has 4" in p.problem for p in found)


def test_all_problems_are_collected(small_dir: Path, tmp_path: Path) -> None:
    bad = FRAME.replace("lemma =", "lema =") + FRAME.replace("test.1", "test.2").replace('"ASSAULT"', '"X"')
    found = problems(small_dir, tmp_path, {"ar/frames/x.toml": bad})
    assert len({p.line for p in found}) >= 2


def test_an_overlay_adds_and_overrides(small_dir: Path, tmp_path: Path) -> None:
    changed = '[[frame]]\nid = "ghara.1"\nnoun = "إغارة"\nevent = "RETREAT"\nyes = "إغارة"\n'
    roots = [small_dir, write(tmp_path, {"ar/frames/x.toml": FRAME + changed})]
    data = load(roots)
    assert data.problems.errors == []
    lexicon = Lexicon(roots, compile_sections(data))
    assert lexicon.frames["ghara.1"].event == "RETREAT"
    assert [f.id for f in lexicon.analyse("إغارات", "arabic").analyses[0].frames] == ["ghara.1"]
    assert not any(a.frames for a in lexicon.analyse("غارات", "arabic").analyses)
    assert [f.id for f in lexicon.analyse("يطحنون", "arabic").analyses[0].frames] == ["test.1"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        Lexicon.load(tmp_path / "absent")


def test_tables_keep_rows_and_lines(small: Lexicon) -> None:
    row = small.table("ar/status.tsv")[0]
    assert (row.cells["word"], row.at.line) == ("لم", 2)
    assert [r.table for r in small.table("region/xx/actors.toml")] == ["actor"] * 3


def test_check_sees_our_own_data() -> None:
    assert isinstance(check(), list)
    assert (BUILTIN / "ontology/plover.toml").is_file()


def test_the_page_of_event_types_says_what_the_table_says() -> None:
    page = (BUILTIN.parents[2] / "docs/reference/event-types.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z]+) \| ([^|]+) \|", page, re.MULTILINE)
    documented = {name: frozenset() if modes == "–" else frozenset(modes.split(", ")) for name, modes in rows}
    assert documented == load([BUILTIN]).events
