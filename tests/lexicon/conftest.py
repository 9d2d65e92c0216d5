"""A small data folder, so that tests of reading do not depend on the entries that linguists edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.lexicon.compile import compile_sections
from marsad.lexicon.lexicon import Lexicon
from marsad.lexicon.load import load

FILES = {
    "ontology/plover.toml": """
[[event]]
id = "ASSAULT"
[event.modes]
aerial = "from the air"
[[event]]
id = "RETREAT"
modes = { withdraw = "leave" }
""",
    "ar/frames/assault.toml": """
# two frames, one of them a noun
[[frame]]
id     = "qatala.1"
lemma  = "قتل"
masdar = ["قتل"]
event  = "ASSAULT"
yes    = "قتل مسلحون جنديا"

[[frame]]
id     = "ghara.1"
noun   = "غارة"
event  = "ASSAULT"
mode   = "aerial"
recipient = { prep = ["على", "ضد"] }
yes    = "نفذ الطيران غارة على الموقع"
no     = [
    "غارة",
]
[frame.when]
near = ["طيران"]

[[frame]]
id     = "insahaba.1"
lemma  = "انسحب"
event  = "RETREAT"
mode   = "withdraw"
recipient = "none"
location = { prep = "من" }
yes    = "انسحب المقاتلون من البلدة"

[[frame]]
id     = "fajjara.1"
lemma  = "فجّر"
event  = "ASSAULT"
yes    = "فجر المسلحون الجسر"

[[frame]]
id     = "asaba.1"
lemma  = "أصاب"
event  = "ASSAULT"
yes    = "أصاب الرصاص جنديا"

[[frame]]
id     = "hajama.1"
lemma  = "هاجم"
event  = "ASSAULT"
masdar = []
participles = ["active"]
yes    = "هاجم المسلحون الحاجز"
""",
    "ar/frames/light_verbs.toml": """
[[light]]
id = "shanna.light"
lemma = "شن"
masdar = ["شن"]
noun = "object"
subject = "actor"
yes = "شن الطيران غارة"
""",
    "ar/words/nouns.tsv": "kind\tgender\tplural_type\tlemma\tplurals\n"
    + "".join(
        f"{kind}\t{gender}\t{plural}\t{lemma}\t{plurals}\n"
        for kind, gender, plural, lemma, plurals in [
            ("time", "m", "none", "فجر", "-"), ("place", "f", "sound-f", "ولاية", "-"),
            ("place", "f", "broken", "بلدة", "بلدات"),
            ("group", "m", "broken", "فصيل", "فصائل"), ("group", "f", "broken", "كتيبة", "كتائب"),
            ("time", "m", "broken", "ليل", "ليال"),
            ("government", "f", "broken", "وزارة", "وزارات"), ("person", "m", "sound-m", "مقاتل", "-"),
            ("document", "m", "sound-f", "بيان", "-"),
            ("event", "f", "sound-f", "عملية", "-"), ("event", "m", "broken", "هجوم", "هجمات"),
            ("person", "m", "broken", "ابن", "أبناء"),
            ("government", "f", "broken", "لجنة", "لجان"), ("place", "m", "broken", "بيت", "بيوت"),
            ("building", "m", "none", "وقف", "-"),
        ]
    ),
    "ar/words/verbs.tsv": "form\tlemma\tpresent\tmasdar\n"
    "I\tوقف\tيقف\tوقوف\nI\tفقد\tيفقد\tفقدان\nI\tكان\tيكون\t-\nI\tرمى\tيرمي\tرمي\n",
    "ar/words/adjectives.tsv": "kind\tlemma\tplurals\n-\tكبير\tكبار\nnationality\tسوري\t-\n",
    "ar/words/given_names.tsv": "gender\tname\nm\tعلي\nm\tوليد\n",
    "ar/words/function.tsv": "class\tword\tnote\n"
    + "".join(
        f"{cls}\t{word}\t-\n"
        for cls, word in [
            ("prep", "على"), ("prep", "ل"), ("prep", "ب"), ("prep", "إلى"), ("prep", "من"), ("prep", "بعد"),
            ("conj", "و"), ("conj", "ف"),
            ("sub", "أن"), ("sub", "لأن"), ("part", "قد"), ("part", "وقد"), ("pron", "هو"), ("pron", "هم"),
            ("pron", "له"), ("quant", "كل"),
            ("rel", "ما"), ("sub", "كما"), ("prep", "من قبل"), ("dem", "هذا"),
        ]
    ),
    "ar/cues.tsv": "id\tkind\tstance\tspeaker\tform\tpresent\tmasdar\tcue\tyes\tno\n"
    "akkada.1\tverb\tconfirms\tsubject\tII\t-\t-\tأكّد\tأكد المصدر أن\t-\n"
    "naqlan-an.1\tphrase\trelays\tprep:عن\t-\t-\t-\tنقلا عن\tنقلا عن مصدر\t-\n",
    "ar/titles.tsv": "kind\tlemma\tfeminine\tplurals\noffice\tوزير\tوزيرة\tوزراء\noffice\tرئيس أركان\t-\tرؤساء أركان\n",
    "ar/modes.tsv": "event\tmode\tweight\tword\tnote\nASSAULT\taerial\t1\tطيران\t-\n",
    "ar/status.tsv": "status\tscope\tword\tnote\nnegated\tverb\tلم\t-\n",
    "region/xx/actors.toml": """
[[actor]]
id = "xx.is"
kind = "group"
name = { ar = "تنظيم الدولة الإسلامية", en = "Islamic State" }
aliases = [
    "داعش",
]
short = ["التنظيم"]

[[actor]]
id = "sy"
kind = "state"
name = { ar = "سوريا", en = "Syria" }
adjective = ["سوري"]
[[actor.affiliation]]
to = "xx.is"
role = "opposes"
since = "2014"

[[actor]]
id = "ye.houthi"
kind = "group"
name = { ar = "الحوثيون", en = "Houthis" }
""",
}  # fmt: skip


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def small_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("data"), FILES)


@pytest.fixture(scope="session")
def small(small_dir: Path) -> Lexicon:
    data = load([small_dir])
    assert [str(p) for p in data.problems.errors] == []
    return Lexicon([small_dir], compile_sections(data))
