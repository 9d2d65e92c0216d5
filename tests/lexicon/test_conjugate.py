"""Forms of verbs, as a reader of Arabic can check them; no vowels, hamza in place."""

from __future__ import annotations

import pytest

from marsad.lexicon.conjugate import Verb, conjugate
from marsad.lexicon.verbshape import detect_form, fits


def forms(lemma: str, form: str | None = None, present: str | None = None, masdars: list[str] | None = None) -> set[str]:
    return {f.spelled for f in conjugate(Verb(lemma, form, present, masdars))}


def passives(lemma: str, form: str | None = None, present: str | None = None) -> set[str]:
    made = conjugate(Verb(lemma, form, present))
    return {f.spelled for f in made if f.pos == "verb" and f.voice in ("passive", "either") and f.person == 3}


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("قتل", "I"), ("شن", "I"), ("زار", "I"), ("رمى", "I"), ("أخذ", "I"), ("وصل", "I"), ("دمّر", "II"), ("أكّد", "II"),
        ("وصّى", "II"), ("هاجم", "III"), ("نادى", "III"), ("أعلن", "IV"), ("أصاب", "IV"), ("أعدّ", "IV"), ("أقر", "IV"),
        ("أبدى", "IV"), ("آمن", "IV"), ("تقدم", "V"), ("تخلّى", "V"), ("تعاون", "VI"), ("تآمر", "VI"), ("انسحب", "VII"),
        ("انهار", "VII"), ("انضم", "VII"), ("اعتقل", "VIII"), ("انتشر", "VIII"), ("احتل", "VIII"), ("اتّصل", "VIII"),
        ("اتفق", "VIII"), ("ادّعى", "VIII"), ("اضطر", "VIII"), ("ازداد", "VIII"), ("اصطدم", "VIII"), ("استلم", "VIII"),
        ("احمرّ", "IX"), ("استخدم", "X"), ("استمر", "X"), ("استعاد", "X"), ("استولى", "X"), ("سيطر", "Q"), ("زلزل", "Q"),
        ("تدحرج", "QII"), ("اطمأن", "QIV"),
    ],
)  # fmt: skip
def test_form_is_read_off_the_lemma(lemma: str, form: str) -> None:
    assert detect_form(lemma) == form


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        (("قتل", None, None, ["قتل"]), "قتل قتلت قتلوا قتلو قتلا قتلتا قتلن قتلنا قتلتم "
            "يقتل يقتلون يقتلوا يقتلن يقتلان اقتلوا قاتل مقتول"),
        (("قال", None, "يقول", ["قول"]), "قال قالوا قلت قلنا قلن يقول يقولون يقل يقلن قيل يقال قل قولوا قائل قول"),
        (("زار", None, "يزور", ["زيارة"]), "زار زرت يزور يزر زير يزار زائر زيارة زيارات زيارت"),
        (("باع", None, "يبيع", ["بيع"]), "باع بعت يبيع يبع بيع يباع بائع مبيع"),
        (("خاف", None, "يخاف", ["خوف"]), "خفت يخاف يخف يخافون خائف"),
        (("رمى", None, "يرمي", ["رمي"]), "رمى رما رمت رموا رميا رمينا رمي "
            "يرمي يرم يرمون يرموا يرمى يرما ارم رام رامي مرمي"),
        (("دعا", None, "يدعو", ["دعوة"]), "دعا دعت دعوا دعونا "
            "يدعو يدع يدعون دعي يدعى ادع داع داعيا داعية مدعو مدعوون دعوات"),
        (("بقي", None, "يبقى", ["بقاء"]), "بقي بقيت بقوا يبقى يبق يبقون باق باقية"),
        (("وصل", None, "يصل", ["وصول"]), "وصل يصل يصلون يوصل صل واصل موصول"),
        (("وعى", None, "يعي", ["وعي"]), "وعى وعت يعي يعون واع"),
        (("نوى", None, "ينوي", ["نية"]), "نوى نوت نووا ينوي ينو ينوون ناو"),
        (("أتى", None, "يأتي", ["إتيان"]), "أتى أتت أتوا يأتي آتي يأت يأتون آت"),
        (("وصّى", None, None, None), "وصى وصت يوصي يوصى توصية توصيات موص"),
        (("شن", None, None, ["شن"]), "شن شنت شنوا شننا يشن يشنون يشنن شان"),
        (("أخذ", None, None, ["أخذ"]), "أخذ يأخذ آخذ خذ خذوا آخذون مأخوذ"),
        (("سأل", None, None, ["سؤال"]), "سأل يسأل سئل سائل مسؤول"),
        (("قرأ", None, None, ["قراءة"]), "قرأ قرأت قرؤوا قرأوا يقرؤون يقرأون قرئ يقرأ قارئ مقروء"),
        (("جاء", None, "يجيء", ["مجيء"]), "جاء جاءت جاؤوا جاءوا جئت جئنا يجيء جيء"),
        (("رأى", None, "يرى", ["رؤية"]), "رأى رأت رأوا رأينا يرى يرون ير"),
        (("دمّر", None, None, None), "دمر يدمر تدمير تدميرا مدمر مدمرة مدمرات"),
        (("هاجم", None, None, None), "هاجم هوجم يهاجم مهاجمة مهاجمت مهاجمو مهاجمي مهاجما مهاجمين مهاجمات"),
        (("أصاب", None, None, None), "أصاب أصبت أصيب يصاب يصيب يصب إصابة إصابات مصيب مصاب مصابون مصابين"),
        (("أوقف", None, None, None), "أوقف يوقف إيقاف موقف"),
        (("أعدّ", None, None, None), "أعد أعددنا يعد إعداد معد معدون"),
        (("أنشأ", None, None, None), "أنشأ أنشأت ينشئ أنشئ ينشأ إنشاء منشئ منشأ"),
        (("تخلى", "V", None, None), "تخلى تخلت تخلوا يتخلى يتخل يتخلون تخلي تخل متخل"),
        (("انتهى", None, None, None), "انتهى انتهت ينتهي ينته ينتهون انتهاء منته"),
        (("استولى", None, None, None), "استولى استولوا يستولي يستول استولي يستولى استيلاء مستول"),
        (("استعاد", None, None, None), "استعاد استعدنا يستعيد يستعد استعيد يستعاد استعادة استعادت مستعيد مستعاد"),
        (("احتل", None, None, None), "احتل احتللنا يحتل يحتلون احتلال محتل محتلة"),
        (("اتّهم", None, None, None), "اتهم يتهم اتهام اتهامات متهم متهمون"),
        (("اضطر", None, None, None), "اضطر اضطررنا يضطر اضطرار مضطر"),
        (("ازداد", None, None, None), "ازداد ازددنا يزداد ازدياد"),
        (("زلزل", None, None, None), "زلزل يزلزل زلزلة مزلزل"),
        (("سيطر", None, None, None), "سيطر سيطرت سيطروا يسيطر سيطرة سيطرت مسيطر"),
        (("اطمأن", None, None, None), "اطمأن يطمئن اطمئنان مطمئن"),
    ],
)  # fmt: skip
def test_forms(verb: tuple[str, str | None, str | None, list[str] | None], expected: str) -> None:
    missing = set(expected.split()) - forms(*verb)
    assert not missing, f"{verb[0]} lacks {' '.join(missing)}"


@pytest.mark.parametrize(
    ("verb", "wrong"),
    [
        (("قال", None, "يقول", []), "قالت_ يقيل مقيل يقولن قالن"),
        (("وصل", None, "يصل", []), "يوصلن_ اوصل"),
        (("استولى", None, None, None), "استولاء استوليوا استولىت"),
        (("أصاب", None, None, None), "أصابن يصيبن أصابتم"),
        (("احتل", None, None, None), "احتلنا احتلن يحتلن"),
    ],
)
def test_forms_that_do_not_exist(verb: tuple[str, str | None, str | None, list[str] | None], wrong: str) -> None:
    assert not set(wrong.split()) & forms(*verb)


def test_distinct_passive_is_passive_and_equal_spelling_is_either() -> None:
    by_form = {f.spelled: f.voice for f in conjugate(Verb("أصاب")) if f.pos == "verb" and f.person == 3 and f.number == "s"}
    assert by_form["أصاب"] == "active"
    assert by_form["أصيب"] == "passive"
    assert by_form["يصاب"] == "passive"
    sound = {f.spelled: f.voice for f in conjugate(Verb("قتل")) if f.pos == "verb" and f.person == 3}
    assert sound["قتل"] == sound["يقتل"] == "either"


def test_form_seven_has_no_passive() -> None:
    assert not passives("انسحب")


def test_a_masdar_list_that_is_empty_gives_no_masdar() -> None:
    assert not [f for f in conjugate(Verb("دمّر", masdars=[])) if f.form == "masdar"]


@pytest.mark.parametrize(("lemma", "form"), [("استلم", "X"), ("أشاع", "V"), ("عالّج", "II"), ("دمّر", "III")])
def test_a_form_that_the_letters_exclude(lemma: str, form: str) -> None:
    assert not fits(lemma, form)
    assert fits(lemma, detect_form(lemma))
