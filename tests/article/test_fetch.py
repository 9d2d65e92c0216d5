"""`marsad fetch`, against a server of our own on this machine."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from marsad.article import BadItem, read_articles
from marsad.article.fetch import FetchOptions, fetch_feed
from marsad.article.fetch.keep import output_of
from marsad.article.fetch.polite import Visitor
from marsad.article.fetch.robots import read_rules
from marsad.article.fetch.web import Response, Web, WebError
from marsad.errors import InputError

TEXT = "قتل ثلاثة جنود وأصيب خمسة آخرون في غارة جوية استهدفت معسكرا للجيش قرب مدينة درنة شرق ليبيا، بحسب مصدر عسكري."
FAST = FetchOptions(delay=0)
HASTY = FetchOptions(delay=0, timeout=1, deadline=3)


class Site:
    """What the server answers: path -> (status, headers, body), or a function that writes the answer itself."""

    def __init__(self):
        self.answers, self.asked = {}, []

    def paths(self):
        return [path for path, _ in self.asked]


@pytest.fixture
def site(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            site.asked.append((self.path, dict(self.headers)))
            answer = site.answers.get(self.path, (404, {}, b"no"))
            if callable(answer):
                answer = answer(self)
            if answer is None:
                return
            status, headers, body = answer
            self.send_response(status)
            for key, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    server.shutdown()
    server.server_close()


def page(text=TEXT, encoding="utf-8", **headers):
    body = f"<html><head><title>عنوان الصفحة</title></head><body><nav>الرئيسية</nav><article><p>{text}</p><p>{text[::1]}</p></article></body></html>"
    return 200, {"Content-Type": "text/html", **headers}, body.encode(encoding)


def feed(site, *paths, summary="ملخص", **headers):
    items = "".join(
        f"<item><title>خبر {p}</title><link>{p if '://' in p else site.url + p}</link><guid>{p}</guid>"
        f"<pubDate>24 أبريل 2016 10:30</pubDate><description>{summary}</description></item>"
        for p in paths
    )
    return 200, {"Content-Type": "application/rss+xml", **headers}, f"<rss version='2.0'><channel><title>وكالة</title>{items}</channel></rss>".encode()


def run(site, output, options=FAST, path="/feed"):
    notes = []
    found = list(fetch_feed(site.url + path, output, "9.9", options, notes.append))
    added = [f.id for f in found if not isinstance(f, BadItem) and f.new]
    return added, [str(f.error) for f in found if isinstance(f, BadItem)], [str(n) for n in notes]


def ids(path):
    return [json.loads(line)["id"] for line in path.read_text().splitlines()]


def test_a_feed_with_its_pages(site, tmp_path):
    site.answers = {"/feed": feed(site, "/1", "/2"), "/1": page(), "/2": page(TEXT + " ثان")}
    out = tmp_path / "news.jsonl"
    assert run(site, out) == (["/1", "/2"], [], [])
    first, second = read_articles([out])
    assert TEXT in first.text
    assert "الرئيسية" not in first.text
    assert (first.id, first.title, first.publisher, first.published, first.url) == ("/1", "خبر /1", "وكالة", "2016-04-24", f"{site.url}/1")
    assert (first.provenance.format, first.provenance.feed, first.provenance.time) == ("web", f"{site.url}/feed", "2016-04-24T10:30:00")
    assert second.provenance.fetched.endswith("+00:00")


def test_we_say_who_we_are_and_ask_robots_first(site, tmp_path):
    site.answers = {"/feed": feed(site, "/1"), "/1": page()}
    run(site, tmp_path / "a.jsonl", FetchOptions(delay=0, contact="desk@paper.example"))
    assert site.paths() == ["/robots.txt", "/feed", "/1"]
    assert {h["User-Agent"] for _, h in site.asked} == {"marsad/9.9 (reads news feeds in Arabic; desk@paper.example)"}


def test_the_second_run_asks_only_whether_the_feed_has_changed(site, tmp_path):
    def changed(handler):
        same = handler.headers.get("If-None-Match") == '"v1"' and handler.headers.get("If-Modified-Since") == "Sun, 24 Apr 2016 08:00:00 GMT"
        return (304, {}, b"") if same else feed(site, "/1", ETag='"v1"', **{"Last-Modified": "Sun, 24 Apr 2016 08:00:00 GMT"})

    site.answers = {"/feed": changed, "/1": page()}
    out = tmp_path / "a.jsonl"
    assert run(site, out)[0] == ["/1"]
    site.asked.clear()
    assert run(site, out) == ([], [], [f"{site.url}/feed: The feed has not changed."])
    assert site.paths() == ["/robots.txt", "/feed"]
    assert ids(out) == ["/1"]


def test_the_second_run_adds_only_what_is_new(site, tmp_path):
    site.answers = {"/feed": feed(site, "/1"), "/1": page(), "/2": page(TEXT + " ثان")}
    out = tmp_path / "a.jsonl"
    run(site, out)
    site.answers["/feed"] = feed(site, "/2", "/1")
    site.asked.clear()
    assert run(site, out)[0] == ["/2"]
    assert "/1" not in site.paths()
    assert ids(out) == ["/1", "/2"]


def test_articles_are_not_added_twice_where_the_state_is_lost(site, tmp_path):
    site.answers = {"/feed": feed(site, "/1"), "/1": page()}
    out = tmp_path / "a.jsonl"
    run(site, out)
    (tmp_path / ".a.fetch.json").write_text("{broken")
    assert run(site, out)[0] == []
    assert ids(out) == ["/1"]


def test_feed_only_asks_for_no_page(site, tmp_path):
    site.answers = {"/feed": feed(site, "/1", summary=TEXT)}
    assert run(site, tmp_path / "a.jsonl", FetchOptions(feed_only=True, delay=0))[0] == ["/1"]
    assert site.paths() == ["/robots.txt", "/feed"]


def test_most_new_articles(site, tmp_path):
    site.answers = {"/feed": feed(site, "/1", "/2", "/3", ETag='"1"'), **{f"/{i}": page(f"{TEXT} {i}") for i in (1, 2, 3)}}
    out = tmp_path / "a.jsonl"
    few = FetchOptions(most=2, delay=0)
    assert run(site, out, few)[0] == ["/1", "/2"]
    assert run(site, out, few)[0] == ["/3"]


def test_robots_txt_is_obeyed(site, tmp_path):
    site.answers = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\n"),
        "/feed": feed(site, "/private/1", "/open/2"),
        "/private/1": page(),
        "/open/2": page(),
    }
    added, bad, _ = run(site, tmp_path / "a.jsonl")
    assert added == ["/open/2"]
    assert bad == [f"{site.url}/private/1: robots.txt of the server asks programs to leave this address alone. Ask the publisher."]
    assert "/private/1" not in site.paths()


def test_the_text_in_the_feed_stands_where_the_page_may_not_be_read(site, tmp_path):
    site.answers = {"/robots.txt": (200, {}, b"User-agent: marsad\nDisallow: /1"), "/feed": feed(site, "/1", summary=TEXT)}
    out = tmp_path / "a.jsonl"
    added, bad, _ = run(site, out)
    assert added == ["/1"]
    assert len(bad) == 1
    assert next(read_articles([out])).text == TEXT


def test_a_robots_txt_that_cannot_be_had_closes_the_host(site, tmp_path):
    site.answers = {"/robots.txt": (500, {}, b""), "/feed": feed(site)}
    with pytest.raises(InputError, match=r"robots.txt of the server cannot be had \(status 500\)"):
        run(site, tmp_path / "a.jsonl")
    assert site.paths() == ["/robots.txt"]


RULES = """
User-agent: other
Disallow: /

User-agent: *
User-agent: bot
Disallow: /a/*/print$
Allow: /a
Disallow: /a/b
Allow: /a/b/c
Disallow: /*.pdf
Disallow: /%D8%AE
Disallow:
Crawl-delay: 3
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/a/x", True),
        ("/a/b", False),
        ("/a/b/c", True),
        ("/a/x/print", False),
        ("/a/x/print?x=1", True),
        ("/z.pdf?x", False),
        ("/خبر", False),
        ("/%d8%ae%d8%a8", False),
        ("/robots.txt", True),
    ],
)
def test_rules_of_robots_txt(path, allowed):
    assert read_rules(RULES).allow(f"http://x.test{path}") is allowed


def test_the_group_that_names_us_goes_before_that_for_all():
    rules = read_rules("User-agent: *\nDisallow: /\n\nUser-agent: Marsad/1.0\nAllow: /\nCrawl-delay: 900")
    assert rules.allow("http://x.test/a")
    assert rules.delay == 60


def test_requests_to_one_host_are_spaced():
    now, slept = [0.0], []

    class Quick(Web):
        """A server that answers in no time, with rules that ask for four seconds between requests."""

        def get(self, url, headers=None):
            return Response(url, 200, {}, b"User-agent: *\nCrawl-delay: 4" if url.endswith("robots.txt") else b"")

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    visitor = Visitor(Quick("x"), 1.0, sleep, lambda: now[0])
    visitor.get("http://a.test/1")
    assert slept == [4.0]  # the request for robots.txt counts too
    now[0] += 1
    visitor.get("http://a.test/2")
    assert slept == [4.0, 3.0]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, {}, b""), "The page is gone (status 404). Leave it."),
        ((403, {}, b""), "The server does not let programs read it (status 403). Save the page from a browser."),
        ((500, {}, b""), "The server answers with status 500. Run it again later."),
        ((503, {"Retry-After": "90"}, b""), "The server asks us to come back later (status 503, after 90 seconds). Run it again later."),
        ((302, {"Location": "/1"}, b""), "The address redirects more than 5 times. Look at it in a browser."),
        ((302, {"Location": "file:///etc/passwd"}, b""), "Only http and https can be fetched. Give an address that begins so."),
        ((200, {"Content-Type": "image/png"}, b"x"), "The address holds no page but image/png. Save it and give the file."),
        ((200, {"Content-Type": "text/html"}, b"<html></html>"), "No article was found on the page. Save its text as .txt."),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 50_000_000)), "The answer is larger than 10 MB. It is no article, or no feed of usual size."),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(TEXT.encode())[:60]), "The server broke off its answer. Run it again later."),
        (
            (200, {"Content-Encoding": "gzip"}, b"no gzip"),
            "The server's answer cannot be read: Error -3 while decompressing data: incorrect header check. Run it again later.",
        ),
        ((200, {"Content-Encoding": "br"}, b"x"), "The answer is packed in a way that was not asked for, br."),
        ((200, {"Content-Length": "9000"}, b"<html>"), "The server broke off its answer. Run it again later."),
    ],
)
def test_each_failure_is_told_and_the_rest_goes_on(site, tmp_path, answer, said):
    site.answers = {"/feed": feed(site, "/1", "http://127.0.0.1:9/", "ftp://x.test/", "/2"), "/1": answer, "/2": page()}
    added, bad, _ = run(site, tmp_path / "a.jsonl")
    problem = bad[0].split(": ", 1)[1]
    assert problem == said
    assert added == ([] if answer[0] == 503 else ["/2"])  # a host that asks for a pause is left alone
    assert bad[1] == "http://127.0.0.1:9/: The server refuses connections. Run it again later."
    assert "Only http and https" in bad[2]


def test_a_page_that_failed_for_now_is_asked_for_again(site, tmp_path):
    site.answers = {"/feed": feed(site, "/1", ETag='"v"'), "/1": (500, {}, b"")}
    out = tmp_path / "a.jsonl"
    assert run(site, out)[0] == []
    site.answers["/1"] = page()
    assert run(site, out)[0] == ["/1"]


def test_a_page_that_is_gone_is_not_asked_for_again(site, tmp_path):
    site.answers = {"/feed": feed(site, "/1")}
    run(site, tmp_path / "a.jsonl")
    site.asked.clear()
    assert run(site, tmp_path / "a.jsonl")[1] == []
    assert "/1" not in site.paths()


def silent(handler):
    time.sleep(3)


def drip(handler):
    """A byte now and then, for ever: never silent, never done."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.1)
    except OSError:
        pass


def drip_headers(handler):
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for i in range(100):
            handler.wfile.write(b"X-%d: y\r\n" % i)
            time.sleep(0.1)
    except OSError:
        pass


@pytest.mark.parametrize(
    ("server", "said"), [(silent, "was silent for 1 seconds"), (drip, "took longer than 3 seconds"), (drip_headers, "took longer than 3 seconds")]
)
def test_a_slow_server_does_not_hold_us_up(site, tmp_path, server, said):
    site.answers = {"/feed": feed(site, "/1", "/2"), "/1": server, "/2": page()}
    added, bad, _ = run(site, tmp_path / "a.jsonl", HASTY)
    assert added == ["/2"]
    assert said in bad[0]


def test_gzip_redirects_and_windows_1256(site, tmp_path):
    status, headers, body = page(encoding="cp1256")
    site.answers = {
        "/feed": (301, {"Location": "/new feed"}, b""),
        "/new%20feed": feed(site, "/old", "/meta"),
        "/old": (302, {"Location": "/خبر".encode().decode("latin-1")}, b""),
        "/%D8%AE%D8%A8%D8%B1": (status, {**headers, "Content-Type": "text/html; charset=windows-1256", "Content-Encoding": "gzip"}, gzip.compress(body)),
        "/meta": (status, headers, body.replace(b"<head>", b'<head><meta charset="windows-1256">')),
    }
    out = tmp_path / "a.jsonl"
    assert run(site, out) == (["/old", "/meta"], [], [])
    assert all(TEXT in a.text for a in read_articles([out]))


def test_a_feed_from_outside_may_not_send_us_into_our_own_network(site):
    web = Web("marsad")
    web.own_network = False  # as after an answer from a public address
    with pytest.raises(WebError, match="lies in the network of this machine") as raised:
        web.get(f"{site.url}/feed")
    assert raised.value.lasting
    assert site.asked == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, {}, b""), "The page is gone"),
        ((200, {}, b"plain words"), "The XML is no feed"),
        (
            (200, {}, b"<!DOCTYPE html><link rel=alternate type='application/rss+xml' href='/rss'>"),
            r"The address is that of a page, not of a feed. The page names one: http://127.0.0.1:\d+/rss",
        ),
        ((200, {}, b"<!DOCTYPE r [<!ENTITY a 'x'>]><rss>&a;</rss>"), "The feed declares entities"),
    ],
)
def test_a_feed_that_cannot_be_had(site, tmp_path, answer, said):
    site.answers = {"/feed": answer}
    with pytest.raises(InputError, match=said):
        run(site, tmp_path / "a.jsonl")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://", "ftp://x.test/f", "news", "http://x.test:99999/", "http://[::1"])
def test_addresses_that_cannot_be_fetched(url):
    with pytest.raises(WebError) as raised:
        Web("marsad").get(url)
    assert raised.value.lasting


def test_a_line_that_was_cut_off_is_taken_away(site, tmp_path):
    site.answers = {"/feed": feed(site, "/1", "/2"), "/1": page(), "/2": page()}
    out = tmp_path / "a.jsonl"
    run(site, out, FetchOptions(most=1, delay=0))
    with out.open("ab") as file:
        file.write(b'{"id": "/2", "text": "' + TEXT.encode()[:51])
    added, _, notes = run(site, out)
    assert added == ["/2"]
    assert "had been cut off" in notes[0]
    assert ids(out) == ["/1", "/2"]


def test_each_feed_has_a_file_of_its_own_in_a_folder():
    assert output_of("news", "https://x.test:8080/rss/عربي.xml?a=1") == Path("news/x.test-8080-rss-عربي.xml-a-1.jsonl")
    assert output_of("a/b.jsonl", "https://x.test/rss") == Path("a/b.jsonl")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_that_is_killed_leaves_whole_lines_and_the_next_goes_on(site, tmp_path, how):
    names = [f"/{i}" for i in range(1, 16)]

    def slow(handler):
        time.sleep(0.05)
        return page(TEXT * 300)

    site.answers = {"/feed": feed(site, *names), **{n: slow for n in names}}
    out = tmp_path / "a.jsonl"
    command = [sys.executable, "-c", "from marsad.views.cli import main; main()", "fetch", f"{site.url}/feed", "-o", str(out), "--delay", "0.2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "NO_PROXY": "*"}) as process:
        while not out.exists() or out.read_bytes().count(b"\n") < 2:
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(how)
    left = ids(out)
    assert 2 <= len(left) < 15
    assert out.read_bytes().endswith(b"\n")
    run(site, out)
    assert ids(out) == names


def test_the_command(site, tmp_path):
    site.answers = {"/feed": feed(site, "/1", "/2"), "/1": page()}
    command = [sys.executable, "-c", "from marsad.views.cli import main; main()", "fetch", f"{site.url}/feed", "-o", str(tmp_path), "--delay", "0.2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "NO_PROXY": "*"})
    assert done.returncode == 2
    assert "Not had (1)" in done.stderr
    assert f"1 new article in {tmp_path}, 0 known; 1 not had." in done.stderr
    (out,) = tmp_path.glob("*.jsonl")
    assert ids(out) == ["/1"]
