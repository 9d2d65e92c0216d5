"""RSS and Atom files: full text or summary, Arabic dates, HTML in items, hostile XML."""

from __future__ import annotations

import pytest

OTHER = "انسحب مقاتلو التنظيم من بلدة قرب سرت بعد معارك استمرت يومين، وفق بيان للجيش."


def rss(*items, title="وكالة الساحل", head='<?xml version="1.0" encoding="utf-8"?>'):
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'{head}<rss version="2.0" {spaces}><channel><title>{title}</title><language>ar</language>{"".join(items)}</channel></rss>'


def item(text, number=1, date="الأحد، 24 نيسان 2016 10:30 م", more=""):
    link = f"<link>http://x.test/{number}</link><guid isPermaLink='false'>tag:x.test,{number}</guid>"
    return f"<item><title>عنوان &amp;quot;{number}&amp;quot;</title>{link}<pubDate>{date}</pubDate><description><![CDATA[{text}]]></description>{more}</item>"


def test_an_item_with_an_arabic_date(tmp_path, read, text):
    path = tmp_path / "feed.xml"
    path.write_text(rss(item(text)))
    (article,) = read(path).articles
    assert (article.id, article.title, article.text) == ("tag:x.test,1", 'عنوان "1"', text)
    assert (article.published, article.publisher, article.url) == ("2016-04-24", "وكالة الساحل", "http://x.test/1")
    assert (article.provenance.format, article.provenance.place, article.provenance.time) == ("feed", "item 1", "2016-04-24T22:30:00")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Sun, 24 Apr 2016 23:30:00 +0300", "2016-04-24"),  # the day where it was written
        ("2016-04-24T10:30:00Z", "2016-04-24"),
        ("٢٤ أبريل ٢٠١٦", "2016-04-24"),
        ("24 كانون الثاني/يناير 2016 - 10:30", "2016-01-24"),
    ],
)
def test_dates_of_feeds(tmp_path, read, text, written, day):
    (tmp_path / "a.rss").write_text(rss(item(text, date=written)))
    assert read(tmp_path / "a.rss").articles[0].published == day


def test_the_full_text_goes_before_the_summary_and_html_is_cleaned(tmp_path, read, text):
    full = (
        f"<p>{text}</p><script>track()</script><figure><img src='x'/><figcaption>صورة</figcaption></figure>"
        f"<p>{OTHER}<br/>نهاية</p><p>ظهرت المقالة عنوان أولاً على وكالة.</p>"
    )
    (tmp_path / "a.xml").write_text(rss(item("ملخص", more=f"<content:encoded><![CDATA[{full}]]></content:encoded>")))
    assert read(tmp_path / "a.xml").articles[0].text == f"{text}\n\n{OTHER}\n\nنهاية"


def test_an_item_without_text_is_its_title(tmp_path, read):
    (tmp_path / "a.xml").write_text(rss(f"<item><title>{OTHER}</title><link>http://x.test/9</link></item>"))
    (article,) = read(tmp_path / "a.xml").articles
    assert (article.id, article.text, article.title) == ("http://x.test/9", OTHER, None)


def test_atom(tmp_path, read, text):
    (tmp_path / "a.atom").write_text(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>قناة</title><link rel="self" href="http://x.test/atom"/>'
        f"<entry><id>urn:1</id><title>ت</title><link href='http://x.test/1'/><updated>2016-04-24T10:00:00+02:00</updated>"
        f"<source><title>صحيفة</title></source><content type='html'>&lt;p&gt;{text}&lt;/p&gt;</content></entry></feed>"
    )
    (article,) = read(tmp_path / "a.atom").articles
    assert (article.id, article.text, article.publisher, article.published) == ("urn:1", text, "صحيفة", "2016-04-24")
    assert article.provenance.feed == "http://x.test/atom"


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16", "utf-8-sig"])
def test_encodings_of_feeds(tmp_path, read, text, encoding):
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    (tmp_path / "a.xml").write_bytes(rss(item(text), head=head).encode(encoding))
    assert read(tmp_path / "a.xml").articles[0].text == text


def test_a_feed_is_known_by_its_content(tmp_path, read, text):
    for name in ("feed", "feed.txt", "feed.html", "feed.json"):
        (tmp_path / name).write_text("<!-- made by x -->\n" + rss(item(text), head=""))
        assert read(tmp_path / name).articles[0].id == "tag:x.test,1"


def test_a_page_under_the_name_of_a_feed(tmp_path, read, text):
    (tmp_path / "a.rss").write_text(f"<!DOCTYPE html><html><body><article><p>{text}</p><p>{OTHER}</p></article></body></html>")
    assert text in read(tmp_path / "a.rss").articles[0].text


def test_stray_ampersands_and_unknown_entities_do_no_harm(tmp_path, read, text):
    (tmp_path / "a.xml").write_text(rss(f"<item><title>أ & ب &nbsp;</title><description>{text} &ldquo;كذا&rdquo;</description></item>"))
    (article,) = read(tmp_path / "a.xml").articles
    assert article.text.startswith(text)
    assert article.title == "أ & ب"


def test_a_feed_that_breaks_off_loses_its_last_item(tmp_path, read, text):
    path = tmp_path / "a.xml"
    path.write_text(rss(item(text, 1), item(OTHER, 2))[:-60])
    got = read(path)
    assert [a.text for a in got.articles] == [text]
    assert got.bad == [f"{path}: The feed breaks off, and its last item with it. Get it anew."]


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path, read, encoding):
    path = tmp_path / "a.xml"
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE rss [<!ENTITY l0 "قصف">{LAUGHS}]>'
    path.write_bytes(rss("<item><title>&l9;</title></item>", head=head).encode(encoding))
    assert read(path).bad == [f"{path}: The feed declares entities, which no feed needs. Do not trust it."]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('<?xml version="1.0"?><urlset><url><loc>http://x.test</loc></url></urlset>', "The XML is no feed. Give RSS or Atom."),
        (rss(), "The feed has no items. Give one with articles in it."),
        ('<?xml version="1.0"?><rss', "The XML is no feed. Give RSS or Atom."),
        ('<?xml version="1.0"?>' + "<a>" * 100_000, "The XML is no feed. Give RSS or Atom."),
        ("<?xml " * 100_000, "The XML is no feed. Give RSS or Atom."),
        ('<?xml version="1.0"?>' + "<!-- x -->" * 50_000, "The XML is no feed. Give RSS or Atom."),
    ],
)
def test_what_is_no_feed(tmp_path, read, content, problem):
    path = tmp_path / "a.xml"
    path.write_text(content)
    assert read(path).bad == [f"{path}: {problem}"]


def test_items_nested_without_end(tmp_path, read, text):
    path = tmp_path / "a.xml"
    path.write_text(rss(item(text), item("<div>" * 50_000 + OTHER, 2)))
    got = read(path)
    assert got.articles[0].text == text
    assert len(got.articles) + len(got.bad) == 2
