from __future__ import annotations

import pytest

from marsad.views.export.sentences import sentence_at

TEXT = "قال المصدر: قصف حلب. ثم قتل 3.5 مرات.. وتابع؟ نعم\nسطر جديد. نهاية"


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("قصف", "قال المصدر: قصف حلب."),
        ("قتل", "ثم قتل 3.5 مرات.. وتابع؟"),
        ("مرات", "ثم قتل 3.5 مرات.. وتابع؟"),
        ("نعم", "نعم"),
        ("سطر", "سطر جديد."),
        ("نهاية", "نهاية"),
    ],
)
def test_the_sentence_around_a_word(word, sentence):
    start = TEXT.index(word)
    assert sentence_at(TEXT, start, start + len(word)) == sentence
