"""A chat's preferences: its subscription, its zone and language, what it filters; its data and their end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from bot.errors import QuellenboteError
from bot.services.digests import FIRST_DIGEST
from bot.services.schedule import (
    DAILY,
    Pause,
    QuietHours,
    Schedule,
    is_quiet,
    next_slot,
    next_slots,
)
from bot.services.zones import canonical_zone, day_of, zone_of
from bot.services.zones import zone as rules_of
from db import (
    Chat,
    ChatKind,
    Database,
    Delivery,
    Filters,
    Json,
    Length,
    StorageError,
    Subscription,
    UnitOfWork,
)

DEFAULT_TIME = "08:00"
MOST_TOPICS = 10
LONGEST_TOPIC = 80


@dataclass(frozen=True, slots=True)
class State:
    """A chat with its subscription, and the next slots as a reader is told them."""

    chat: Chat
    subscription: Subscription | None
    zone: str
    next_slots: tuple[datetime, ...] = ()

    @property
    def is_subscribed(self) -> bool:
        """Whether digests are to come."""
        return self.subscription is not None and self.subscription.active

    @property
    def pause(self) -> Pause | None:
        """The pause of a subscription, be it over, on or to come."""
        return pause_of(self.subscription) if self.subscription and self.is_subscribed else None


def schedule_of(subscription: Subscription, zone: str) -> Schedule:
    """The wall time, the zone and the days of a subscription."""
    return Schedule(time.fromisoformat(subscription.time), zone, subscription.weekdays)


def pause_of(subscription: Subscription) -> Pause | None:
    """Its pause, if it has one."""
    if not subscription.paused_until:
        return None
    since = date.fromisoformat(subscription.paused_from) if subscription.paused_from else date.min
    return Pause(date.fromisoformat(subscription.paused_until), since)


def followed(filters: Filters, topic: str) -> Filters:
    """The filters with one more topic, up to MOST_TOPICS; the oldest gives way."""
    topics = dict.fromkeys((*filters.topics, topic[:LONGEST_TOPIC]))
    return replace(filters, topics=tuple(topics)[-MOST_TOPICS:])


def end_of(pause: Pause, zone: str) -> datetime:
    """When a reader who wants pieces at once is told what a pause held back: the morning it ends."""
    return datetime.combine(pause.until, time.fromisoformat(DEFAULT_TIME), rules_of(zone)).astimezone(UTC)


def begin_of(pause: Pause, zone: str) -> datetime:
    """When a pause begins: at the first moment of its first day."""
    since = max(pause.since, date(1970, 1, 1))
    return datetime.combine(since, time(), rules_of(zone)).astimezone(UTC)


def takes_at_once(subscription: Subscription, now: datetime, zone: str) -> bool:
    """Whether a piece is sent when it comes: not in a pause, nor before what was held back was sent."""
    pause = pause_of(subscription)
    return subscription.next_digest_at is None if pause is None else now < begin_of(pause, zone)


def served_until(subscription: Subscription, zone: str) -> datetime | None:
    """From when on a digest holds what is new: who wants pieces at once was sent them until a pause began."""
    pause = pause_of(subscription)
    if not subscription.at_once or pause is None:
        return subscription.last_slot_at
    return max(subscription.last_slot_at or subscription.created_at, begin_of(pause, zone))


def quiet_hours_of(chat: Chat | Delivery) -> QuietHours | None:
    """The chat's hours without a sound."""
    if not chat.quiet_from or not chat.quiet_until:
        return None
    return QuietHours(time.fromisoformat(chat.quiet_from), time.fromisoformat(chat.quiet_until))


def is_quiet_now(chat: Chat | Delivery, now: datetime, zone: str) -> bool:
    """Whether a message to that chat should make no sound now."""
    hours = quiet_hours_of(chat)
    return hours is not None and is_quiet(hours, now, zone)


class Subscriptions:
    """What a chat decides about itself. ``zone`` is the one of readers who named none."""

    def __init__(self, database: Database, *, zone: str) -> None:
        self._database = database
        self._zone = zone

    @property
    def default_zone(self) -> str:
        """The zone of readers who named none."""
        return self._zone

    def zone_of(self, chat: Chat) -> str:
        """The zone in which the chat's times are meant."""
        return zone_of(chat.zone, self._zone)

    async def meet(
        self,
        telegram_id: int,
        thread_id: int,
        *,
        kind: ChatKind,
        language_code: str | None,
        boxed: bool,
        now: datetime,
    ) -> Chat:
        """The chat's row, made on the first meeting; where nothing is new about it nothing is written."""
        async with self._database.read() as tx:
            known = await tx.chats.find(telegram_id, thread_id)
        if known is not None and known == replace(
            known,
            state="active",
            inactive_since=None,
            kind=kind,
            boxed=boxed,
            language_code=known.language_code if language_code is None else language_code,
        ):
            return known
        async with self._database.begin() as tx:
            return await tx.chats.meet(
                telegram_id, thread_id, kind=kind, language_code=language_code, boxed=boxed, now=now
            )

    async def language_of(self, telegram_id: int) -> str | None:
        """The language that a chat has chosen; None where it has not, or where storage fails."""
        try:
            async with self._database.read() as tx:
                chat = await tx.chats.find(telegram_id)
        except StorageError:
            return None
        return chat.language if chat else None

    async def state(self, chat: Chat, now: datetime) -> State:
        """How the chat stands."""
        async with self._database.read() as tx:
            fresh, subscription = await tx.subscriptions.state(chat.id) or (chat, None)
        return self._state(fresh, subscription, now)

    async def subscribe(
        self,
        chat: Chat,
        now: datetime,
        *,
        at: time | None = None,
        weekdays: int | None = None,
        at_once: bool = False,
    ) -> State:
        """Begin or change a subscription; what is not given stays as it was (08:00 daily at first)."""
        async with self._database.begin() as tx:
            before = await tx.subscriptions.held(chat.id) or Subscription(
                chat_id=chat.id,
                active=False,
                at_once=False,
                time=DEFAULT_TIME,
                weekdays=DAILY,
                filters=Filters(),
                paused_from=None,
                paused_until=None,
                created_at=now,
                next_digest_at=None,
                last_slot_at=None,
                last_local_date=None,
            )
            subscription = replace(
                before,
                active=True,
                at_once=at_once,
                time=at.strftime("%H:%M") if at else before.time,
                weekdays=before.weekdays if weekdays is None else weekdays,
            )
            if not before.active:
                subscription = self._begun(chat, subscription, now)
            elif at_once:
                subscription = self._caught_up(chat, subscription, before, now)
            else:
                subscription = replace(subscription, last_slot_at=self._served(chat, before, now))
            subscription = self._planned(chat, subscription, now)
            await tx.subscriptions.put(subscription)
        return self._state(chat, subscription, now)

    async def unsubscribe(self, chat: Chat, now: datetime) -> State | None:
        """End the subscription, and what still waits for the chat; None if there was none."""

        def ended(subscription: Subscription) -> Subscription:
            return replace(subscription, active=False, last_slot_at=self._served(chat, subscription, now))

        async with self._database.begin() as tx:
            state = await self._changed(tx, chat, now, ended)
            if state is not None:
                await tx.outbox.give_up(chat.id, reason="unsubscribed", now=now)
        return state

    async def resume(self, chat: Chat, now: datetime) -> State | None:
        """Take back an unsubscribing or a pause; who wants pieces at once gets what was missed now."""
        async with self._database.begin() as tx:
            before = await tx.subscriptions.held(chat.id)
            if before is None:
                return None
            subscription = replace(before, active=True, paused_from=None, paused_until=None)
            if not before.active and self._is_long_over(chat, before, now):
                subscription = self._begun(chat, subscription, now)
            elif before.at_once:
                subscription = self._caught_up(chat, subscription, before, now)
            subscription = self._planned(chat, subscription, now)
            await tx.subscriptions.put(subscription)
        return self._state(chat, subscription, now)

    async def pause(self, chat: Chat, now: datetime, until: date, since: date | None = None) -> State | None:
        """No digest from ``since`` (now) up to that local date; what was missed comes as one digest then."""
        start = since.isoformat() if since else None

        def paused(subscription: Subscription) -> Subscription:
            served = self._served(chat, subscription, now)
            return replace(
                subscription, last_slot_at=served, paused_from=start, paused_until=until.isoformat()
            )

        async with self._database.begin() as tx:
            return await self._changed(tx, chat, now, paused)

    async def set_filters(self, chat: Chat, now: datetime, filters: Filters) -> State | None:
        """Choose topics, authors, languages, platforms."""
        async with self._database.begin() as tx:
            return await self._changed(tx, chat, now, lambda s: replace(s, filters=filters))

    async def set_zone(self, chat: Chat, now: datetime, zone: str, typed: str) -> State:
        """Remember the zone as typed and canonical. Raises error.zone for one that does not exist."""
        canonical = canonical_zone(zone)
        if canonical is None:
            raise QuellenboteError("error.zone", typed=typed)
        async with self._database.begin() as tx:
            await tx.chats.change(chat.id, zone=canonical, zone_typed=typed)
            subscription = await tx.subscriptions.held(chat.id)
            chat = replace(chat, zone=canonical, zone_typed=typed)
            if subscription is not None and subscription.active:
                subscription = self._planned(chat, subscription, now)
                await tx.subscriptions.put(subscription)
        return self._state(chat, subscription, now)

    async def set_language(self, chat: Chat, language: str) -> Chat:
        """The language in which the bot speaks to this chat."""
        return await self._set(chat, language=language)

    async def set_length(self, chat: Chat, length: Length) -> Chat:
        """How much of each piece the chat sees."""
        return await self._set(chat, length=length)

    async def set_quiet_hours(self, chat: Chat, start: time | None, end: time | None) -> Chat:
        """Hours without a sound; None, None: always with one."""
        return await self._set(
            chat,
            quiet_from=start.strftime("%H:%M") if start else None,
            quiet_until=end.strftime("%H:%M") if end else None,
        )

    async def ask(self, chat: Chat, question: Mapping[str, Json] | None) -> Chat:
        """Remember what the bot asked or showed, so that the next words are taken as the answer; None: nothing.

        Where that is what is remembered already there is nothing to write.
        """
        asked = dict(question) if question else None
        return chat if asked == chat.asked else await self._set(chat, asked=asked)

    async def listed(self, chat: Chat) -> tuple[int, ...]:
        """The pieces of the numbered list shown last: one that was asked for, or a digest that came since."""
        asked = chat.asked or {}
        async with self._database.read() as tx:
            digest = await tx.subscriptions.last(chat.id)
        at, pieces = asked.get("listed_at"), asked.get("listed")
        if digest is not None and (not isinstance(at, int) or digest.planned_at.timestamp() > at):
            return digest.article_ids
        return tuple(one for one in pieces if isinstance(one, int)) if isinstance(pieces, list) else ()

    async def looked(self, chat: Chat, now: datetime, newest: datetime | None = None) -> Chat:
        """The person has seen what is new up to now; ``newest`` is when the newest of it was stored, if known.

        Where nothing came since they last looked there is nothing to write.
        """
        if newest is not None and chat.seen_at is not None and newest <= chat.seen_at:
            return chat
        return await self._set(chat, seen_at=now)

    async def shown_article(self, chat: Chat, message_id: int | None) -> int | None:
        """Which piece a message shows; without a message the last one shown in this chat."""
        if message_id is None:
            return chat.shown_article_id
        async with self._database.read() as tx:
            return await tx.chats.shown_in(chat.id, message_id)

    async def note_shown(self, chat: Chat, message_id: int, article_id: int, now: datetime) -> None:
        """Remember which piece a message shows."""
        async with self._database.begin() as tx:
            await tx.chats.note_shown(chat.id, message_id, article_id, now=now)

    async def everything(self, telegram_id: int) -> Mapping[str, list[dict[str, Json]]]:
        """Every stored row on a Telegram chat, by table."""
        async with self._database.read() as tx:
            return await tx.chats.everything(telegram_id)

    async def forget(self, telegram_id: int) -> int:
        """Delete every stored row on a Telegram chat; gives their number."""
        async with self._database.begin() as tx:
            return await tx.chats.remove(telegram_id)

    async def left(self, telegram_id: int, state: str, now: datetime) -> None:
        """The bot was blocked, or removed from a group; ``active``: it is back."""
        async with self._database.begin() as tx:
            await tx.chats.set_state(telegram_id, state, now=now)

    async def migrate(self, old: int, new: int) -> None:
        """A group became a supergroup."""
        async with self._database.begin() as tx:
            await tx.chats.migrate(old, new)

    async def _set(self, chat: Chat, **values: object) -> Chat:
        async with self._database.begin() as tx:
            return await tx.chats.change(chat.id, **values) or chat

    async def _changed(
        self, tx: UnitOfWork, chat: Chat, now: datetime, change: Callable[[Subscription], Subscription]
    ) -> State | None:
        """Change a running subscription and plan its next slot."""
        subscription = await tx.subscriptions.held(chat.id)
        if subscription is None or not subscription.active:
            return None
        subscription = self._planned(chat, change(subscription), now)
        await tx.subscriptions.put(subscription)
        return self._state(chat, subscription, now)

    def _is_long_over(self, chat: Chat, subscription: Subscription, now: datetime) -> bool:
        """Whether the digest after the last one would have come more than a day ago; a pause does not count."""
        if subscription.last_slot_at is None:
            return False
        schedule = schedule_of(subscription, self.zone_of(chat))
        following = next_slot(schedule, subscription.last_slot_at, pause=pause_of(subscription))
        return following is not None and following + FIRST_DIGEST < now

    def _begun(self, chat: Chat, subscription: Subscription, now: datetime) -> Subscription:
        """A new start: pieces come at once from now on, the first digest holds all since now, or of a day.

        Who comes back is told nothing twice.
        """
        begun = replace(subscription, paused_from=None, paused_until=None)
        first = self._planned(chat, begun, now).next_digest_at
        since = min(now, first - FIRST_DIGEST) if first else now
        return replace(begun, last_slot_at=max(since, subscription.last_slot_at or since))

    def _caught_up(
        self, chat: Chat, subscription: Subscription, before: Subscription, now: datetime
    ) -> Subscription:
        """Pieces come at once again, without a pause: what was held back until now comes as one digest now."""
        zone = self.zone_of(chat)
        changed = replace(subscription, paused_from=None, paused_until=None, next_digest_at=None)
        if before.at_once and takes_at_once(before, now, zone):
            return changed
        return replace(changed, last_slot_at=served_until(before, zone), next_digest_at=now)

    def _served(self, chat: Chat, subscription: Subscription, now: datetime) -> datetime | None:
        """Up to when a chat has been served by now."""
        zone = self.zone_of(chat)
        if subscription.at_once and takes_at_once(subscription, now, zone):
            return now
        return served_until(subscription, zone)

    def _planned(self, chat: Chat, subscription: Subscription, now: datetime) -> Subscription:
        """The subscription with its next slot after ``now``: R6, whenever anything about it changes.

        A slot that has come stays: what becomes of it is the planner's to decide.
        """
        pause, slot = pause_of(subscription), subscription.next_digest_at
        if not subscription.active:
            return replace(subscription, next_digest_at=None)
        if subscription.at_once and pause is not None:  # it ends with a digest: of what was missed
            return replace(subscription, next_digest_at=end_of(pause, self.zone_of(chat)))
        if slot is not None and slot <= now:
            return subscription
        if subscription.at_once:
            return replace(subscription, next_digest_at=None)
        last = subscription.last_local_date
        slot = next_slot(
            schedule_of(subscription, self.zone_of(chat)),
            now,
            last_local_date=date.fromisoformat(last) if last else None,
            pause=pause,
        )
        return replace(subscription, next_digest_at=slot)

    def _state(self, chat: Chat, subscription: Subscription | None, now: datetime) -> State:
        zone = self.zone_of(chat)
        if subscription is None or not subscription.active or subscription.at_once:
            return State(chat, subscription, zone)
        schedule, due = schedule_of(subscription, zone), subscription.next_digest_at
        served = date.fromisoformat(subscription.last_local_date) if subscription.last_local_date else None
        if due is not None and due <= now:  # that day's digest comes right now
            served = max(day_of(due, schedule.zone), served or date.min)
        slots = next_slots(schedule, now, last_local_date=served, pause=pause_of(subscription))
        return State(chat, subscription, zone, slots)
