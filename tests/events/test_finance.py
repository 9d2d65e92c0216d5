"""Flows of money and goods in sentences of our own: how much, by what means, from whom, to whom."""

from __future__ import annotations

from functools import lru_cache

import pytest

from marsad import Coder
from marsad.events.finance import MEANS
from marsad.lexicon import Lexicon
from marsad.record import Finance


@lru_cache(maxsize=1)
def coder() -> Coder:
    return Coder()


def read(text: str) -> list[Finance]:
    return list(coder().code(text).finance)


FLOWS = [
    ("فرض التنظيم ضرائب قدرها ألف دولار على التجار", 1e3, "USD", "tax", ["التجار"], ["التنظيم"]),
    ("جمعت العصابة مليون دولار من ابتزاز التجار", 1e6, "USD", "extortion", ["التجار"], ["العصابة"]),
    ("يجني التنظيم مليون دولار يوميا من بيع النفط", 1e6, "USD", "oil", [], ["التنظيم"]),
    ("دفعت الحكومة فدية بقيمة 3 ملايين يورو للخاطفين", 3e6, "EUR", "ransom", ["الحكومة"], ["خاطفين"]),
    ("طلب الخاطفون فدية قدرها نصف مليون دولار", 5e5, "USD", "ransom", [], ["الخاطفون"]),
    ("تلقت الجماعة تبرعات بمليون دولار من أثرياء", 1e6, "USD", "donation", ["أثرياء"], ["الجماعة"]),
    ("تبرع رجل أعمال بمليوني ريال سعودي للجماعة", 2e6, "SAR", "donation", ["رجل أعمال"], ["جماعة"]),
    ("تجني الميليشيا ملايين الدولارات من تهريب الوقود", 2e6, "USD", "smuggling", [], ["الميليشيا"]),
    ("باع التنظيم نفطا بمليون دولار لتجار", 1e6, "USD", "oil", ["تجار"], ["التنظيم"]),
    ("اشترت الميليشيا أسلحة بمئة ألف دولار من تاجر", 1e5, "USD", "arms", ["الميليشيا"], ["تاجر"]),
    ("نهبت الميليشيا من المصرف المركزي 400 مليون دولار", 4e8, "USD", "looting", ["المصرف المركزي"], ["الميليشيا"]),
    ("يدفع التنظيم رواتب بمئات الدولارات لمقاتليه", 200, "USD", "wage", ["التنظيم"], ["مقاتليه"]),
    ("حولت الشركة خمسة ملايين دولار إلى الجماعة", 5e6, "USD", "transfer", ["الشركة"], ["الجماعة"]),
    ("قدمت السعودية مليار دولار لليمن", 1e9, "USD", "aid", ["السعودية"], ["يمن"]),
    ("صادرت الميليشيا نصف مليون دينار من تاجر", 5e5, None, "looting", ["تاجر"], ["الميليشيا"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "low", "currency", "means", "payer", "payee"), FLOWS, ids=[f[0][:45] for f in FLOWS])
def test_flow(text: str, low: float, currency: str | None, means: str, payer: list[str], payee: list[str]) -> None:
    (flow,) = read(text)
    assert flow.amount is not None
    assert (flow.amount.low, flow.amount.currency) == (low, currency)
    assert flow.means == means
    assert [p.text for p in flow.payer] == payer
    assert [p.text for p in flow.payee] == payee


@pytest.mark.parametrize(
    "text",
    [
        "ارتفع سعر النفط دولارين في الأسواق",
        "دفع الجيش بتعزيزات إلى الجبهة",
        "جمع القائد مقاتليه في الساحة",
        "قدم الوزير استقالته أمس",
        "بلغت كلفة الجسر مليون دولار",
        "استولى الجيش على البلدة",
    ],
)
def test_no_flow(text: str) -> None:
    assert [f for f in read(text) if f.amount is not None or f.event is None] == []


def test_one_sum_of_several_means_is_their_total() -> None:
    text = "قال التقرير إن ثروة تنظيم داعش تبلغ مليار دولار من الضرائب وبيع النفط وتهريب الآثار والفدية."
    flows = read(text)
    assert {"tax", "oil", "smuggling", "ransom"} <= {f.means for f in flows}
    assert all(f.shared and f.amount is not None and f.amount.low == 1e9 for f in flows)
    assert all([p.entity for p in f.payee] == ["xx.islamic-state"] for f in flows)


def test_an_event_without_a_sum_is_a_flow_too() -> None:
    flows = read("يفرض تنظيم داعش ضرائب على سكان الموصل")
    assert [(f.means, f.amount, bool(f.event)) for f in flows] == [("tax", None, True)]


def test_a_verb_that_is_no_event_has_its_speaker_and_no_event() -> None:
    (flow,) = [f for f in read("أنفقت الحكومة مليار دولار على الحرب") if f.amount is not None]
    assert [p.text for p in flow.payer] == ["الحكومة"]
    assert flow.amount is not None
    assert flow.text == "مليار دولار"


def test_at_least_so_much_is_open_above() -> None:
    (flow,) = read("جمع التنظيم أكثر من 5 ملايين دولار من التجار")
    assert flow.amount is not None
    assert (flow.amount.low, flow.amount.high) == (5e6, None)


def test_a_sum_is_no_count_of_people() -> None:
    record = coder().code("قتل ثلاثة جنود ونهبت الميليشيا 400 مليون دولار من المصرف")
    assert all(c.low == 3 for e in record.events for c in e.casualties)


def test_the_span_is_the_sum() -> None:
    text = "دفعت الحكومة نحو 3 ملايين يورو للخاطفين"
    (flow,) = read(text)
    assert flow.span is not None
    assert text[flow.span[0] : flow.span[1]] == flow.text


@pytest.mark.parametrize("row", [pytest.param(r.cells, id=r.cells["id"]) for r in Lexicon.load().table("ar/finance_means.tsv")])
def test_every_row_reads_its_own_examples(row: dict[str, str]) -> None:
    assert row["means"] in ("", *MEANS.split())
    flows = read(row["yes"])
    assert flows
    if row["class"] == "word":
        assert row["means"] in {f.means for f in flows}
    if row["no"]:
        assert [f for f in read(row["no"]) if f.amount is not None and f.means == row["means"]] == []
