"""Articles made from templates of our own, for benchmarks where there is no corpus: always the same ones."""

from __future__ import annotations

import random
from collections.abc import Iterator

ACTORS = (
    "الجيش الليبي",
    "تنظيم داعش",
    "قوات سوريا الديمقراطية",
    "جماعة الحوثي",
    "الجيش السوري",
    "مسلحون مجهولون",
    "قوات الدعم السريع",
    "حركة الشباب",
    "التحالف الدولي",
    "الشرطة العراقية",
    "كتيبة محلية",
    "القوات الخاصة",
)
PLACES = (
    "درنة",
    "بنغازي",
    "سرت",
    "حلب",
    "إدلب",
    "الموصل",
    "تعز",
    "مأرب",
    "الخرطوم",
    "الفاشر",
    "مقديشو",
    "دير الزور",
    "طرابلس",
    "الرقة",
    "عدن",
)
TIMES = (
    "أمس",
    "مساء الأحد",
    "فجر الجمعة",
    "الأربعاء الماضي",
    "قبل يومين",
    "في 14 مارس",
    "منذ مطلع الشهر",
    "صباح اليوم",
)
SPEAKERS = (
    "المتحدث باسم القوات",
    "مصدر أمني",
    "المرصد",
    "وزير الدفاع",
    "مسؤول محلي",
    "شهود عيان",
    "بيان للوزارة",
    "قائد ميداني",
)
NUMBERS = ("ثلاثة", "خمسة", "عشرة", "12", "أكثر من 20", "نحو 40", "عشرات", "ما لا يقل عن سبعة")
SENTENCES = (
    "قال {speaker} إن {actor} شن هجوما على مواقع {other} في محيط {place} {time}، ما أدى إلى مقتل {number} من عناصره.",
    "وأضاف {speaker} أن الطيران قصف معسكرا تابعا لـ{other} جنوب {place}، وأن {number} مدنيين أصيبوا في القصف.",
    "وانسحب {actor} {time} من أحياء في {place} باتجاه {place2} بعد اشتباكات عنيفة مع {other}.",
    "ونفى {speaker} سيطرة {other} على المدينة، مؤكدا أن قواته ما زالت تحاصر الطريق بين {place} و{place2}.",
    "واعتقلت قوات الأمن {number} أشخاص في {place} للاشتباه في تمويلهم شراء أسلحة من خارج البلاد.",
    "وتظاهر مئات السكان {time} في {place} احتجاجا على انقطاع الكهرباء وارتفاع أسعار الخبز.",
    "ودعت الأمم المتحدة الأطراف إلى وقف إطلاق النار والسماح بدخول المساعدات إلى {place} دون شروط.",
    "ونزحت {number} عائلة من القرى القريبة من {place} بعد سقوط قذائف على منازلها، بحسب {speaker}.",
    "ويعقد المجلس المحلي في {place} اجتماعا الأسبوع المقبل لبحث إعادة فتح المدارس وترميم السوق القديم.",
    "وكان {actor} أعلن {time} مسؤوليته عن تفجير سيارة مفخخة قرب حاجز {other} عند مدخل {place}.",
    "وتوقعت هيئة الأرصاد أن تهطل أمطار متفرقة على الساحل، وأن تنخفض درجات الحرارة مساء.",
    "وأكد {speaker} أن المفاوضات بين {actor} و{other} قد تستأنف في {place2} إذا توقف القتال.",
)


def articles(count: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """``count`` articles of 8 to 20 sentences as rows of JSON Lines."""
    rng = random.Random(seed)
    for number in range(count):
        text = []
        for _ in range(rng.randint(2, 4)):
            text.append(" ".join(_sentence(rng) for _ in range(rng.randint(4, 5))))
        day = f"2016-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        yield {
            "id": f"made-{number}",
            "title": f"تطورات في {rng.choice(PLACES)}",
            "published": day,
            "text": "\n".join(text),
        }


def _sentence(rng: random.Random) -> str:
    actor, other = rng.sample(ACTORS, 2)
    place, place2 = rng.sample(PLACES, 2)
    return rng.choice(SENTENCES).format(
        actor=actor,
        other=other,
        place=place,
        place2=place2,
        time=rng.choice(TIMES),
        speaker=rng.choice(SPEAKERS),
        number=rng.choice(NUMBERS),
    )
