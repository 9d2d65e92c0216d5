"""Which date an event has: sentences of our own, published on Friday 22 April 2016."""

from __future__ import annotations

from functools import lru_cache

import pytest

from marsad import Article, Coder

PUBLISHED = "2016-04-22"
YESTERDAY, WEDNESDAY, TUESDAY = "2016-04-21", "2016-04-20", "2016-04-19"


@lru_cache(maxsize=1)
def coder() -> Coder:
    return Coder()


def dates(text: str, published: str | None = PUBLISHED, url: str | None = None) -> dict[str, str | None]:
    """Trigger -> its day, or first and last day; None for an event without a date."""
    out: dict[str, str | None] = {}
    for event in coder().code(Article(id="x", text=text, published=published, url=url)).events:
        day = event.date
        out[event.trigger.text] = None if day is None else day.start if day.start == day.end else f"{day.start} {day.end}"
    return out


# text, trigger -> date
CASES = [
    # the time in the clause of the act
    ("قتل ثلاثة جنود أمس في هجوم على حاجز قرب درنة.", {"قتل": YESTERDAY, "هجوم": YESTERDAY}),
    ("شنت الطائرات مساء الأربعاء غارات على مواقع للتنظيم في سرت.", {"غارات": WEDNESDAY}),
    ("قتل خمسة مدنيين وأصيب عشرة أمس في قصف على حلب.", {"قتل": YESTERDAY, "أصيب": YESTERDAY, "قصف": YESTERDAY}),
    # the time of a statement does not date what is said
    ("أعلنت الجبهة أمس، انسحابها من البلدة.", {"انسحاب": None}),
    ("وفي الشهر الماضي أعلنت الحكومة مقتل عشرة مسلحين في غارة.", {"مقتل": None, "غارة": None}),
    ("قال التنظيم في بيان نشره أمس إن مقاتليه هاجموا القاعدة.", {"هاجموا": None}),
    ("وفي بيان بتاريخ اليوم، قال الجيش إن جنوده قتلوا أربعة مسلحين.", {"قتلوا": None}),
    ("قال مصدر عسكري اليوم إن الطائرات قصفت أمس مواقع في سرت.", {"قصفت": YESTERDAY}),
    # what came before the main act has its own time, and keeps it
    ("تظاهر المئات أمس بعد مقتل ثلاثة شبان وإصابة سبعة في المدينة.", {"تظاهر": YESTERDAY, "مقتل": None, "إصابة": None}),
    ("انسحب التنظيم الأربعاء من البلدة بعد سيطرته عليها منذ عدة أشهر.", {"انسحب": WEDNESDAY, "سيطرت": None}),
    # a relative clause keeps its time, unless it tells of the act itself
    ("استعادت القوات الأراضي التي خسرتها العام الماضي.", {"استعادت": None, "خسرت": "2015-01-01 2015-12-31"}),
    ("قتل قيادي في غارة شنتها طائرات مجهولة الثلاثاء على المخيم.", {"غارة": TUESDAY}),
    # a stretch of time is said of what stands in its own clause
    ("قتل المسلحون جنديين ليرتفع عدد القتلى منذ الثلاثاء إلى عشرين.", {"قتل": None}),
    # a day counted from the one before; the year of a document
    ("هاجم المسلحون الحاجز الثلاثاء. وفي اليوم التالي قصفت الطائرات مواقعهم.", {"هاجم": TUESDAY, "قصفت": WEDNESDAY}),
    ("أقر البرلمان موازنة الجيش لعام 2017 وقتل جندي في هجوم.", {"قتل": None}),
    # an account goes on; a repeat takes the day up, and hands it to what it brought about
    ("هاجم المسلحون الحاجز الثلاثاء. وقتل جنديان وتم تطويق المنطقة.", {"قتل": TUESDAY, "تطويق": TUESDAY}),
    ("قصفت الطائرات القرية الثلاثاء. وأدى الهجوم إلى مقتل طفلين.", {"الهجوم": TUESDAY, "مقتل": TUESDAY}),
    ("وفي الشهر الماضي، هاجم المسلحون القرية لكن الأهالي طردوا المهاجمين.", {"هاجم": "2016-03-01 2016-03-31"}),
    # background does not go on with the account
    ("قصفت الطائرات القرية الثلاثاء. وكانت القوات سيطرت على البلدة.", {"قصفت": TUESDAY, "سيطرت": None}),
    ("قصفت الطائرات القرية الثلاثاء. وقتل مئة مدني منذ بداية الحملة.", {"قتل": None}),
    ("قصفت الطائرات القرية الثلاثاء. يذكر أن المسلحين هاجموا الحاجز.", {"هاجموا": None}),
    # aims and plans
    ("أرسل الجيش أمس تعزيزات لاستعادة البلدة.", {"أرسل": YESTERDAY, "استعادة": None}),
    ("تعرضت المدينة أمس لقصف عنيف.", {"قصف": YESTERDAY}),
    ("ومن المقرر أن يتظاهر العمال الأحد في العاصمة.", {"يتظاهر": "2016-04-24"}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_date(text: str, expected: dict[str, str | None]) -> None:
    found = dates(text)
    assert {trigger: found.get(trigger, "not found") for trigger in expected} == expected
