"""Telegram Desktop's result.json: each message an article, with its replies, forwards and edits."""

from __future__ import annotations

import json

import pytest

OTHER = "انسحب مقاتلو التنظيم من بلدة قرب سرت بعد معارك استمرت يومين، وفق بيان للجيش."


def message(number, text, **more):
    stamp = {"date": "2023-04-15T12:30:00", "date_unixtime": "1681554600"}
    return {"id": number, "type": "message", **stamp, "from": "قناة الخرطوم", "from_id": "channel123", "text": text, **more}


def export(path, *messages, indent=1, **chat):
    content = {"name": "قناة الخرطوم", "type": "public_channel", "id": 123, **chat, "messages": list(messages)}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=indent))
    return path


def test_a_message_is_an_article_of_its_channel(tmp_path, read, text):
    (article,) = read(export(tmp_path / "result.json", message(7, text))).articles
    assert (article.id, article.text, article.publisher, article.published) == ("telegram-123-7", text, "قناة الخرطوم", "2023-04-15")
    assert (article.provenance.format, article.provenance.place, article.provenance.time) == ("telegram", "message 7", "2023-04-15T12:30:00")


def test_a_text_in_parts_is_joined(tmp_path, read, text):
    parts = [{"type": "bold", "text": "عاجل"}, "\n\n", text, " ", {"type": "hashtag", "text": "#الخرطوم"}, {"type": "custom_emoji", "text": "🔴"}]
    (article,) = read(export(tmp_path / "result.json", message(7, parts))).articles
    assert article.text == f"عاجل\n\n{text} #الخرطوم🔴"


def test_a_caption_is_the_text_of_its_picture(tmp_path, read, text):
    assert read(export(tmp_path / "result.json", message(7, text, photo="photos/1.jpg"))).articles[0].text == text


def test_forwards_and_edits_are_kept(tmp_path, read, text):
    more = {"forwarded_from": "مركز إعلامي", "edited": "2023-04-15T13:05:09", "edited_unixtime": "1681556709"}
    (article,) = read(export(tmp_path / "result.json", message(7, text, **more))).articles
    assert (article.provenance.forwarded_from, article.provenance.edited) == ("مركز إعلامي", "2023-04-15T13:05:09")


def test_a_chain_of_replies_the_nearest_first(tmp_path, read, text):
    got = read(
        export(
            tmp_path / "result.json",
            message(1, text),
            message(2, text + " 2", reply_to_message_id=1),
            message(3, text + " 3", reply_to_message_id=2),
            message(4, text + " 4", reply_to_message_id=4),  # itself: an export that was tampered with
            message(5, text + " 5", reply_to_message_id=99),  # not in the export
        )
    )
    assert [a.provenance.reply_to for a in got.articles] == [
        (),
        ("telegram-123-1",),
        ("telegram-123-2", "telegram-123-1"),
        ("telegram-123-4",),
        ("telegram-123-99",),
    ]


def test_the_pictures_of_an_album_are_one_article(tmp_path, read, text):
    (first, second) = read(
        export(
            tmp_path / "result.json",
            message(1, "", photo="photos/1.jpg"),
            message(2, text, photo="photos/2.jpg"),
            message(3, "", file="video.mp4", media_type="video_file"),
            message(4, OTHER, photo="photos/4.jpg"),
        )
    ).articles
    assert (first.id, first.text) == ("telegram-123-2", text)
    assert first.provenance.parts == ("telegram-123-1", "telegram-123-2", "telegram-123-3")
    assert (second.text, second.provenance.parts) == (OTHER, ())


def test_pictures_sent_apart_are_no_album(tmp_path, read, text):
    later = {"date": "2023-04-15T12:31:00", "date_unixtime": "1681554660"}
    got = read(export(tmp_path / "result.json", message(1, text, photo="1.jpg"), message(2, "", photo="2.jpg", **later)))
    assert [a.provenance.parts for a in got.articles] == [()]


def test_what_holds_no_report_is_passed_over_and_counted(tmp_path, read, text):
    got = read(
        export(
            tmp_path / "result.json",
            {"id": 1, "type": "service", "date": "2023-04-15T12:30:00", "action": "create_channel", "text": ""},
            message(2, "", photo="photos/1.jpg"),
            message(3, "🔴🔴 https://t.me/x"),
            message(4, text),
        )
    )
    assert [a.id for a in got.articles] == ["telegram-123-4"]
    assert not got.bad
    said = "Passed over in قناة الخرطوم: service messages 1, messages without text 1, messages without Arabic letters 1."
    assert str(got.notes[0]) == f"{tmp_path / 'result.json'}: {said}"


def test_an_export_of_an_account_without_its_private_chats(tmp_path, read, text):
    def chat(number, kind, *messages):
        return {"name": f"محادثة {number}", "type": kind, "id": number, "messages": list(messages)}

    content = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "x", "phone_number": "+1"},
        "contacts": {"about": "", "list": [{"first_name": "y", "tags": ["a]", '"}']}]},
        "chats": {
            "about": "",
            "list": [
                chat(10, "personal_chat", message(1, text)),
                chat(11, "public_channel", message(1, text)),
                chat(12, "private_supergroup", message(1, OTHER)),
            ],
        },
        "left_chats": {"about": "", "list": [chat(13, "private_channel", message(5, text + " 5"))]},
    }
    (tmp_path / "result.json").write_text(json.dumps(content, ensure_ascii=False, indent=1))
    got = read(tmp_path / "result.json")
    assert [(a.id, a.publisher) for a in got.articles] == [("telegram-11-1", "محادثة 11"), ("telegram-12-1", "محادثة 12"), ("telegram-13-5", "محادثة 13")]
    assert "1 private chat is passed over" in str(got.notes[0])


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize("name", ["result.json", "export", "chat.txt"])
def test_an_export_is_known_by_its_content(tmp_path, read, text, name, indent):
    assert len(read(export(tmp_path / name, message(7, text), indent=indent)).articles) == 1


def test_a_list_of_articles_is_no_export(tmp_path, read, text):
    (tmp_path / "result.json").write_text(json.dumps([{"id": "a", "text": text}]))
    assert read(tmp_path / "result.json").articles[0].provenance is None


def test_many_messages_across_the_borders_of_chunks(tmp_path, read):
    texts = [f'قصف على حي {i} في المدينة \\ " 🔴 \n' + "كلمة " * (i % 700) for i in range(1500)]
    got = read(export(tmp_path / "result.json", *(message(i + 1, t, date_unixtime=str(10 * i)) for i, t in enumerate(texts))))
    assert [a.text for a in got.articles] == [t.strip() for t in texts]


def test_an_export_that_breaks_off_keeps_what_is_whole(tmp_path, read, text):
    path = export(tmp_path / "result.json", message(1, text), message(2, OTHER), message(3, text + " 3"))
    whole = path.read_text()
    path.write_text(whole[: whole.index(OTHER) + 20])
    got = read(path)
    assert [a.id for a in got.articles] == ["telegram-123-1"]
    (bad,) = got.bad
    assert bad.startswith(f"{path}:")
    assert bad.endswith("The JSON breaks off. Export it anew.")


@pytest.mark.parametrize(
    ("messages", "problem"),
    [
        ('[{"id": 1, "type": "message", "text": "x"} {"id": 2}]', "Broken JSON: Expected ]"),
        ('[{"id": 1, "text": tru}' + " " * 100 + "]", "Broken JSON: Expecting value"),
        ("[" * 100_000, "The JSON is nested too deeply"),
        ("[5]", "A message is no object with a number as its id"),
        ('[{"id": 1, "text": "' + "x" * 21_000_000 + '"}]', "A value is larger than 20 MB"),
    ],
)
def test_hostile_exports_end_in_a_sentence(tmp_path, read, messages, problem):
    path = tmp_path / "result.json"
    path.write_text('{"name": "x", "type": "public_channel", "id": 1, "messages": ' + messages + "}")
    got = read(path)
    assert not got.articles
    (bad,) = got.bad
    assert problem in bad
