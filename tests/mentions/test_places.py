"""Place mentions: which words are one, where it begins and ends, and which place it is."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from marsad.errors import DataError
from marsad.lexicon import Lexicon, check
from marsad.lexicon.clitics import heads, name_keys
from marsad.lexicon.validate import PLACE_COLUMNS as COLUMNS
from marsad.lexicon.word import Analysis, Word
from marsad.mentions.gazetteer import Gazetteer, km, name_key, variants
from marsad.mentions.place_words import PlaceWords
from marsad.mentions.places import FoundPlace, find_places
from marsad.orthography import normalise_word
from marsad.text.tokens import Token, spans_of_tokens

GAZETTEER = Gazetteer.load()
WORDS = PlaceWords.load(Lexicon.load(strict=False))


def _sentences(text: str) -> list[SimpleNamespace]:
    """Sentences of tokens as the text room makes them, with no help from the lexicon."""
    out = []
    for line in re.finditer(r"(?:[^\n.]|\.(?! ))+", text):
        tokens: list[Token] = []
        for a, b, shape in spans_of_tokens(text, line.start(), line.end()):
            raw = text[a:b]
            norm, offsets = normalise_word(raw) if shape != "punct" else (raw, None)
            keys = name_keys(norm, heads(norm)) if shape == "arabic" else ()
            tokens.append(Token.of(len(tokens), a, b, Word(raw, norm, offsets, shape, (), keys), Analysis(norm, "noun")))
        if tokens:
            out.append(SimpleNamespace(tokens=tokens))
    return out


def places(text: str, hint: str | None = None) -> list[FoundPlace]:
    return find_places(_sentences(text), GAZETTEER, WORDS, hint)


def names(text: str) -> list[str]:
    return [text[p.span[0] : p.span[1]] for p in places(text)]


def one(text: str, name: str, hint: str | None = None) -> FoundPlace:
    found = [p for p in places(text, hint) if text[p.span[0] : p.span[1]] == name]
    assert found, f"{name} not found in {text}: {names(text)}"
    return found[0]


SPANS = [
    # kind words are not part of the name
    ("وصلت التعزيزات إلى مدينة درنة", ["درنة"]),
    ("قتل شخصان في محافظة إدلب", ["إدلب"]),
    ("دخل الجيش حي الوعر في حمص", ["الوعر", "حمص"]),
    ("انسحب المسلحون من حي الـ400 في درنة", ["حي الـ400", "درنة"]),
    ("سقطت بلدة سراقب بيد القوات", ["سراقب"]),
    ("سكان ولاية سنار في السودان", ["سنار", "السودان"]),
    ("قصف ناحية القيارة بالعراق", ["القيارة", "العراق"]),
    ("هدوء في مديرية لودر باليمن", ["لودر", "اليمن"]),
    ("القصف على ريف إدلب الجنوبي", ["إدلب"]),
    ("حواجز في ريف دمشق بسوريا", ["ريف دمشق", "سوريا"]),
    # directions and relative words are not part of it either
    ("معارك جنوب شرق درنة", ["درنة"]),
    ("تقدم شمالي حلب السورية", ["حلب"]),
    ("على بعد 20 كلم من سرت الليبية", ["سرت"]),
    ("انفجار قرب تكريت العراقية", ["تكريت"]),
    ("انتشار على تخوم الرقة وأطراف منبج", ["الرقة", "منبج"]),
    # clitics
    ("انفجار بدمشق وحلب", ["دمشق", "حلب"]),
    ("زيارة للعراق ولبنان", ["عراق", "لبنان"]),
    ("دعم للولايات المتحدة", ["ولايات المتحدة"]),
    ("وبالقاهرة اجتمع الوزراء", ["القاهرة"]),
    ("فبغداد ترفض", ["بغداد"]),
    # hashtags and letters broken up
    ("غارة على #دير_الزور اليوم", ["دير_الزور"]),
    ("عاجل #إدلب: قصف", ["إدلب"]),
    ("قصف على إدلـ.ـب فجرا", ["إدلـ.ـب"]),
    # facilities keep their word
    ("غادرت السفينة ميناء البريقة في ليبيا", ["ميناء البريقة", "ليبيا"]),
    ("أغلقت السلطات مطار صنعاء الدولي", ["مطار صنعاء الدولي"]),
    ("طائرات في قاعدة حميميم الجوية", ["قاعدة حميميم الجوية"]),
    ("سيطروا على سد تشرين", ["سد تشرين"]),
    ("اشتباكات في جبل الزاوية بريف إدلب", ["جبل الزاوية", "إدلب"]),
    ("احترق حقل العمر النفطي", ["حقل العمر النفطي"]),
    ("أغلق معبر نصيب الحدودي", ["معبر نصيب الحدودي"]),
    ("توتر في سجن رومية اللبناني", ["سجن رومية"]),
    ("تجمعوا في ساحة الأمويين بدمشق", ["ساحة الأمويين", "دمشق"]),
    # capitals that stand for states, and places inside names of organisations
    ("قالت واشنطن إنها تدرس العرض", ["واشنطن"]),
    ("بعثة الأمم المتحدة في ليبيا", ["ليبيا"]),
    ("مجلس شورى مجاهدي درنة", ["درنة"]),
    # lists
    ("بلدات بنش وسرمين وتفتناز في إدلب", ["بنش", "سرمين", "تفتناز", "إدلب"]),
    ("محافظات عدن ولحج وأبين", ["عدن", "لحج", "أبين"]),
    ("بين حمص وحماة", ["حمص", "حماة"]),
    ("في سوريا والعراق واليمن وليبيا", ["سوريا", "العراق", "اليمن", "ليبيا"]),
    # world regions and seas
    ("الهجرة إلى أوروبا عبر البلقان", ["أوروبا", "البلقان"]),
    ("سفن في البحر الأحمر وباب المندب", ["البحر الأحمر", "باب المندب"]),
    ("نازحون من دارفور", ["دارفور"]),
    # spelling
    ("قصف مدينة حماه", ["حماه"]),
    ("هجوم في اسطنبول", ["اسطنبول"]),
    ("أهالي الانبار", ["الانبار"]),
]


@pytest.mark.parametrize(("text", "expected"), SPANS, ids=[t for t, _ in SPANS])
def test_spans(text: str, expected: list[str]) -> None:
    assert names(text) == expected


NONE = [
    "تحقق النصر بعد صبر طويل",
    "دعا إلى السلام والوحدة بين الناس",
    "قال خالد صالح إن الاجتماع تأجل",
    "تنظيم القاعدة يتبنى الهجوم",
    "كان مسجد القرية قديما والسوق مغلقا",
    "نزح السكان إلى قرى مجاورة",
    "هبطت الطائرة في قاعدة عسكرية",
    "فتح جسر جوي لنقل المساعدات",
    "كان عددهم كبيرا جدا",
    "رفض الحزب التنازل بحجة أن الوقت مبكر",
    "في بيان صدر مساء الخميس",
    "العديد من المواطنين",
    "الشهيد الرائد محمد خالد",
    "القوات السورية والتركية",
    "دفع مبلغ مالي كبير",
    "في شهر آب من العام الماضي",
    "تقدمت القوات شرق المدينة وغرب البلاد",
]


@pytest.mark.parametrize("text", NONE)
def test_common_words_and_persons_are_no_places(text: str) -> None:
    assert names(text) == []


HOMONYMS = [
    ("اشتباكات بين الكتائب في طرابلس في ليبيا", "طرابلس", "LY"),
    ("اشتباكات بين باب التبانة وجبل محسن في طرابلس بلبنان", "طرابلس", "LB"),
    ("المتظاهرون في الناصرية جنوبي العراق", "الناصرية", "IQ"),
    ("أطلق النار في المنصورة بعدن جنوب اليمن", "المنصورة", "YE"),
    ("حادث في المنصورة بدلتا مصر", "المنصورة", "EG"),
    ("غارات على أريحا بريف إدلب في سوريا", "أريحا", "SY"),
    ("اقتحم المستوطنون أريحا في الضفة الغربية", "أريحا", "PS"),
    ("سيطر المقاتلون على زنجبار في محافظة أبين باليمن", "زنجبار", "YE"),
    ("نازحون في الرباط بمحافظة لحج اليمنية", "الرباط", "YE"),
    ("محادثات في الرباط بالمغرب", "الرباط", "MA"),
    ("أهالي البيضاء في شرق ليبيا", "البيضاء", "LY"),
    ("معارك في محافظة البيضاء وسط اليمن", "البيضاء", "YE"),
]


@pytest.mark.parametrize(("text", "name", "country"), HOMONYMS, ids=[t for t, _, _ in HOMONYMS])
def test_homonyms_are_settled_by_context(text: str, name: str, country: str) -> None:
    assert one(text, name).country == country


def test_the_hint_settles_what_the_text_leaves_open() -> None:
    assert one("قصف على مدينة أريحا", "أريحا", hint="SY").country == "SY"
    assert one("قصف على مدينة أريحا", "أريحا", hint="PS").country == "PS"


POINTS = [
    ("انفجار في درنة", "درنة", 32.76, 22.64),
    ("قصف كوباني", "كوباني", 36.89, 38.35),
    ("هبطت في قاعدة العند باليمن", "قاعدة العند", 13.18, 44.77),
    ("أحرقوا رأس لانوف", "رأس لانوف", 30.5, 18.57),
    ("قتلى في مخيم اليرموك", "مخيم اليرموك", 33.47, 36.30),
    ("اجتمعوا في الصخيرات", "الصخيرات", 33.92, -6.9),
]


@pytest.mark.parametrize(("text", "name", "lat", "lon"), POINTS, ids=[n for _, n, _, _ in POINTS])
def test_points(text: str, name: str, lat: float, lon: float) -> None:
    point = one(text, name)
    assert point.lat is not None
    assert point.lon is not None
    assert km((point.lat, point.lon), (lat, lon)) < 25


def test_an_unknown_village_takes_the_point_of_its_parent_with_a_wide_radius() -> None:
    place = one("غارة على قرية زقزوقانا بريف إدلب", "زقزوقانا")
    assert place.id == "unlisted:sy:زقزوقانا"
    assert place.kind == "village"
    assert place.radius_km is not None
    assert place.radius_km >= 15
    assert place.lat is not None


def test_an_unknown_village_without_a_parent_has_no_point() -> None:
    place = one("وصلوا إلى قرية زقزوقانا مساء", "زقزوقانا")
    assert (place.lat, place.lon, place.radius_km) == (None, None, None)


def test_kind_word_decides_between_governorate_and_seat() -> None:
    assert one("في محافظة إدلب بسوريا", "إدلب").precision == "governorate"
    assert one("في مدينة إدلب بسوريا", "إدلب").precision == "city"


def test_relative_places_widen_the_radius() -> None:
    at, beside = one("في درنة بليبيا", "درنة"), one("جنوب درنة بليبيا", "درنة")
    far = one("على بعد 40 كلم من درنة بليبيا", "درنة")
    assert at.radius_km is not None
    assert beside.radius_km is not None
    assert far.radius_km is not None
    assert at.radius_km < beside.radius_km < far.radius_km
    assert (at.lat, at.lon) == (far.lat, far.lon)


def test_a_country_is_one_with_its_id_and_precision() -> None:
    place = one("عاد من تركيا", "تركيا")
    assert (place.id, place.precision, place.country) == ("country:TR", "country", "TR")


def test_the_same_name_is_the_same_place_all_through() -> None:
    text = "اشتباكات في طرابلس. وقالت حكومة ليبيا إن طرابلس آمنة. وعاد الهدوء إلى طرابلس"
    assert {p.id for p in places(text) if p.kind == "city"} == {one(text, "طرابلس").id}
    assert one(text, "طرابلس").country == "LY"


def test_every_mention_gives_its_reason_and_the_span_of_its_words() -> None:
    text = "قصف على بلدة سراقب بريف إدلب في سوريا"
    for place in places(text):
        assert place.reason
        record = place.record(text)
        assert text[record.span[0] : record.span[1]] == record.text


def test_name_variants() -> None:
    assert name_key("كفر نُوران") == "كفر نوران"
    assert ("كفرنوران", 1) in list(variants(name_key("كفر نوران")))
    assert ("كفر نوران", 1) in list(variants(name_key("كفرنوران")))
    assert "معاره النعسان" in dict(variants(name_key("معرة النعسان")))
    assert "بو سليم" in dict(variants(name_key("أبو سليم")))


def test_one_letter_off_after_a_kind_word() -> None:
    place = one("قصف قرية معرشمارينن بريف إدلب في سوريا", "معرشمارينن")
    assert place.country == "SY"


def test_place_files_are_checked_with_file_and_line(tmp_path: Path) -> None:
    bad = tmp_path / "places" / "xx.tsv"
    bad.parent.mkdir()
    bad.write_text("\t".join(COLUMNS) + "\nhand:a\tSY\tvillage\tnorth\t36\t\t\t\tA\tقرية\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"xx\.tsv:2"):
        Gazetteer.load(Lexicon.load(tmp_path, strict=False))
    assert any(p.file.endswith("xx.tsv") and p.line == 2 for p in check([tmp_path]))


def test_a_later_folder_overrides_a_row(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder, lat in ((first, "35"), (second, "36")):
        (folder / "places").mkdir(parents=True)
        row = f"hand:a\tSY\tvillage\t{lat}\t37\t\t\t\tA\tزقزوقانا\n"
        (folder / "places" / "sy.tsv").write_text("\t".join(COLUMNS) + "\n" + row, encoding="utf-8")
    place = Gazetteer.load(Lexicon.load(first, second, strict=False)).by_id("hand:a")
    assert place is not None
    assert place.lat == 36


def test_place_words_of_a_later_folder_hold(tmp_path: Path) -> None:
    folder = tmp_path / "ar"
    folder.mkdir()
    rows = "class\tkind\tword\nkind\tvillage\tمدينة\nkind\tvillage\tزقزوق\n"
    (folder / "place_words.tsv").write_text(rows, encoding="utf-8")
    words = PlaceWords.load(Lexicon.load(tmp_path, strict=False))
    assert words.kind["مدينه"] == "village"
    assert words.kind["زقزوق"] == "village"
    assert words.kind["محافظه"] == "governorate"


def test_ids_are_unique_and_points_are_on_earth() -> None:
    folder = Path(__file__).resolve().parents[2] / "src/marsad/data/places"
    seen: dict[str, str] = {}
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith(("#", "id\t")):
                continue
            cells = line.split("\t")
            assert len(cells) == len(COLUMNS), line
            if file.name != "supplement.tsv":  # which may override rows of the others
                assert cells[0] not in seen, f"{cells[0]} in {file.name} and {seen[cells[0]]}"
                seen[cells[0]] = file.name
            if cells[3]:
                assert -90 <= float(cells[3]) <= 90
                assert -180 <= float(cells[4]) <= 180
