"""How many took part: numbers of fighters, vehicles and aircraft beside an event, apart from losses."""

from __future__ import annotations

from functools import cache

import pytest

from marsad import Coder
from marsad.record import Event


@cache
def coder() -> Coder:
    return Coder()


def event(text: str, trigger: str) -> Event:
    return next(e for e in coder().code(text).events if e.trigger.text == trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "strength"),
    [
        ("هاجم نحو 200 مقاتل من التنظيم البلدة.", "هاجم", ("actor", 200, 200, "person")),
        ("شن مئات المسلحين هجوما على الثكنة.", "هجوما", ("actor", 200, None, "person")),
        ("وصل رتل عسكري مؤلف من 20 دبابة إلى المدينة.", "وصل", ("actor", 20, 20, "vehicle")),
        ("شاركت 12 طائرة في الغارات على صنعاء.", "الغارات", ("actor", 12, 12, "aircraft")),
        ("أرسلت الوزارة تعزيزات قوامها 500 جندي إلى الحدود.", "أرسلت", ("actor", 500, 500, "person")),
        ("وصل رتل يضم 30 آلية عسكرية إلى المدينة.", "وصل", ("actor", 30, 30, "vehicle")),
    ],
)
def test_those_who_take_part_are_counted(text, trigger, strength):
    [found] = event(text, trigger).strength
    assert (found.side, found.low, found.high, found.what) == strength
    assert found.span is not None
    assert any(c.isdigit() for c in text[slice(*found.span)]) or found.high is None


def test_losses_are_not_counted_twice():
    destroyed = event("دمرت الطائرات 15 آلية للتنظيم.", "دمرت")
    assert [(c.kind, c.low) for c in destroyed.casualties] == [("materiel", 15)]
    assert destroyed.strength == ()


def test_a_loss_and_the_size_of_its_group():
    killed = event("قتل 20 مسلحا من مجموعة تضم 50 عنصرا.", "قتل")
    assert [(c.kind, c.low) for c in killed.casualties] == [("killed", 20)]
    assert [(s.side, s.low, s.what) for s in killed.strength] == [("recipient", 50, "person")]
