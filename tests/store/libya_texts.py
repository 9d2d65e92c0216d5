"""Articles of our own, and how they get into a record."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.record import Article, Record
from marsad.store import RecordFile

AGENCY = "قتل ثلاثة جنود وأصيب خمسة آخرون أمس السبت في انفجار سيارة مفخخة في مدينة درنة، بحسب مصدر عسكري."
ARTICLES = [
    Article(id="a1", published="2016-04-24", publisher="وكالة أنباء الساحل", text=AGENCY, title="انفجار في درنة"),
    Article(
        id="a2",
        published="2016-04-24",
        publisher="صحيفة الميدان",
        text="قال المتحدث باسم الجيش الوطني الليبي إن سبعة جنود قتلوا أمس السبت في تفجير سيارة مفخخة في درنة.",
    ),
    Article(
        id="a3",
        published="2016-04-25",
        publisher="موقع الجبل",
        text="تبنى تنظيم داعش تفجير سيارة مفخخة يوم السبت في مدينة درنة، وقال إن التفجير قتل عشرين جنديا.",
    ),
    Article(id="a4", published="2016-04-25", publisher="جريدة الصباح", text="قصفت طائرة حربية يوم السبت مدينة بنغازي وقتل مدنيان."),
    Article(id="a5", published="2016-04-25", publisher="صحيفة النهار الليبية", text=AGENCY),
    Article(id="a6", published="2016-05-02", publisher="جريدة الصباح", text="سيطر الجيش الوطني الليبي أمس الأحد على مدينة أعزاز بعد انسحاب تنظيم داعش منها."),
]
"""A car bomb in Derna by an army spokesman, by who did it, by an agency and by a paper that prints the agency; an air strike on
Benghazi on the same day; a town that changes hands."""


def fill(record: RecordFile, coded: Iterable[Record], version: str = "1") -> None:
    """Add coded articles and link them."""
    record.add([(r, "news.jsonl") for r in coded], version=version, data="d")
    record.link()
