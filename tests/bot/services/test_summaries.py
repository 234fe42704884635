from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main

TEXT = """Hafen im Streit

Der Rat der Stadt hat die Gebühren für den Hafen gesenkt. Das freut die Fischer der Insel.

Foto: Der Hafen im Winter.
"""


@pytest.fixture
def piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("QUELLENBOTE_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "piece.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_the_explanation_says_what_decided_and_leaves_out_what_did_not(
    piece: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUELLENBOTE_LANGUAGE", "en")
    assert main(["summarize", piece, "--explain"]) == 0
    told = capsys.readouterr().out
    assert "not shown" in told
    assert "points back -1.00" in told
    assert "label Senkung der Gebühren für den Hafen 0.9" in told
    assert "bias" not in told
    assert "=0.00" not in told


def test_the_explanation_is_that_of_the_chosen_method(piece: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for method in ("quellenbote", "lexrank"):
        assert main(["summarize", piece, "--explain", "--method", method]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] != told[1]


def test_json_holds_the_explanation(piece: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summarize", piece, "--json", "--explain"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["point"]["label"] for each in told["explanation"]["points"]] == [
        point["label"] for point in told["points"]
    ]
    assert [sentence["showable"] for sentence in told["explanation"]["sentences"]] == [True, True, False]


def test_a_heading_of_the_piece_names_the_point_below_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "piece.md"
    path.write_text(
        "# Nordmünde\n\n## Warum der Hafen zögert\n\nDer Hafen wartet seit März auf drei Kräne.\n"
    )
    assert main(["summarize", str(path)]) == 0
    assert "• Warum der Hafen zögert\n    Der Hafen wartet" in capsys.readouterr().out


def test_passages_are_not_chosen_so_nobody_can_ask_why(piece: str) -> None:
    with pytest.raises(SystemExit):
        main(["summarize", piece, "--about", "Hafen", "--explain"])
