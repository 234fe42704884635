"""What runs by itself, each under supervision: ticks of this process, and jobs that many processes share.

A tick does what is due and returns, so that a test calls it with the clock it likes; the loops only call
ticks. Shared jobs are worked on by Procrastinate's worker.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from bot.clock import wait

if TYPE_CHECKING:
    from procrastinate import App, JobContext

logger = logging.getLogger(__name__)
MISSED = 5.0
"""Seconds until a failed tick is tried again; each further failure doubles it, up to a minute."""
LONGEST_PAUSE = 60.0
AT_ONCE = 4
"""Shared jobs that one process works on at the same time."""
GRACE_SECONDS = 5.0
"""What a shared job gets at the end; one that is cut off is due again."""
_STALLED = "retry stalled"
Job: TypeAlias = Callable[[int], Awaitable[object]]
Noted: TypeAlias = Callable[[str, Literal["done", "failed"]], None]


@dataclass(frozen=True, slots=True)
class Tick:
    """A named piece of recurring work; ``do`` gives whether there is more of it at once."""

    name: str
    every: float
    do: Callable[[], Awaitable[bool]]


class Jobs:
    """Runs ticks until it is told to stop. A tick that fails is logged and tried again; others go on.

    ``noted`` is told how each turn of a tick ended.
    """

    def __init__(self, ticks: tuple[Tick, ...], noted: Noted | None = None) -> None:
        self._ticks = ticks
        self._noted = noted

    async def once(self, *, most: int = 100) -> None:
        """All ticks in order, each until nothing is left; what a test or a moved clock calls. Errors pass."""
        for tick in self._ticks:
            for _ in range(most):
                if not await tick.do():
                    break

    async def run(self, stop: asyncio.Event) -> None:
        """Every tick in its own loop, until ``stop`` is set."""
        async with asyncio.TaskGroup() as group:
            for tick in self._ticks:
                group.create_task(self._loop(tick, stop), name=tick.name)

    async def _loop(self, tick: Tick, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            more = await _attempt(tick.name, tick.do)
            failures = failures + 1 if more is None else 0
            if self._noted is not None:
                self._noted(tick.name, "failed" if failures else "done")
            await wait(stop, _pause(failures) if failures else 0.0 if more else tick.every)


class SharedJobs:
    """Works on the jobs that the processes of one PostgreSQL database share.

    A job of a process that died is done by another: who is at work says so every few seconds, and a job of
    someone silent is given out again.
    """

    def __init__(self, database_url: str, jobs: Mapping[str, Job], noted: Noted | None = None) -> None:
        self._database_url = database_url
        self._jobs = jobs
        self._noted = noted

    async def run(self, stop: asyncio.Event) -> None:
        """Work until ``stop`` is set; jobs in work then have GRACE_SECONDS. Raises what Procrastinate does."""
        app = self._app()
        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(
                    concurrency=AT_ONCE,
                    install_signal_handlers=False,
                    delete_jobs="always",  # what is due stays due: a failed job is deferred again
                    shutdown_graceful_timeout=GRACE_SECONDS,
                )
            )
            ending = asyncio.create_task(stop.wait())
            try:
                await asyncio.wait([working, ending], return_when=asyncio.FIRST_COMPLETED)
            finally:
                ending.cancel()
                working.cancel()
                with suppress(asyncio.CancelledError):
                    await working

    def _app(self) -> App:
        from procrastinate import App, PsycopgConnector  # SQLite has no use for it

        logging.getLogger("procrastinate").setLevel(logging.WARNING)  # else three lines a job
        connector = PsycopgConnector(conninfo=self._database_url, min_size=1, max_size=AT_ONCE, timeout=10.0)
        app = App(connector=connector)
        for name, do in self._jobs.items():
            app.task(name=name)(self._supervised(name, do))
        stalled = app.task(name=_STALLED, queueing_lock=_STALLED, pass_context=True)(_retry_stalled)
        app.periodic(cron="* * * * *")(stalled)
        return app

    def _supervised(self, name: str, do: Job) -> Callable[[int], Awaitable[None]]:
        async def job(number: int) -> None:
            async def once() -> bool:
                await do(number)
                return False

            ended = await _attempt(name, once)
            if self._noted is not None:
                self._noted(name, "failed" if ended is None else "done")

        return job


async def _retry_stalled(context: JobContext, timestamp: int) -> None:
    """Give out again what a process had in work that gave no sign of life for half a minute."""
    from procrastinate.exceptions import UniqueViolation
    from procrastinate.jobs import Status

    del timestamp
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        logger.warning("a job was left behind", extra={"job": job.task_name})
        try:
            await jobs.retry_job(job)
        except UniqueViolation:  # it was asked for once more meanwhile, and waits already
            await jobs.finish_job(job, Status.FAILED, delete_job=True)


async def supervised(
    name: str, serve: Callable[[asyncio.Event], Awaitable[None]], stop: asyncio.Event
) -> None:
    """Have ``serve`` run until ``stop`` is set: where it fails or ends early, it begins again after a pause."""

    async def once() -> bool:
        await serve(stop)
        return True

    failures = 0
    while not stop.is_set():
        began = asyncio.get_running_loop().time()
        await _attempt(name, once)
        lasted = asyncio.get_running_loop().time() - began
        failures = 1 if lasted > LONGEST_PAUSE else failures + 1
        await wait(stop, _pause(failures))


async def all_until(
    stop: asyncio.Event,
    parts: Iterable[tuple[str, Coroutine[Any, Any, None]]],
    *,
    within: float,
    ending: Callable[[], None],
) -> None:
    """Run named parts side by side until ``stop`` is set, or one of them ends; then all have to end.

    ``ending`` is called when the end begins; what lasts longer than ``within`` seconds is cut off. Raises
    what the first of them raised.
    """
    tasks = [asyncio.create_task(part, name=name) for name, part in parts]
    waiting = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.set()
        ending()
        _, late = await asyncio.wait(tasks, timeout=within)
        for task in late:
            logger.warning("did not finish in time", extra={"task": task.get_name()})
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        await waiting
    for result in results:
        if isinstance(result, Exception):
            raise result


async def _attempt(name: str, do: Callable[[], Awaitable[bool]]) -> bool | None:
    """What ``do`` gives; None where it failed, which is logged."""
    try:
        return await do()
    except Exception:  # the supervisor: whatever one thing runs into, the others and its next turn go on
        logger.exception("a job failed", extra={"job": name})
        return None


def _pause(failures: int) -> float:
    return min(MISSED * 2.0 ** (min(failures, 10) - 1), LONGEST_PAUSE)
