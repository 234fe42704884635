"""The figures behind /metrics, in Prometheus' text format.

Written out here: the format is a line a value, and the usual library would bring a global registry.
https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import os
import sys
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from bot import version
from db import Counts, Database, Source, StorageError

BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds in seconds; an answer is expected within one."""
Kind: TypeAlias = Literal["counter", "gauge", "histogram"]
Labels: TypeAlias = tuple[tuple[str, str], ...]
Values: TypeAlias = Mapping[Labels, float] | float
"""By their labels; a number alone has none."""
OUTBOX_STATES = ("ready", "attempting", "sent", "failed", "uncertain")


@dataclass(slots=True)
class Histogram:
    """How long things took: one count a bucket, and the sum of seconds."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """One more thing took that long."""
        self.counts[bisect_left(BUCKETS, seconds)] += 1
        self.seconds += seconds


class Figures:
    """Counts what happens in this process, and writes it out beside what the database knows."""

    def __init__(self, *, started_at: datetime) -> None:
        self._started_at = started_at
        self._updates: Counter[str] = Counter()
        self._deliveries: Counter[str] = Counter()
        self._fetches: Counter[str] = Counter()
        self._jobs: Counter[tuple[str, str]] = Counter()
        self._latency = Histogram()

    def update(
        self, outcome: Literal["handled", "stuck", "repeated", "unreadable"], seconds: float | None = None
    ) -> None:
        """An update came to its end; ``seconds`` from its arrival to the end of its handling."""
        self._updates[outcome] += 1
        if seconds is not None:
            self._latency.add(seconds)

    def delivered(self, outcome: str, count: int = 1) -> None:
        """Attempts to deliver ended so: sent, again, failed or uncertain."""
        self._deliveries[outcome] += count

    def fetched(self, outcome: str) -> None:
        """A source was read: ``read``, ``unchanged``, or the kind of failure."""
        self._fetches[outcome] += 1

    def job(self, name: str, outcome: Literal["done", "failed"]) -> None:
        """A tick ended."""
        self._jobs[name, outcome] += 1

    async def text(self, database: Database, now: datetime) -> str:
        """Everything, as /metrics answers it. A database that is silent is told as quellenbote_database_up 0."""
        lines = [*self._of_process(), *self._counted()]
        try:
            async with database.read() as tx:
                counts = await tx.operators.counts()
                sources = await tx.sources.all()
                due = await tx.outbox.next_due()
        except StorageError:
            lines += _gauge("quellenbote_database_up", "Whether the database answers.", 0)
        else:
            lines += _gauge("quellenbote_database_up", "Whether the database answers.", 1)
            lines += _stored(counts)
            lines += _waiting(counts, due, now)
            lines += _sources(sources, now)
        return "\n".join(lines) + "\n"

    def _counted(self) -> Iterator[str]:
        updates = _by("outcome", self._updates, ("handled", "stuck", "repeated", "unreadable"))
        yield from _counter(
            "quellenbote_updates_total", "Updates from Telegram by how their handling ended.", updates
        )
        yield from _histogram(
            "quellenbote_update_seconds",
            "From an update's arrival to the end of its handling.",
            self._latency,
        )
        deliveries = _by("outcome", self._deliveries, ("sent", "again", "failed", "uncertain"))
        yield from _counter("quellenbote_deliveries_total", "Attempts to deliver by outcome.", deliveries)
        fetches = _by("outcome", self._fetches, ("read", "unchanged"))
        yield from _counter("quellenbote_fetches_total", "Readings of sources by outcome.", fetches)
        jobs: Values = {(("job", job), ("outcome", out)): n for (job, out), n in sorted(self._jobs.items())}
        yield from _counter("quellenbote_jobs_total", "Rounds of recurring work by job and outcome.", jobs)

    def _of_process(self) -> Iterator[str]:
        info = (("python", ".".join(map(str, sys.version_info[:3]))), ("version", version()))
        yield from _gauge("quellenbote_info", "What runs here.", {info: 1})
        yield from _gauge(
            "process_start_time_seconds", "When the process started.", self._started_at.timestamp()
        )
        yield from _counter("process_cpu_seconds_total", "Processor time used.", time.process_time())
        if resident := resident_bytes():
            yield from _gauge("process_resident_memory_bytes", "Memory in use.", resident)


def resident_bytes() -> int | None:
    """The process' resident memory; None where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")


def _stored(counts: Counts) -> Iterator[str]:
    for name, what, number in (
        ("articles", "Live articles.", counts.articles),
        ("articles_withdrawn", "Articles their sources took back.", counts.withdrawn),
        ("articles_pending", "Articles that wait for their points.", counts.pending),
        ("points", "Stored points.", counts.points),
        ("chats", "Chats that can be reached.", counts.chats),
        ("subscriptions", "Active subscriptions.", counts.subscriptions),
    ):
        yield from _gauge(f"quellenbote_{name}", what, number)


def _waiting(counts: Counts, due: datetime | None, now: datetime) -> Iterator[str]:
    yield from _gauge(
        "quellenbote_outbox", "Deliveries by state.", _by("state", counts.outbox, OUTBOX_STATES)
    )
    age = max(0.0, (now - due).total_seconds()) if due else 0.0
    yield from _gauge(
        "quellenbote_outbox_age_seconds", "How long the oldest delivery that is due has waited.", age
    )
    yield from _gauge("quellenbote_inbox_open", "Updates that wait or are in work.", counts.inbox_open)


def _sources(sources: Iterable[Source], now: datetime) -> Iterator[str]:
    """One line a source, by its number: addresses and titles are nobody's business but the operator's."""
    fetched: dict[Labels, Source] = {
        (("source", str(s.id)),): s for s in sources if s.last_success_at or s.next_fetch_at
    }
    lags = {
        number: max(0.0, (now - (source.last_success_at or source.created_at)).total_seconds())
        for number, source in fetched.items()
    }
    yield from _gauge(
        "quellenbote_source_lag_seconds", "Since a source was read successfully, or was added.", lags
    )
    failures = {number: source.failures for number, source in fetched.items()}
    yield from _gauge(
        "quellenbote_source_failures", "How often in a row a source could not be read.", failures
    )


def _by(label: str, counts: Mapping[str, int], always: Iterable[str]) -> dict[Labels, float]:
    """A value for each label, with a zero for those that did not happen yet: a rate needs a beginning."""
    return {((label, name),): counts.get(name, 0) for name in sorted({*always, *counts})}


def _gauge(name: str, what: str, values: Values) -> Iterator[str]:
    return _family(name, "gauge", what, values)


def _counter(name: str, what: str, values: Values) -> Iterator[str]:
    return _family(name, "counter", what, values)


def _family(name: str, kind: Kind, what: str, values: Values) -> Iterator[str]:
    yield f"# HELP {name} {what}"
    yield f"# TYPE {name} {kind}"
    for labels, value in values.items() if isinstance(values, Mapping) else [((), values)]:
        yield _sample(name, labels, value)


def _histogram(name: str, what: str, histogram: Histogram) -> Iterator[str]:
    yield from _family(name, "histogram", what, {})
    total = 0
    for bound, count in zip((*map(str, BUCKETS), "+Inf"), histogram.counts, strict=True):
        total += count
        yield _sample(f"{name}_bucket", (("le", bound),), total)
    yield _sample(f"{name}_sum", (), histogram.seconds)
    yield _sample(f"{name}_count", (), total)


def _sample(name: str, labels: Labels, value: float) -> str:
    inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
    return f"{name}{{{inside}}} {value}" if inside else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
