"""What was read, as it was meant: weekdays taken out, times put right, one thing instead of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.handlers.arguments import weekdays_of
from bot.handlers.phrases import Meaning, Segment, meant
from bot.handlers.rules import read_rules
from bot.services.schedule import DAILY

_DENIED = frozenset({"digest", "message"})
"""What none is wanted of on some days; on a single day only that one's may be meant."""
_HOURS = frozenset({"time", "digits", "dotted"})
_TIMES = _HOURS | {"part", "hour", "filler", "aside"}
_FROM = frozenset({"starting", "from"})
_INSTEAD_OF_EACH_OTHER = (
    frozenset({"time", "digits", "dotted"}),
    frozenset({"recurring", "weekly", "at_once", "day", "on_days"}),
    frozenset({"language_name"}),
)


def going_on(segments: Sequence[Segment]) -> Sequence[Segment]:
    """With an "and" or a "but" before everything else marked as such: what follows is wanted besides."""
    joints = segments[0].meanings.keys() & {"and", "but"} if segments else set[str]()
    if not joints:
        return segments
    return [replace(segments[0], meanings=dict.fromkeys(joints, Meaning({"first": 1}))), *segments[1:]]


def excepted(segments: Sequence[Segment]) -> list[Segment]:
    """With weekdays that are taken out as meanings of their own: "not on Saturdays and Sundays", "Sundays not"."""
    result: list[Segment] = []
    excepting = named = False
    segments = _put_right(segments)
    if _leaves(segments):
        segments = [_left(segment) for segment in segments]
    for place, segment in enumerate(segments):
        mask = _days_of(segment)
        if excepting and mask and ("recurring" in segment.meanings or not named):
            start = segment.start
            while result and not (_DENIED | {"except", "filler"}).isdisjoint(result[-1].meanings):
                start = result.pop().start
            result.append(_taken_out(mask, start, segment.end))
            continue
        named = excepting and (named or not _DENIED.isdisjoint(segment.meanings))
        goes_on = excepting and not {"and", "filler"}.isdisjoint(segment.meanings)
        excepting = "except" in segment.meanings or goes_on or named
        behind = segments[place + 1 :]
        if {"except", "not"} <= segment.meanings.keys() and not _leads_to_days(behind):
            first, mask = _days_at_the_end(result)
            one = not any("recurring" in days.meanings for days in result[first:])
            if mask and not (one and behind and not _DENIED.isdisjoint(behind[0].meanings)):
                result[first:] = [_taken_out(mask, result[first].start, segment.end)]
                continue
        result.append(segment)
    return result


def _put_right(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Without the time that is denied where the right one follows: "not at 8 but at 9"."""
    denied = next((at for at, segment in enumerate(segments) if "not" in segment.meanings), len(segments))
    but = next((at for at in range(denied, len(segments)) if "but" in segments[at].meanings), len(segments))
    wrong, right = segments[denied + 1 : but], segments[but + 1 :]
    only_a_time = all(_TIMES & segment.meanings.keys() for segment in wrong) and _HOURS & meant(wrong)
    return [*segments[:denied], *right] if only_a_time and _HOURS & meant(right) else segments


def replaced(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Without what is wanted no more: "weekly instead of daily", "change it from 8 to 9"."""
    present = meant(segments)
    changing = "change" in present and "quiet" not in present
    for place, segment in enumerate(segments):
        old = _behind_fillers(segments, place + 1)
        if old == len(segments) or not segments[old].meanings:
            continue
        new = _behind_fillers(segments, old + 1)
        moved = changing and not _FROM.isdisjoint(segment.meanings) and _are_alike(segments, old, new)
        if moved or "instead" in segment.meanings:
            while any("and" in joint.meanings for joint in segments[old + 1 : old + 2]) and _are_alike(
                segments, old, old + 2
            ):
                old += 2
            return [*segments[:place], *segments[old + 1 :]]
    return segments


def _behind_fillers(segments: Sequence[Segment], place: int) -> int:
    while place < len(segments) and "filler" in segments[place].meanings:
        place += 1
    return place


def _are_alike(segments: Sequence[Segment], one: int, other: int) -> bool:
    """Whether two may stand in the place of each other: times, weekdays, languages."""
    if other >= len(segments):
        return False
    known, too = segments[one].meanings.keys(), segments[other].meanings.keys()
    return any(kind & known and kind & too for kind in _INSTEAD_OF_EACH_OTHER)


def _leaves(segments: Sequence[Segment]) -> bool:
    """Whether no more is wanted, be it only on some days; "a pause from Monday to Friday" is one of the next days."""
    present = meant(segments)
    paused = "pause" in present and "range" not in present
    return "only" not in present and (
        paused
        or any(
            present.issuperset(need)
            for rule in read_rules().rules
            if rule.intent == "unsubscribe" and not rule.in_order
            for need in rule.needs
        )
    )


def _left(segment: Segment) -> Segment:
    """The weekdays on which no more is wanted as those taken out; a daily digest is all of it."""
    mask = _days_of(segment) if "recurring" in segment.meanings else None
    return _taken_out(mask, segment.start, segment.end) if mask and mask != DAILY else segment


def _taken_out(mask: int, start: int, end: int) -> Segment:
    return Segment(start, end, {"not_daily" if mask == DAILY else "without": Meaning({"days": mask})})


def _days_of(segment: Segment) -> int | None:
    """The weekdays that a segment names."""
    return weekdays_of({concept: (meaning,) for concept, meaning in segment.meanings.items()})


def _leads_to_days(segments: Sequence[Segment]) -> bool:
    """Whether weekdays come next, so that a "not" before them is theirs."""
    for segment in segments:
        if _days_of(segment):
            return True
        if (_DENIED | {"and", "filler", "please", "aside"}).isdisjoint(segment.meanings):
            return False
    return False


def _days_at_the_end(segments: Sequence[Segment]) -> tuple[int, int]:
    """The weekdays that were named last, and from which segment on; none that something begins or ends on."""
    first, mask = len(segments), 0
    for place in reversed(range(len(segments))):
        meanings = segments[place].meanings
        days = _days_of(segments[place])
        if days and not (mask and days == DAILY):
            first, mask = place, mask | days
        elif not {"until", "starting", "again"}.isdisjoint(meanings):
            return first, 0
        elif ({"and", "filler", "please", "aside"} if mask else {"please", "aside", "also"}).isdisjoint(
            meanings
        ):
            break
    return first, mask
