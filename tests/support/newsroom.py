"""A blog on loopback, and the services that read it: what tests of sources are told through."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.services.discovery import Via
from bot.services.ingest import Ingest, Tally
from bot.services.readings import Reading, Readings
from bot.services.summarise import Summarise
from bot.services.workers import Workers
from bot.sources.fetch import Fetcher
from bot.sources.reader import Reader
from db import Article, Database, Source, upgrade
from tests.support.blog import Blog, serving

HALF_AN_HOUR = timedelta(minutes=30)


@dataclass
class Newsroom:
    """The services over a fresh database, at the blog's door."""

    blog: Blog
    clock: MovableClock
    database: Database
    fetcher: Fetcher
    ingest: Ingest
    readings: Readings
    summarise: Summarise
    reader: Reader

    async def add(self, via: Via | None = None, *, path: str = "/", archive: bool = True) -> Source:
        """Add the blog as an operator does, and wait for its archive."""
        found = await self.readings.discover(self.blog.url(path), via)
        source = await self.readings.keep(found, by="test", now=self.clock.now())
        if archive:
            async for _ in self.readings.backfill(source, patient=False):
                pass
        return await self.source(source.id)

    async def refresh(
        self, source: Source, *, after: timedelta = HALF_AN_HOUR, everything: bool = False
    ) -> Reading:
        """Read the source again, some time later."""
        self.clock.advance(after)
        return await self.readings.read(await self.source(source.id), unconditional=everything)

    async def source(self, source_id: int) -> Source:
        """The source as it is stored."""
        async with self.database.read() as tx:
            source = await tx.sources.get(source_id)
        assert source is not None
        return source

    async def articles(self) -> list[Article]:
        """All that is stored, withdrawn pieces too, in the order of their numbers."""
        async with self.database.read() as tx:
            return await tx.articles.many(await tx.articles.ids())

    async def titles(self) -> list[str]:
        """What readers may see, newest first."""
        async with self.database.read() as tx:
            return [h.title for h in await tx.articles.latest(self.clock.now(), limit=5000)]

    async def news(self, since: datetime) -> list[str]:
        """What is new to a chat whose last slot was then."""
        async with self.database.read() as tx:
            return [h.title for h in await tx.articles.stored_between(since, self.clock.now(), limit=500)]

    async def article(self, title: str) -> Article:
        """The only piece of that title."""
        (found,) = [article for article in await self.articles() if article.title == title]
        return found

    def break_for(self, broken: Source, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the storing of one source's pieces fail as nobody foresaw."""
        store = self.ingest.store

        async def stored(source: Source, *arguments: Any, **options: Any) -> Tally:
            if source.id == broken.id:
                raise ZeroDivisionError
            return await store(source, *arguments, **options)

        monkeypatch.setattr(self.ingest, "store", stored)


class Opening:
    """Opens newsrooms, each over a database of its own."""

    def __init__(self, reader: Reader, clock: MovableClock, folders: pytest.TempPathFactory) -> None:
        self._reader = reader
        self._clock = clock
        self._folders = folders

    @asynccontextmanager
    async def __call__(self, blog: Blog, **options: float) -> AsyncIterator[Newsroom]:
        """A newsroom at that blog's door, until the block ends. ``options`` are the fetcher's."""
        database = Database(f"sqlite:///{self._copy()}")
        workers, fetcher = Workers(), blog.fetcher(self._clock, **options)
        ingest = Ingest(database, workers)
        readings = Readings(database, fetcher, self._reader, ingest, self._clock)
        summarise = Summarise(database, workers, self._clock, method="quellenbote")
        async with serving(blog):
            try:
                yield Newsroom(
                    blog, self._clock, database, fetcher, ingest, readings, summarise, self._reader
                )
            finally:
                workers.close()
                await database.close()

    def _copy(self) -> Path:
        """A database with the newest schema: migrated once, then copied."""
        template = self._folders.getbasetemp() / "template" / "quellenbote.db"
        if not template.exists():
            template.parent.mkdir()
            upgrade(f"sqlite:///{template}")
        return Path(shutil.copy(template, self._folders.mktemp("newsroom")))
