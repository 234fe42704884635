"""The pipe from a source to a reader, in order: as ticks of one process, or as jobs that many share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.delivery.alerts import Alerts
from bot.delivery.planner import Planner
from bot.jobs import Job, Tick
from bot.services.broadcasts import Broadcasts
from bot.services.cleaning import Cleaning
from bot.services.figures import Figures
from bot.services.readings import Reading, Readings
from bot.services.replanning import Replanning
from bot.services.sharing import BACKFILL, READ, SUMMARISE, Sharing
from bot.services.summarise import Summarise
from bot.services.watch import Watch


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Its parts; ``wake`` tells the sender that there is something new, ``leads`` that no other process sends."""

    readings: Readings
    sharing: Sharing
    summarise: Summarise
    replanning: Replanning
    planner: Planner
    broadcasts: Broadcasts
    alerts: Alerts
    cleaning: Cleaning
    watch: Watch
    figures: Figures
    clock: Clock
    wake: Callable[[], None]
    leads: Callable[[], bool]

    def embedded(self) -> tuple[Tick, ...]:
        """Everything by this process."""
        return (
            Tick("fetch", 15.0, self._fetch),
            Tick("backfill", 30.0, self._backfill),
            Tick("summarise", 5.0, self._summarise),
            *self._own(),
        )

    def shared(self) -> tuple[Tick, ...]:
        """What is heavy is deferred to whoever is free; ``jobs`` are worked on beside this."""
        return (Tick("renew", 60.0, self._renew), Tick("share", 5.0, self._share), *self._own())

    def jobs(self) -> Mapping[str, Job]:
        """The jobs that are shared, by name; each does for one number what a tick does for all that is due."""
        return {READ: self._read_one, BACKFILL: self.readings.backfill_one, SUMMARISE: self.summarise.one}

    def _own(self) -> tuple[Tick, ...]:
        return (
            Tick("zones", 60.0, self._zones),
            Tick("plan", 1.0, self._plan),
            Tick("at once", 5.0, self._at_once),
            Tick("broadcast", 60.0, self._broadcast),
            Tick("alert", 60.0, self._alert),
            Tick("clean", 3600.0, self._clean),
        )

    # ---------------------------------------------------------------- reading
    async def _fetch(self) -> bool:
        readings = await self.readings.due(self.clock.now())
        for reading in readings:
            await self._read(reading)
        return bool(readings)

    async def _read_one(self, number: int) -> None:
        reading = await self.sharing.read(number)
        if reading is not None:
            await self._read(reading)

    async def _read(self, reading: Reading) -> None:
        """What follows from a reading: a piece that was taken back leaves no digest that still waits."""
        self.figures.fetched("read" if reading.error is None else reading.error.key)
        if reading.tally.withdrawn:
            await self.planner.plan_anew(reading.tally.withdrawn, self.clock.now())

    async def _backfill(self) -> bool:
        return bool(await self.readings.backfill_some())

    async def _share(self) -> bool:
        await self.sharing.defer_due(self.clock.now())
        return False

    # ---------------------------------------------------------------- summarising and planning
    async def _renew(self) -> bool:
        if self.leads():
            await self.summarise.renew()
        return False

    async def _summarise(self) -> bool:
        return await self.summarise.pending() > 0

    async def _zones(self) -> bool:
        if self.leads():
            await self.replanning.run(self.clock.now())
        return False

    async def _plan(self) -> bool:
        planned = await self.planner.plan(self.clock.now())
        if planned.messages:
            self.wake()
        return planned.slots > 0

    async def _at_once(self) -> bool:
        if await self.planner.plan_at_once(self.clock.now()):
            self.wake()
        return False

    async def _broadcast(self) -> bool:
        if self.leads() and await self.broadcasts.go_on(self.clock.now()):
            self.wake()
        return False

    async def _alert(self) -> bool:
        if self.leads() and await self.alerts.run(self.clock.now()):
            self.wake()
        return False

    async def _clean(self) -> bool:
        if self.leads():
            await self.cleaning.run(self.clock.now())
            await self.watch.note_growth(self.clock.now())
        return False
