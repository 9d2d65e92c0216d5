"""What two actors are to each other, as said in sentences of our own; and what says no such thing."""

from __future__ import annotations

from functools import lru_cache

import pytest

from marsad import Coder
from marsad.events.relations import KINDS
from marsad.lexicon import Lexicon
from marsad.record import Relation


@lru_cache(maxsize=1)
def coder() -> Coder:
    return Coder()


def read(text: str) -> list[tuple[str, str, str]]:
    return [(r.kind, r.from_, r.to) for r in coder().code(text).relations]


SAID = [
    ("انسحبت كتيبة شهداء أبو سليم التابعة لمجلس شورى مجاهدي درنة", "part-of", "ly.abu-salim-brigade", "ly.derna-shura-council"),
    ("هاجم مسلحو جبهة النصرة التابعة لتنظيم القاعدة بلدة في إدلب", "part-of", "sy.nusra-front", "xx.al-qaeda"),
    ("أعلن لواء النصر المنتمي إلى الجيش الحر انسحابه", "part-of", "actor:لواء-النصر", "sy.fsa"),
    ("أعدمت جبهة النصرة، ذراع تنظيم القاعدة، خمسة جنود", "part-of", "sy.nusra-front", "xx.al-qaeda"),
    ("قالت كتائب القسام، الجناح العسكري لحركة حماس، إنها قصفت عسقلان", "part-of", "ps.qassam-brigades", "ps.hamas"),
    ("هاجمت جبهة النصرة (فرع تنظيم القاعدة في سوريا) الحاجز", "part-of", "sy.nusra-front", "xx.al-qaeda"),
    ("اتهم لواء التوحيد، أحد فصائل الجيش الحر، النظام بقصف حلب", "part-of", "sy.tawhid-brigade", "sy.fsa"),
    ("انضمت حركة نور الدين الزنكي إلى هيئة تحرير الشام", "part-of", "sy.nour-al-din-zenki", "sy.hts"),
    ("قتل القيادي في جبهة النصرة أبو فراس السوري في غارة", "part-of", "person:ابو-فراس", "sy.nusra-front"),
    ("قصفت طائرات التحالف العربي بقيادة السعودية مواقع في صنعاء", "leads", "sa", "xx.arab-coalition"),
    ("قال زعيم تنظيم داعش أبو بكر البغدادي في تسجيل", "leads", "xx.baghdadi", "xx.islamic-state"),
    ("وصل أيمن الظواهري، زعيم تنظيم القاعدة، إلى المنطقة", "leads", "xx.zawahiri", "xx.al-qaeda"),
    ("قال قائد الجيش الوطني الليبي خليفة حفتر إن قواته تقدمت", "commands", "ly.haftar", "ly.libyan-national-army"),
    ("وقال خليفة حفتر القائد العام للجيش الوطني الليبي إن المعركة حسمت", "commands", "ly.haftar", "ly.libyan-national-army"),
    ("هاجم الحوثيون المدعومون من إيران مدينة مأرب", "backs", "ir", "ye.houthis"),
    ("سيطرت قوات سوريا الديمقراطية المدعومة من الولايات المتحدة على البلدة", "backs", "us", "sy.sdf"),
    ("تقدم الحوثيون الذين تدعمهم إيران نحو مأرب", "backs", "ir", "ye.houthis"),
    ("سيطر الجيش الوطني السوري بدعم من تركيا على عفرين", "backs", "tr", "sy.sna"),
    ("قصف التحالف مواقع الحوثيين المتحالفين مع إيران", "allied-with", "ye.houthis", "ir"),
    ("يقاتل حزب الله إلى جانب الجيش السوري في القصير", "allied-with", "lb.hezbollah", "sy.armed-forces"),
    ("قصفت روسيا، حليفة سوريا، ريف إدلب", "allied-with", "ru", "sy"),
    ("هاجم لواء القعقاع الموالي لبرلمان طبرق المطار", "loyal-to", "ly.qaqaa-brigade", "ly.house-of-representatives"),
    ("أعلن مجلس شورى مجاهدي درنة، الموالي لتنظيم القاعدة، النفير", "loyal-to", "ly.derna-shura-council", "xx.al-qaeda"),
    ("بايعت جماعة أنصار بيت المقدس تنظيم داعش", "loyal-to", "eg.ansar-bayt-al-maqdis", "xx.islamic-state"),
    ("أعلنت جماعة بوكو حرام ولاءها لتنظيم داعش", "loyal-to", "ng.boko-haram", "xx.islamic-state"),
    ("هاجم لواء شهداء اليرموك المبايع لتنظيم داعش البلدة", "loyal-to", "sy.yarmouk-martyrs", "xx.islamic-state"),
    ("قصف حزب العمال الكردستاني المناهض لتركيا الموقع", "opposes", "tr.pkk", "tr"),
    ("انشق العقيد رياض الأسعد عن الجيش السوري", "splits-from", "sy.asaad-riad", "sy.armed-forces"),
    ("اعترفت فرنسا بالمجلس الوطني الانتقالي", "recognises", "fr", "ly.national-transitional-council"),
    ("قالت حكومة الوفاق الوطني المعترف بها من الأمم المتحدة إنها تتقدم", "recognises", "xx.un", "ly.government-of-national-accord"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "first", "second"), SAID, ids=[f"{k}: {t[:40]}" for t, k, _, _ in SAID])
def test_said(text: str, kind: str, first: str, second: str) -> None:
    assert (kind, first, second) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "قتل ثلاثة في القرية التابعة لمحافظة حلب",
        "سيطرت القوات المدعومة بالدبابات على البلدة",
        "نائب رئيس الحكومة الليبية علي القطراني زار بنغازي",
        "أصيب الرجل في ذراعه",
        "حكومة الوفاق الوطني المعترف بها دوليا في طرابلس",
        "قتل عناصر من تنظيم داعش الموالين للتنظيم",
        "لا تتبع كتيبة شهداء أبو سليم لتنظيم داعش",
        "قاد السيارة إلى مقر الأمم المتحدة",
        "الرئيس السابق لحركة النهضة راشد الغنوشي",
    ],
)
def test_says_no_relation(text: str) -> None:
    assert read(text) == []


def relation(text: str) -> Relation:
    (found,) = coder().code(text).relations
    return found


def test_the_span_reaches_from_one_actor_to_the_other() -> None:
    text = "قال شهود إن لواء القعقاع الموالي لبرلمان طبرق انسحب"
    r = relation(text)
    assert text[r.span[0] : r.span[1]] == r.text == "لواء القعقاع الموالي لبرلمان طبرق"


def test_the_speaker_of_the_sentence_is_its_source() -> None:
    r = relation("قال وزير الدفاع إن إيران تدعم الحوثيين")
    assert [s.text for s in r.sources] == ["وزير الدفاع"]


def test_a_speaker_does_not_vouch_for_what_is_said_of_him() -> None:
    r = relation("قال أيمن الظواهري، زعيم تنظيم القاعدة، إن المعركة لم تنته")
    assert r.sources == ()


def test_it_says_which_rule_it_rests_on() -> None:
    why = relation("بايعت جماعة أنصار بيت المقدس تنظيم داعش").why[0]
    assert why.rule == "relation bayaa"
    assert why.file is not None
    assert why.file.endswith("relations.tsv")


@pytest.mark.parametrize(
    "row",
    [pytest.param(r.cells, id=r.cells["id"]) for r in Lexicon.load().table("ar/relations.tsv")],
)
def test_every_rule_reads_its_own_examples(row: dict[str, str]) -> None:
    assert row["kind"] in KINDS
    assert row["kind"] in {k for k, _, _ in read(row["yes"])}
    if row["no"]:
        assert row["kind"] not in {k for k, _, _ in read(row["no"])}
