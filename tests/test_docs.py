"""The documentation holds: commands, options, links and names that it shows exist, and its examples do what it says."""

from __future__ import annotations

import importlib
import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import click
import pytest

import marsad
from marsad.views.cli.app import cli
from marsad.views.cli.health import problems_of

ROOT = Path(__file__).resolve().parent.parent
TOP = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "examples/README.md")
PAGES = sorted([*(ROOT / name for name in TOP), *(ROOT / "docs").rglob("*.md")])
SHELL = {"sh", "console", "bash", "shell"}
SEPARATORS = {"|", "||", "&&", ";", "&"}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
INLINE = re.compile(r"`(marsad [^`]+)`")
PUBLIC = re.compile(r"(?<![\w/.-])marsad\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)")
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shown_commands(text: str) -> list[list[str]]:
    """The words of each ``marsad ...`` command in fenced shell blocks, and of those in running text."""
    lines: list[str] = []
    for language, body in FENCE.findall(text):
        if language == "console":
            lines += [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        elif language in SHELL:
            lines += body.splitlines()
    lines += INLINE.findall(FENCE.sub("", text))
    return [command for line in lines for command in marsad_commands(line)]


def marsad_commands(line: str) -> list[list[str]]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    found: list[list[str]] = []
    current: list[str] | None = None
    starts = True
    for word in lexer:
        if word in SEPARATORS:
            starts, current = True, None
        elif starts and word == "marsad":
            starts, current = False, []
            found.append(current)
        elif starts and re.fullmatch(r"\w+=\S*", word):
            continue  # a variable set for the command
        else:
            starts = False
            if word.startswith((">", "<")):
                current = None
            if current is not None:
                current.append(word)
    return found


def wrong_with(words: list[str]) -> str | None:
    """Why a command cannot be one of ours, or None."""
    if not words or words[0] in {"...", "COMMAND"}:
        return None
    top = cli.make_context("marsad", [], resilient_parsing=True)
    if words[0].startswith("-"):
        return None if words[0] in options_of(cli, top) else f"marsad has no option {words[0]}"
    command = cli.get_command(top, words[0])
    if command is None:
        return f"there is no command {words[0]}"
    known = options_of(command, command.make_context(words[0], [], parent=top, resilient_parsing=True))
    for word in words[1:]:
        if re.match(r"--?[A-Za-z]", word) and word.split("=")[0] not in known:
            return f"marsad {words[0]} has no option {word}"
    return None


def options_of(command: click.Command, context: click.Context) -> set[str]:
    options = {o for p in command.get_params(context) for o in (*p.opts, *p.secondary_opts) if o.startswith("-")}
    return options | {"-h", "--help"}


@EACH_PAGE
def test_commands_and_options_exist(page: Path) -> None:
    faults = [f"{' '.join(c)}: {why}" for c in shown_commands(page.read_text(encoding="utf-8")) if (why := wrong_with(c))]
    assert not faults


def test_a_command_that_does_not_exist_is_found() -> None:
    text = "```sh\nX=1 marsad code a.txt --colour | marsad paint\n```\nand `marsad check --data DIR`"
    assert [wrong_with(c) for c in shown_commands(text)] == [
        "marsad code has no option --colour",
        "there is no command paint",
        None,
    ]


def test_a_path_that_ends_in_marsad_is_no_command() -> None:
    assert marsad_commands("MARSAD_X=1 pytest tests && cd marsad") == []


@EACH_PAGE
def test_internal_links_lead_somewhere(page: Path) -> None:
    faults = []
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or ROOT not in path.parents:
            faults.append(f"{target}: no such file")
        elif anchor and anchor not in anchors(path):
            faults.append(f"{target}: no such heading")
    assert not faults


def anchors(path: Path) -> set[str]:
    headings = HEADING.findall(FENCE.sub("", path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def test_every_page_can_be_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / t.partition("#")[0]).resolve() for t in LINK.findall(index)}
    assert [p.name for p in (ROOT / "docs").rglob("*.md") if p.name != "index.md" and p not in linked] == []


@EACH_PAGE
def test_names_of_the_package_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    wrong = sorted({name for name in PUBLIC.findall(text) if not exists(name)})
    imported = re.findall(r"^from (marsad[\w.]*) import (.+)$", text, re.MULTILINE)
    for module, names in imported:
        wrong += [n for n in re.split(r",\s*", names) if not hasattr(importlib.import_module(module), n.split()[0])]
    assert not wrong


def exists(name: str) -> bool:
    first, _, rest = name.partition(".")
    if first in marsad.__all__:
        return not rest or hasattr(getattr(marsad, first), rest)
    parts = ["marsad", *name.split(".")]
    for n in range(len(parts), 1, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:n]))
        except ImportError:
            continue
        for part in parts[n:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_every_public_name_is_documented() -> None:
    page = (ROOT / "docs" / "howto" / "developer.md").read_text(encoding="utf-8")
    assert [name for name in marsad.__all__ if name not in page] == []


def test_the_command_reference_is_current() -> None:
    made = script("make_command_reference")
    assert made.TARGET.read_text(encoding="utf-8") == made.reference(), "Run python scripts/make_command_reference.py"


def test_the_export_reference_is_current() -> None:
    made = script("make_export_reference")
    assert made.EXPORTS.read_text(encoding="utf-8") == made.exports(), "Run python scripts/make_export_reference.py"
    assert made.CROSSWALKS.read_text(encoding="utf-8") == made.crosswalks(), "Run python scripts/make_export_reference.py"


def test_every_field_of_the_output_is_documented() -> None:
    from marsad import record

    page = (ROOT / "docs" / "reference" / "output.md").read_text(encoding="utf-8")
    parts = (record.Article, record.Provenance, record.Event, record.Trigger, record.DateRange, record.Casualty, record.Why)
    refs = (record.ActorRef, record.PlaceRef, record.SourceRef)
    money = (record.Relation, record.Finance, record.Amount)
    types = (record.Record, *parts, *refs, record.PlaceMention, record.ActorMention, *money)
    missing = {f"{t.__name__}.{name}" for t in types for name in t.__struct_encode_fields__ if f"`{name}`" not in page}
    assert missing == set()


PYTHON = [
    pytest.param(body, id=f"{page.relative_to(ROOT)}-{n}")
    for page in PAGES
    for n, (language, body) in enumerate(FENCE.findall(page.read_text(encoding="utf-8")))
    if language == "python" and not any(w in body for w in ("open(", "open_record(", "read_text"))
]


@pytest.mark.parametrize("code", PYTHON)
def test_python_in_the_docs_runs(code: str) -> None:
    exec(compile(code, "docs", "exec"), {})


@pytest.fixture(scope="module")
def overlay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that ``add-data.md`` shows, written to a folder."""
    folder = tmp_path_factory.mktemp("overlay")
    page = (ROOT / "docs" / "howto" / "add-data.md").read_text(encoding="utf-8")
    refresh = script("refresh_docs")
    for name, body in re.findall(r"^`([\w./-]+)`:\n\n```\w*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        refresh.write_file(folder, name, body)
    return folder


@pytest.fixture(scope="module")
def added(overlay: Path) -> marsad.Record:
    coder = marsad.Coder(overlay / "my-data")
    return coder.code((overlay / "sentence.txt").read_text(encoding="utf-8"))


def test_the_files_of_the_data_howto_have_no_fault(overlay: Path) -> None:
    folder = str(overlay / "my-data")
    assert [str(p) for p in problems_of((folder,)) if p.file.startswith(folder)] == []


def test_an_added_verb_militia_and_cue_are_read(added: marsad.Record) -> None:
    event = added.events[0]
    assert (event.event_type, event.mode) == ("COERCE", "restrict")
    assert [a.entity for a in event.actor] == ["ly.wadi-scouts"]
    assert [(s.text, s.stance) for s in event.sources] == [("الهلال الأحمر الليبي", "relays")]
    assert added.events[1].actor[0].entity == "ly.wadi-scouts", "the short form means the militia"


def test_an_added_place_is_read(added: marsad.Record) -> None:
    assert ("بئر الكشافة", "mine:ly-001") in [(p.text, p.id) for p in added.places]
