"""An upgrade as operators meet it: a backup first, a kill in the middle, the way back to the old program."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from db import current, head, snapshots, upgrade
from tests.house.tree import ROOT
from tests.laboratory.program import PATIENCE
from tests.support.dump_schema import FOLDER

pytestmark = pytest.mark.timeout(240)  # two snapshots and some upgrades, on a slow machine
OLDEST = min(FOLDER.glob("*.sqlite.sql"))
# What the next version does: it changes a large table and its rows. While "wait" stands in the working
# folder, it says so in "halfway" and never comes to its end.
REVISION = """
import pathlib, time
from alembic import op
import sqlalchemy as sa

revision, down_revision = "9000", "THIS"

def upgrade():
    op.add_column("articles", sa.Column("mood", sa.Text, server_default="calm"))
    op.execute("UPDATE articles SET mood = 'glad', title = title || '!'")
    op.create_index("ix_articles_mood", "articles", ["mood"])
    op.execute("DELETE FROM shown")
    while pathlib.Path("wait").exists():
        pathlib.Path("halfway").touch()
        time.sleep(0.05)
"""


class Installation:
    """A data folder with what the oldest version stored, this program, and the one that comes after it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.data.mkdir()
        self.path = self.data / "quellenbote.db"
        self.url = f"sqlite:///{self.path}"
        with closing(sqlite3.connect(self.path)) as connection:
            connection.executescript(OLDEST.read_text("utf-8"))
        self.next = folder / "next"
        for package in ("bot", "summarizer"):
            (self.next / package).parent.mkdir(exist_ok=True)
            (self.next / package).symlink_to(ROOT / package)
        shutil.copytree(ROOT / "db", self.next / "db", ignore=shutil.ignore_patterns("__pycache__"))
        (self.next / "db/migrations/versions/9000_what_comes_next.py").write_text(
            REVISION.replace("THIS", head()), "utf-8"
        )

    def process(self, program: Path, *arguments: str) -> subprocess.Popen[str]:
        """Start a command of one of the two programs."""
        environment = {name: value for name, value in os.environ.items() if "QUELLENBOTE" not in name}
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=program,
            env=environment | {"QUELLENBOTE_DATA_DIR": str(self.data), "QUELLENBOTE_LANGUAGE": "en"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def call(self, program: Path, *arguments: str) -> tuple[int, str]:
        """Run a command to its end."""
        with self.process(program, *arguments) as process:
            said, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def moods(self) -> list[str]:
        """What the next version's upgrade wrote."""
        with closing(sqlite3.connect(self.path)) as connection:
            return [mood for (mood,) in connection.execute("SELECT DISTINCT mood FROM articles")]


@pytest.fixture
def installed(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def halfway(installed: Installation) -> None:
    """Kill the next version in the middle of its upgrade."""
    (installed.next / "wait").touch()
    with installed.process(installed.next, "status") as process:
        give_up = time.monotonic() + PATIENCE
        while not (installed.next / "halfway").exists():
            assert time.monotonic() < give_up, "the upgrade never began"
            assert process.poll() is None, process.stdout and process.stdout.read()
            time.sleep(0.02)
        process.kill()
    (installed.next / "wait").unlink()


def test_an_upgrade_survives_a_kill_and_can_be_taken_back(installed: Installation) -> None:
    upgrade(installed.url)  # to this version's schema, where that is not the oldest
    before = snapshots.present(installed.url)
    halfway(installed)
    assert snapshots.present(installed.url) == before, "a kill leaves the old schema and every row"
    status, said = installed.call(installed.next, "status")
    assert status == 0, said
    assert (current(installed.url), installed.moods()) == ("9000", ["glad"])

    status, said = installed.call(ROOT, "run")
    assert (status, said.splitlines()[0]) == (
        78,
        f"The database is from a newer version (9000; this one knows {head()}).",
    ), "an old program touches nothing, and systemd does not start it again and again"
    assert installed.moods() == ["glad"]

    backup = max((installed.data / "backups").glob("*-upgrade.db"))
    assert snapshots.look(backup) == before
    status, said = installed.call(ROOT, "restore", "--overwrite", str(backup))
    assert status == 0, said
    assert snapshots.present(installed.url) == before
