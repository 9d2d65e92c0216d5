from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.pipeline import Coder
from marsad.record import Article, Record

Tell = Callable[..., Record]


@pytest.fixture(scope="session")
def tell() -> Tell:
    """Codes a text of our own: ``tell("a", "2016-04-24", "...", publisher="...")``."""
    coder = Coder()
    done: dict[Article, Record] = {}

    def code(id: str, published: str | None, text: str, publisher: str | None = None) -> Record:
        article = Article(id=id, text=text, published=published, publisher=publisher or f"صحيفة {id}")
        if article not in done:
            done[article] = coder.code(article)
        return done[article]

    return code


@pytest.fixture(scope="session")
def derna(tell: Tell) -> list[Record]:
    """One car bomb in Derna told by an army spokesman, by who did it, by an agency and by a paper that prints the agency;
    and on the same day an air strike on Benghazi."""
    agency = "قتل ثلاثة جنود وأصيب خمسة آخرون أمس السبت في انفجار سيارة مفخخة في مدينة درنة، بحسب مصدر عسكري."
    return [
        tell("a1", "2016-04-24", agency, "وكالة أنباء الساحل"),
        tell(
            "a2",
            "2016-04-24",
            "قال المتحدث باسم الجيش الوطني الليبي إن سبعة جنود قتلوا أمس السبت في تفجير سيارة مفخخة في درنة.",
            "صحيفة الميدان",
        ),
        tell(
            "a3",
            "2016-04-25",
            "تبنى تنظيم داعش تفجير سيارة مفخخة يوم السبت في مدينة درنة، وقال إن التفجير قتل عشرين جنديا.",
            "موقع الجبل",
        ),
        tell("a4", "2016-04-25", "قصفت طائرة حربية يوم السبت مدينة بنغازي وقتل مدنيان.", "جريدة الصباح"),
        tell("a5", "2016-04-25", agency, "صحيفة النهار الليبية"),
    ]


@pytest.fixture(scope="session")
def hospital(tell: Tell) -> list[Record]:
    """A hospital is hit: two sides are named, and one of them denies it."""
    return [
        tell(
            "c1",
            "2016-06-03",
            "قال مصدر طبي إن القوات الروسية قصفت أمس مستشفى في مدينة معرة النعمان وقتلت ستة مدنيين.",
        ),
        tell(
            "c2",
            "2016-06-03",
            "نفت وزارة الدفاع الروسية أن تكون القوات الروسية قصفت أمس مستشفى في معرة النعمان.",
        ),
        tell(
            "c3",
            "2016-06-03",
            "قصفت طائرات سلاح الجو السوري أمس مستشفى في مدينة معرة النعمان وقتل خمسة مدنيين.",
        ),
    ]
