"""Two articles about one car bomb, an article about an air strike that two sides are named for, one about who holds a
town, and one whose words are meant to do harm in a spreadsheet or a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.incidents.filters import Filter
from marsad.incidents.matching import Matcher
from marsad.pipeline import Coder
from marsad.record import Article, Record, to_json
from marsad.views.export.material import Material, gather

AGENCY = "قتل ثلاثة جنود وأصيب خمسة آخرون أمس السبت في انفجار سيارة مفخخة في مدينة درنة، بحسب مصدر عسكري."
ARTICLES = (
    Article(id="a1", title="انفجار في درنة", publisher="وكالة أنباء الساحل", published="2016-04-24", url="https://example.org/a1", text=AGENCY),
    Article(
        id="a2", title="الجيش: سبعة قتلى", publisher="صحيفة الميدان", published="2016-04-24",
        text="قال المتحدث باسم الجيش الوطني الليبي إن سبعة جنود قتلوا أمس السبت في تفجير سيارة مفخخة نفذه تنظيم داعش في درنة.",
    ),
    Article(
        id="c1", publisher="جريدة الصباح", published="2016-06-03",
        text="قال مصدر طبي إن القوات الروسية قصفت أمس مستشفى في مدينة معرة النعمان وقتلت ستة مدنيين.",
    ),
    Article(
        id="c2", publisher="موقع الجبل", published="2016-06-03",
        text="نفت وزارة الدفاع الروسية أن تكون القوات الروسية قصفت أمس مستشفى في معرة النعمان.",
    ),
    Article(id="k1", publisher="موقع الجبل", published="2016-05-02", text="سيطر تنظيم داعش أمس على مدينة سرت. وفر عشرات الأهالي من المدينة."),
    Article(
        id="x1", title="=HYPERLINK(\"http://evil.example\",\"اضغط\")", publisher="@SUM(1+1)*cmd|' /C calc'!A0", published="2016-04",
        text="<script>alert(1)</script> قتل مدنيان أمس في <b onmouseover=alert(2)>غارة</b> على مدينة بنغازي، بحسب مصدر \u202eطبي\u0007 +1 & 'محلي'.",
    ),
    Article(id="n1", publisher="جريدة الصباح", published="2016-06-03", text="قتل أربعة مسلحين أمس في اشتباكات مع الشرطة."),
    Article(
        id="m1", publisher="صحيفة الميدان", published="2016-05-02",
        text="مول رجل أعمال كتيبة ثوار الساحل بمليون دولار. يقود خليفة حفتر الجيش الوطني الليبي.",
    ),
)  # fmt: skip


@pytest.fixture(scope="session")
def records() -> list[Record]:
    coder = Coder()
    return [coder.code(a) for a in ARTICLES]


@pytest.fixture(scope="session")
def choose(records: list[Record]) -> Callable[..., Material]:
    """The material that a filter chooses: ``choose(places=("درنة",))``."""

    def chosen(**criteria: object) -> Material:
        return gather(records, Matcher(Filter(**criteria)))  # type: ignore[arg-type]

    return chosen


@pytest.fixture(scope="session")
def material(choose: Callable[..., Material]) -> Material:
    """All of it."""
    return choose()


@pytest.fixture
def coded(records: list[Record], tmp_path: Path) -> Path:
    """The records as a file of JSON Lines."""
    path = tmp_path / "coded.jsonl"
    path.write_bytes(b"".join(to_json(r) + b"\n" for r in records))
    return path
