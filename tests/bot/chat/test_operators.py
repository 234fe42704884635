"""What operators do in chat, and what they are told without asking."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot import version
from bot.clock import MovableClock
from bot.delivery import leader
from bot.handlers.menus import Menus
from bot.i18n import LANGUAGES, Translator, translator
from bot.playground.faults import Fault
from bot.playground.state import Action, User
from bot.services import broadcasts
from db import Trouble
from tests.bot.chat.conftest import OPERATOR, copied, in_folder, operator_of, says
from tests.support.articles import DAVOS, changed, store
from tests.support.blog import Blog, serving
from tests.support.talk import Talk, talking, texts

ARTICLE = (
    "Die Brücke von Welykyj Luh ist wieder offen. Bürgermeister Taras Kowal hat sie am Montag freigegeben. "
    * 3
    + "\n\nDer Verkehr rollt seit dem Abend, und die Händler am rechten Ufer atmen auf. " * 3
)
SILENCE = timedelta(days=40)


@pytest.fixture
async def operator(talk: Talk) -> User:
    """An operator who has started the bot."""
    found = operator_of(talk)
    await talk.say("/start", user=found)
    return found


async def test_help_and_stats(talk: Talk, operator: User) -> None:
    assert "/broadcast" in (await talk.one("/help", user=operator)).text
    for day in range(3):
        await talk.one("abo 8:30", user=talk.box.person(f"Leser {day}"))
        await talk.wait(timedelta(days=1))
    stats = await talk.one("/stats", user=operator)
    assert "Eingang offen: 0" in stats.text  # what waits besides the question itself
    assert "Abos" in stats.text
    assert "█" in stats.text


async def test_operators_are_answered_in_their_language(talk: Talk, t: Translator) -> None:
    operator = talk.box.person("Oskar", language=t.language)
    assert operator.id == OPERATOR
    for command, key in (
        ("stats", "stats.title"), ("sources", "sources.title"), ("add", "source.add_help"),
        ("preview", "preview.none"), ("broadcast", "broadcast.help"), ("log", "log.none"),
    ):  # fmt: skip
        assert says(t, key) in (await talk.one(f"/{command}", user=operator)).text, command
    told = await talk.one("/edit 3", user=operator)
    assert "Was Davos gebracht hat" in told.text
    for wrong in ("/edit 99", "/edit 3 nosuchfield X", "/edit 3 hide 99", "/add 127.0.0.1:1"):
        refused = await talk.one(wrong, user=operator)
        assert refused.text
        assert says(t, "failed") not in refused.text, wrong


async def test_sources_are_paused_resumed_and_allowed(talk: Talk, operator: User) -> None:
    assert "Der Blog" in (await talk.one("/sources", user=operator)).text
    await talk.tap("1", user=operator, chat=operator)
    assert "pausiert" in (await talk.tap("Pausieren", user=operator, chat=operator)).text
    assert "wird gelesen" in (await talk.tap("Wieder lesen", user=operator, chat=operator)).text
    assert "darf im Chat stehen" in (await talk.tap("erlauben", user=operator, chat=operator)).text
    assert "pause" in (await talk.one("/log", user=operator)).text
    assert "/add" in (await talk.one("/add", user=operator)).text
    assert "keine Adresse" in (await talk.one("/add 127.0.0.1:1", user=operator)).text
    await talk.one("/refresh", user=operator)


async def test_a_source_is_removed_with_all_its_pieces_by_the_second_tap(talk: Talk, operator: User) -> None:
    old = await talk.one("/latest")
    await talk.one("/sources", user=operator)
    await talk.tap("1", user=operator, chat=operator)
    asked = await talk.tap("Entfernen", user=operator, chat=operator)
    assert "Der Blog entfernen?" in asked.text
    assert "3 Beiträge" in asked.text
    assert "wird gelesen" in (await talk.tap("Nein, behalten", user=operator, chat=operator)).text
    await talk.tap("Entfernen", user=operator, chat=operator)
    assert "Noch keine Quelle" in (await talk.tap("Ja, entfernen", user=operator, chat=operator)).text
    assert "remove" in (await talk.one("/log", user=operator)).text
    await store(talk.what, talk.clock.now(), changed(DAVOS, guid="another", url=None, title="Ein anderes"))
    assert "Ein anderes" not in texts(await talk.press("Original", old))
    assert "Ein anderes" in (await talk.one("/latest")).text


async def test_a_source_is_shown_before_it_is_kept(
    tmp_path: Path, clock: MovableClock, empty_database: Path
) -> None:
    blog = Blog()
    blog.publish_many(4)
    async with serving(blog):
        blog.host = f"127.0.0.1:{blog.port}"
        settings = replace(in_folder(copied(empty_database, tmp_path)), allow_hosts=frozenset({blog.host}))
        async with talking(settings, clock) as talk:
            operator = operator_of(talk)
            await talk.say("/start", user=operator)
            asked = await talk.one(f"/add http://{blog.host}", user=operator)
            assert [f"Beitrag {n}" in asked.text for n in (4, 3, 2, 1)] == [True, True, True, False]
            assert "Maksym Erfunden" in asked.text
            assert "Ein Blog" not in (await talk.one("/sources", user=operator)).text
            assert "nehme ich nicht auf" in (await talk.tap("Nein", asked, user=operator)).text
            asked = await talk.one(f"/add http://{blog.host}", user=operator)
            assert "Neue Quelle" in (await talk.tap("Aufnehmen", asked, user=operator)).text
            listed = (await talk.one("/sources", user=operator)).text
            assert "Ein Blog" in listed
            assert "nächstes Mal" in listed
            again = await talk.forge(asked.message, "addyes", user=operator)  # type: ignore[arg-type]  # it was sent
            assert [one.action for one in again] == [Action.ANSWER]
    assert {headers["User-Agent"] for _, headers in blog.requests} == {
        f"Quellenbote/{version()} (+ada@blog.example)"
    }


async def test_preview_is_what_a_reader_would_get(talk: Talk, operator: User) -> None:
    assert "leer" in (await talk.one("/preview", user=operator)).text
    await talk.wait(timedelta(minutes=1))
    await store(
        talk.what, talk.clock.now(), changed(DAVOS, guid="next", url=None, title="Was in Brüssel folgt")
    )
    await talk.wait(timedelta(minutes=1))
    note, page = await talk.say("/preview", user=operator)
    assert "So bekäme" in note.text
    assert "Montag, 23. November" in page.text
    assert "Was in Brüssel folgt" in page.text


async def test_a_broadcast_names_the_number_goes_out_once_and_reports(talk: Talk, operator: User) -> None:
    rosa = talk.box.person("Rosa")
    await talk.one("abo 8:30", user=rosa)
    asked = await talk.one("/broadcast Morgen ist Pause <b>&", user=operator)
    assert "An 2 Chats senden" in asked.text
    done = await talk.press("An 2 Chats senden", asked, user=operator)
    got = [one.chat and one.chat.id for one in done if one.text == "Morgen ist Pause <b>&"]
    assert sorted(got) == [operator.id, rosa.id]  # in whatever order they were sent
    again = await talk.forge(asked.message, "bcyes:1", user=operator)  # type: ignore[arg-type]  # it was sent
    assert "gilt nicht mehr" in texts(again)
    (report,) = await talk.wait(timedelta(minutes=1))
    assert "2 zugestellt" in report.text
    assert await talk.wait(timedelta(minutes=1)) == []
    other = await talk.one("/broadcast Doch nicht", user=operator)
    assert "Verworfen" in (await talk.tap("Verwerfen", other, user=operator)).text


async def test_a_broadcast_that_breaks_off_half_way_reaches_the_rest_and_nobody_twice(
    talk: Talk, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasts, "_BATCH", 1)
    rosa = talk.box.person("Rosa")
    await talk.one("abo 8:30", user=rosa)
    await talk.one("/broadcast Morgen ist Pause", user=operator)
    refusal = "BEFORE INSERT ON outbox WHEN NEW.chat_id > 1 BEGIN SELECT RAISE(ABORT, 'no room'); END"
    async with talk.what.database.begin() as tx:
        await tx.outbox._connection.execute(text(f"CREATE TRIGGER refusal {refusal}"))
    before = len(talk.box.sent)
    with pytest.raises(IntegrityError, match="no room"):
        await talk.what.broadcasts.send(1, by=str(operator.id), now=talk.clock.now())
    assert [one.text for one in await talk.since(before)] == ["Morgen ist Pause"]
    async with talk.what.database.begin() as tx:
        await tx.outbox._connection.execute(text("DROP TRIGGER refusal"))
    rest = [*await talk.wait(timedelta(minutes=1)), *await talk.wait(timedelta(minutes=1))]
    assert len(rest) == 2
    assert rest[0].text == "Morgen ist Pause"
    assert "2 zugestellt" in rest[1].text


async def test_without_a_source_there_is_nothing_to_refresh(empty_talk: Talk) -> None:
    operator = operator_of(empty_talk)
    assert "Noch keine Quelle" in (await empty_talk.one("/refresh", user=operator)).text


async def test_editing_a_label_a_point_and_the_provenance(talk: Talk, operator: User) -> None:
    await talk.one("/latest", user=operator)
    assert "/edit 3" in (await talk.one("/edit", user=operator)).text
    await talk.one("/edit 3 author Olena Zwei", user=operator)
    await talk.one("/edit 3 label 1 Ein neues Wort", user=operator)
    seen = await talk.one("/latest")
    assert "Olena Zwei" in seen.text
    assert "Ein neues Wort" in seen.text
    await talk.one("/edit 3 hide 1", user=operator)
    assert "Ein neues Wort" not in (await talk.one("/latest")).text
    log = (await talk.one("/log", user=operator)).text
    assert "edit 3 hide 1" in log
    assert "edit 3 label 1 Ein neues Wort" in log
    await talk.one("/edit 3 published 5. Februar 2026", user=operator)
    for wrong in (
        "3 published gestern",
        "3 language Klingonisch",
        "3 hide 99",
        "999 author X",
        "3 nosuchfield X",
        "3 label x",
        "3 original_url nix",
    ):
        assert "✅" not in (await talk.one(f"/edit {wrong}", user=operator)).text


async def test_a_piece_is_removed_whatever_its_source_says_and_brought_back(
    talk: Talk, operator: User
) -> None:
    title = (await talk.one("/latest")).text.split("\n")[0]
    assert "sieht jetzt niemand mehr" in (await talk.one("/edit 3 remove", user=operator)).text
    for guid in (DAVOS.guid, "another"):  # as its source shows it again, in other words
        await store(talk.what, talk.clock.now(), changed(DAVOS, guid=guid, title="Anders"))
    for asked in ("/latest", "Luftabwehr", "/archive"):
        answer = texts(await talk.say(asked))
        assert title not in answer
        assert "Anders" not in answer
    assert "✅" in (await talk.one("/edit 3 show", user=operator)).text
    await talk.wait(timedelta(minutes=1))
    assert title in (await talk.one("/latest")).text
    assert "Luftabwehr" in (await talk.one("Luftabwehr")).text


async def test_a_text_and_a_document_become_pieces_after_a_tap(
    talk: Talk, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = await talk.one(ARTICLE, user=operator)
    assert "als Beitrag aufnehmen" in offer.text
    assert "Aufgenommen: 1 Beitrag" in (await talk.tap("Aufnehmen", offer, user=operator)).text
    again = await talk.press("Aufnehmen", offer.message, user=operator) if offer.message else []
    assert "gilt nicht mehr" in texts(again)
    before = len(talk.box.sent)
    talk.box.send_document("Brücke.md", f"# Die Brücke\n\n{ARTICLE}".encode(), user=operator)
    (offer,) = await talk.since(before)
    assert "Brücke.md" in offer.text
    stored = await talk.tap("Aufnehmen", offer, user=operator)
    await talk.wait(timedelta(seconds=1))
    assert (await talk.tap("Zeigen", stored, user=operator)).text.startswith("Die Brücke")
    before = len(talk.box.sent)
    talk.box.send_document("bild.png", b"\x89PNG", user=operator)
    (offer,) = await talk.since(before)
    assert "lese ich nicht" in (await talk.tap("Aufnehmen", offer, user=operator)).text
    assert (
        "nicht aufgenommen"
        in (await talk.tap("Nein", await talk.one(ARTICLE, user=operator), user=operator)).text
    )
    monkeypatch.setattr(
        talk.what.reader, "_seconds", 0.0
    )  # as with a file over which the reader would sit for ever
    offer = await talk.one(f"{ARTICLE} Noch einmal.", user=operator)
    assert "abgebrochen" in (await talk.tap("Aufnehmen", offer, user=operator)).text


async def test_alerts_come_once_and_to_operators_only(talk: Talk, operator: User) -> None:
    await talk.one("/start")
    async with talk.what.database.begin() as tx:
        await tx.sources.change(
            1,
            failures=3,
            failing_since=talk.clock.now(),
            last_error=Trouble("error.fetch.timeout", {"host": "blog.example"}),
        )
    alerts = await talk.wait(timedelta(minutes=2))
    assert [one.chat for one in alerts] == [talk.box.private(operator)]
    assert "lässt sich nicht lesen" in alerts[0].text
    assert await talk.wait(timedelta(minutes=2)) == []


@pytest.mark.usefixtures("operator")
async def test_backups_that_are_made_no_longer_are_told_once(talk: Talk, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    (backups / "quellenbote-20261001T032000Z-upgrade.db").touch()
    assert await talk.wait(timedelta(minutes=2)) == []
    (backups / f"quellenbote-{talk.clock.now():%Y%m%dT%H%M%S}Z.db").touch()
    assert await talk.wait(timedelta(days=1)) == []
    (alert,) = await talk.wait(timedelta(days=2))
    assert "keine Sicherung" in alert.text
    assert await talk.wait(timedelta(minutes=2)) == []


@pytest.mark.usefixtures("in_the_box_only", "operator")
async def test_another_bot_with_the_same_token_is_told_once(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leader, "_PAUSES", (0.01,))
    for _ in range(3):
        assert await talk.wait(timedelta(minutes=1)) == []
        await talk.box.call("getUpdates", {"timeout": "0"})
        await talk.one("/status")
    (alert,) = await talk.wait(timedelta(minutes=2))
    assert "mit demselben Token" in alert.text
    assert await talk.wait(timedelta(minutes=2)) == []


@pytest.mark.usefixtures("operator")
async def test_a_source_that_is_silent_longer_than_usual_is_told_once(talk: Talk) -> None:
    more = [
        changed(DAVOS, guid=f"n{n}", url=None, published=talk.clock.now() - timedelta(days=n))
        for n in range(2, 5)
    ]
    await store(talk.what, talk.clock.now(), *more)
    async with talk.what.database.begin() as tx:
        await tx.sources.change(1, last_success_at=talk.clock.now())
    assert await talk.wait(timedelta(days=2)) == []
    alerts = await talk.wait(timedelta(days=4))
    assert "schweigt" in texts(alerts)
    assert await talk.wait(timedelta(hours=1)) == []


@pytest.mark.usefixtures("in_the_box_only")
async def test_an_uncertain_delivery_is_decided_by_one_tap(cautious_talk: Talk) -> None:
    talk = cautious_talk
    operator = operator_of(talk)
    await talk.say("/start", user=operator)
    rosa = talk.box.person("Rosa")
    await talk.one("abo 8:30", user=rosa)
    talk.box.fail_next("sendMessage", Fault.timeout(delivered=False), chat=rosa)
    # sent by the first, told by the second: while the digest is under way nobody can know of the doubt
    (alert,) = [*await talk.wait(timedelta(minutes=35)), *await talk.wait(timedelta(minutes=1))]
    assert alert.chat is talk.box.private(operator)
    assert "ungewiss" in alert.text
    doubts = await talk.tap("Ungewisse", alert, user=operator)
    done = await talk.press("noch einmal senden", doubts, user=operator)
    assert any(one.chat is talk.box.private(rosa) for one in done)


async def test_a_double_tap_hides_one_point(talk: Talk, operator: User) -> None:
    first, second, *_ = (await talk.what.editing.article(1)).points
    shown = await talk.one("/edit 1", user=operator)
    before = len(talk.box.sent)
    for _ in range(2):
        talk.box.press(shown, "1", user=operator)
    assert "gilt nicht mehr" in texts(await talk.since(before))
    left = (await talk.what.editing.article(1)).points
    assert first not in left
    assert second in left
    assert "gilt nicht mehr" in texts(await talk.forge(talk.box.last(operator), "hide:1", user=operator))


async def test_a_button_stores_the_text_above_it_and_no_later_one(talk: Talk, operator: User) -> None:
    first = await talk.one(ARTICLE, user=operator)
    second = await talk.one(ARTICLE.replace("Brücke", "Fähre"), user=operator)
    assert "gilt nicht mehr" in texts(await talk.press("Aufnehmen", first, user=operator))
    assert "nicht aufgenommen" in (await talk.tap("Nein", first, user=operator)).text
    assert "Aufgenommen: 1 Beitrag" in (await talk.tap("Aufnehmen", second, user=operator)).text
    await talk.wait(timedelta(seconds=1))
    assert "Fähre" in (await talk.one("/latest")).text


async def test_a_button_keeps_the_source_above_it_and_no_later_one(
    tmp_path: Path, clock: MovableClock, empty_database: Path
) -> None:
    blog = Blog()
    blog.publish_many(2)
    async with serving(blog):
        blog.host = f"127.0.0.1:{blog.port}"
        settings = replace(in_folder(copied(empty_database, tmp_path)), allow_hosts=frozenset({blog.host}))
        async with talking(settings, clock) as talk:
            operator = operator_of(talk)
            first = await talk.one(f"/add http://{blog.host}", user=operator)
            second = await talk.one(f"/add http://{blog.host}/", user=operator)
            assert "gilt nicht mehr" in texts(await talk.press("Aufnehmen", first, user=operator))
            assert "nehme ich nicht auf" in (await talk.tap("Nein", first, user=operator)).text
            assert "Neue Quelle" in (await talk.tap("Aufnehmen", second, user=operator)).text


async def test_a_command_ends_with_its_line(talk: Talk, operator: User) -> None:
    for written in ("@kanal ist umgezogen", "hallo@blog.example ist neu,\nund zwei Zeilen lang"):
        asked = await talk.one(f"/broadcast\n{written}", user=operator)
        assert asked.text.startswith(written)


async def test_an_operator_s_menu_speaks_each_language(talk: Talk, operator: User) -> None:
    await Menus(
        talk.app.sender, frozenset({operator.id})
    ).set()  # as at the start, of which nothing tells the end
    menus = {
        call.parameters.get("language_code"): call.parameters["commands"]
        for call in talk.box.calls
        if call.method == "setMyCommands" and str(operator.id) in call.parameters.get("scope", "")
    }
    assert set(menus) == {None, *LANGUAGES}
    for language in LANGUAGES:
        told = {command["description"] for command in json.loads(menus[language])}
        assert translator(language)("command.broadcast") in told


@pytest.mark.parametrize(
    "wrong", ["99999999999999999999 show", "999 show", "² show", "1 hide ²", "1 label ² X"]
)
async def test_a_wrong_number_is_told(talk: Talk, operator: User, wrong: str) -> None:
    told = (await talk.one(f"/edit {wrong}", user=operator)).text
    assert "schiefgegangen" not in told
    assert "✅" not in told
    assert "999" not in (await talk.one("/log", user=operator)).text


async def test_a_moving_picture_is_no_piece(talk: Talk, operator: User) -> None:
    file = {"file_id": "f", "file_unique_id": "u", "file_name": "katze.mp4"}
    before = len(talk.box.sent)
    talk.box.send_other(
        {"animation": {**file, "width": 1, "height": 1, "duration": 1}, "document": file}, user=operator
    )
    assert "Schreib mir ein Wort" in texts(await talk.since(before))
