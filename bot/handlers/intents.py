"""What a person wants, from plain words: ``parse`` turns a text into an Intent, or into a topic to look up.

A phrase is an intent only when every word of it is accounted for by the grammar in ``grammar/``; whatever is
not clearly an intent is a topic and keeps its words. Deterministic, without state, and for any text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time
from functools import cache
from itertools import pairwise

from bot.handlers.amending import excepted, going_on, replaced
from bot.handlers.arguments import Arguments, Intent, fill
from bot.handlers.caution import as_meant
from bot.handlers.commands import canonical_command
from bot.handlers.phrases import Meaning, Segment, Token, lexicon, meant, possible_languages, tokenize
from bot.handlers.rules import Rule, read_rules
from bot.handlers.times import times_of

LONGEST_PHRASE = 150
"""Characters; what is longer is no order but a text to look up."""
LONGEST_QUERY = 4096
_SPEAKER_WORDS = 3
_BESIDES = frozenset({"aside", "past", "today"})
"""What may stand between a speaker and the topic: "was hat er gestern eigentlich über …"."""
_IN_PASSING = frozenset({"filler", "aside", "in"})
"""What stands before the place in "I am now in Kyiv"."""
_MANY = frozenset({"archive", "piece", "all", "author", "several", "exists"})
"""Words for the pieces of the archive."""
_BETWEEN_CLAUSES = frozenset(".!?…,;:\n")
_COURTESIES = frozenset({"thanks", "yes", "no", "greeting", "farewell"})
# What is said without a word: emoji, and the mouths of smileys.
_SIGNS = {
    "thanks": frozenset("👍👌❤🙏😊🥰😍👏🔥💙💛🤝💪♥"),
    "greeting": frozenset("👋"),
    "displeased": frozenset("👎😡😠🤬😤😒🙄😞😢😭💩("),
    "yes": frozenset("😀😃😄😁😆😉🙂😎🤗🤩✅)"),
}


def parse(text: str, language: str, *, today: date) -> Intent:
    """The intent of a message; ``today`` is the reader's local date, from which "next week" counts.

    ``language`` (de, uk, en; others read as de) is tried first, then the other languages of the same script.
    Names: latest, digest, original, full, subscribe, unsubscribe, pause, language, help, settings, status,
    archive, author, further, details, nth, reconsidered, privacy, mydata, filter, quiets, since_last, why, thanks,
    greeting, farewell, displeased, beyond, yes, no, sub (when it shall come, they are asked), leaving (whether it
    shall end, they are asked), zone (where they live, they are asked) and topic;
    for slash commands also the canonical names of ``commands`` and "unknown". A detail that cannot be is told
    by ``arguments.error``: "time" (25:00), "times" (twice a day), "date" (31.2.) or "days"; the query is then what
    was typed.
    """
    text = unicodedata.normalize("NFC", text).strip()[:LONGEST_QUERY]
    if text.startswith("/"):
        return _command(text, language, today)
    tokens = tokenize(text) if len(text) <= LONGEST_PHRASE else ()
    if not tokens or (text.strip(" -–—") and all(token.kind == "dash" for token in tokens)):
        return _without_words(text)
    read = (lexicon(name).read(tokens) for name in possible_languages(text, language))
    readings = [excepted(going_on(_beside_thanks(text, tokens, segments, today))) for segments in read]
    intents = (_meant(text, tokens, segments, today) for segments in readings)
    if best := _best(intent for intent in intents if intent):
        return best
    behind = (going_on(_behind_answer(text, tokens, segments)) for segments in readings)
    wishes = (_meant(text, tokens, segments, today) for segments in behind)
    wish = _best(wish for wish in wishes if wish and wish.name not in _COURTESIES)
    return wish or _topic(text, tokens, readings)


def _meant(text: str, tokens: Sequence[Token], segments: Sequence[Segment], today: date) -> Intent | None:
    """What the segments order, where it is an order."""
    intent = _ordered(text, tokens, replaced(segments), today)
    if intent is None:
        return None
    wish = next((segment for segment in reversed(segments) if _COURTESIES.isdisjoint(segment.meanings)), None)
    asks = wish is not None and "?" in text[tokens[wish.end - 1].end :]
    return as_meant(intent, meant(segments), asks=asks, today=today)


def subjects(query: str, language: str) -> list[str]:
    """The parts of a query that names several things ("Brot, Wahlen und Chor"), the query alone where it does not."""
    tokens = tokenize(query)
    joining = {
        position
        for name in possible_languages(query, language)
        for segment in lexicon(name).read(tokens)
        if "and" in segment.meanings
        for position in range(segment.start, segment.end)
    }
    parts, start = [], 0
    for position, token in enumerate(tokens):
        before = tokens[position - 1].end if position else 0
        if position in joining or "," in query[before : token.start]:
            parts.append(query[start:before])
            start = token.end if position in joining else token.start
    return [part.strip(" ,") for part in (*parts, query[start:]) if part.strip(" ,")]


def times_said(text: str, language: str) -> list[time]:
    """All times of the day that somebody names, where one is too few to answer with."""
    tokens = tokenize(text) if len(text) <= LONGEST_PHRASE else ()
    readings = (lexicon(name).read(tokens) for name in possible_languages(text, language))
    return max((times_of([segment.meanings for segment in segments]) for segments in readings), key=len)


def after_no(text: str, language: str) -> str:
    """What somebody wants instead, without the "no": of "no, in Kyiv" Kyiv; nothing where it may be denied too."""
    tokens = tokenize(text) if len(text) <= LONGEST_PHRASE else ()
    for name in possible_languages(text, language):
        first, *rest = lexicon(name).read(tokens) or [Segment(0, 0, {})]
        if _is_no(text, tokens, first):
            while rest and not _IN_PASSING.isdisjoint(rest[0].meanings):
                rest = rest[1:]
            return _said(text, tokens, rest)
    return ""


def _is_no(text: str, tokens: Sequence[Token], segment: Segment) -> bool:
    """Whether a segment is a "no" to what was said before, and denies nothing of what follows."""
    return (
        segment.end - segment.start == 1
        and "no" in segment.meanings
        and (_is_parted(text, tokens, segment) or "not" not in segment.meanings)
    )


def _is_parted(text: str, tokens: Sequence[Token], segment: Segment) -> bool:
    return text[tokens[segment.end - 1].end :][:1] in {",", ".", "!", ";"}


def _behind_answer(text: str, tokens: Sequence[Token], segments: Sequence[Segment]) -> Sequence[Segment]:
    """What follows a "yes" or a "no": of "ok, and yesterday?" the question."""
    start = 0
    while start < len(segments) - 1 and (
        "yes" in segments[start].meanings or _is_no(text, tokens, segments[start])
    ):
        start += 1
    return segments[start:]


def place_said(text: str, language: str) -> str:
    """What may be the place of "I am in Kyiv": all behind the "in", where nothing but small words stands before it."""
    tokens = tokenize(text) if len(text) <= LONGEST_PHRASE else ()
    for name in possible_languages(text, language):
        segments = lexicon(name).read(tokens)
        behind = next(
            (at for at, segment in enumerate(segments) if not _IN_PASSING & segment.meanings.keys()), 0
        )
        if behind and "in" in segments[behind - 1].meanings:
            return _said(text, tokens, segments[behind:])
    return ""


def wants_older(text: str, language: str) -> bool:
    """Whether "older", "the one before" was said, which means what is shown, and not the archive as such."""
    tokens = tokenize(text)
    named = [meant(lexicon(name).read(tokens)) for name in possible_languages(text, language)]
    return any("old" in said and _MANY.isdisjoint(said) for said in named)


def _command(text: str, language: str, today: date) -> Intent:
    head, rest = [*text[1:].split(maxsplit=1), "", ""][:2]
    name = canonical_command(head.partition("@")[0])
    if name is None:
        return Intent("unknown", Arguments(query=text))
    known = detailed(name, rest, language, today=today) if name in _rules_of_commands() else None
    return known or Intent(name, Arguments(query=rest))


def detailed(name: str, text: str, language: str, *, today: date) -> Intent | None:
    """The intent of that name with the details that a text gives; None where these are no details of it."""
    tokens = tokenize(text) if len(text) <= LONGEST_PHRASE else ()
    if not tokens:
        return None
    key = Segment(0, 0, {name: Meaning()})
    read = (lexicon(spoken).read(tokens) for spoken in possible_languages(text, language))
    readings = (excepted(going_on(segments)) for segments in read)
    intents = (_ordered(text, tokens, [key, *segments], today) for segments in readings)
    # behind a command a name may be a topic as well
    return _best(one for one in intents if one and one.name == name and not one.arguments.name)


def _best(intents: Iterator[Intent]) -> Intent | None:
    """The first that knows every word; else the first that takes some for the name of a place."""
    unsure = None
    for intent in intents:
        if not intent.arguments.place:
            return intent
        unsure = unsure or intent
    return unsure


def _beside_thanks(
    text: str, tokens: Sequence[Token], segments: Sequence[Segment], today: date
) -> Sequence[Segment]:
    """The clauses that do more than give thanks, where there are both: "Danke, und den Link bitte"."""
    clauses: list[list[Segment]] = [[]]
    end = 0
    for segment in segments:
        between = text[end : tokens[segment.start].start]
        if not _BETWEEN_CLAUSES.isdisjoint(between) or not {"and", "but"}.isdisjoint(segment.meanings):
            clauses.append([])
        clauses[-1].append(segment)
        end = tokens[segment.end - 1].end
    intents = [_ordered(text, tokens, clause, today) for clause in clauses]
    names = [intent.name if intent else "" for intent in intents]
    if "thanks" not in names:
        return segments
    said = zip(clauses, names, strict=True)
    rest = [segment for clause, name in said if name not in _COURTESIES for segment in clause]
    return segments if all(read_rules().ignorable & segment.meanings.keys() for segment in rest) else rest


def _without_words(text: str) -> Intent:
    if not any(letter.isalnum() for letter in text):
        return Intent(next((name for name, signs in _SIGNS.items() if signs.intersection(text)), "help"))
    return Intent("topic", Arguments(query=text))


def _ordered(text: str, tokens: Sequence[Token], segments: Sequence[Segment], today: date) -> Intent | None:
    """The first rule that accounts for every segment, filled in; None if none does."""
    present = meant(segments)
    for rule in read_rules().rules:
        needs = (need for need in rule.needs if present.issuperset(need))
        need = next((need for need in needs if not rule.in_order or _follow(segments, need)), None)
        if need is None or any(excluded <= present for excluded in rule.excluded):
            continue
        rest = _unaccounted(rule, segments)
        if rest is None:
            continue
        said = _said(text, tokens, rest) if rest else ""
        left = [segment for segment in segments if segment not in rest]
        if _follow(left, need) if rule.in_order else meant(left).issuperset(need):
            values = {**rule.values, **({rule.rest: said} if said else {})}
            arguments = fill(rule.intent, _found(rule, left), today, values)
            if arguments.error:
                arguments = replace(arguments, query=text)
            return Intent(rule.intent, arguments)
    return None


def _follow(segments: Sequence[Segment], need: Sequence[str]) -> bool:
    """Whether the segments mean all that is needed, each after the one before."""
    rest = iter(segments)
    return all(any(concept in segment.meanings for segment in rest) for concept in need)


def _unaccounted(rule: Rule, segments: Sequence[Segment]) -> Sequence[Segment] | None:
    """The segments that a rule leaves over, as one run; None if it does not fit.

    A rule without ``rest`` leaves nothing over, one with it must leave something: a name of unknown words,
    or several names, or a query of any. What stands before and after the run is accounted for.
    """
    known = [not rule.allowed.isdisjoint(segment.meanings) for segment in segments]
    if all(known):
        return None if rule.rest else ()
    if not rule.rest:
        return None
    first = known.index(False)
    last = len(known) - known[::-1].index(False)
    run = segments[first:last]
    if first == 0 or run[-1].end - run[0].start > rule.words:
        return None
    if rule.rest == "name" and any(segment.meanings and "and" not in segment.meanings for segment in run):
        return None
    return None if any(_begins_another_wish(*pair) for pair in pairwise(segments[first:])) else run


def _begins_another_wish(joint: Segment, behind: Segment) -> bool:
    """Whether an "and" leads to something else to do: "on Davos, and change my subscription to 9"."""
    return "and" in joint.meanings and not read_rules().wishes.isdisjoint(behind.meanings)


def _found(rule: Rule, segments: Sequence[Segment]) -> dict[str, list[Meaning]]:
    """The meanings that the rule takes from the phrase, by concept, in the order in which they were said."""
    found: dict[str, list[Meaning]] = {}
    for segment in segments:
        for concept, meaning in segment.meanings.items():
            if concept in rule.allowed:
                found.setdefault(concept, []).append(meaning)
    return found


def _topic(text: str, tokens: Sequence[Token], readings: Sequence[Sequence[Segment]]) -> Intent:
    """What is asked about: without the words of the question where there is one, else without courtesies."""
    behind = [_behind_parted_answer(text, tokens, segments) for segments in readings]
    for segments in behind:
        if asked := _asked(text, tokens, segments):
            return Intent("topic", asked)
    for said, segments in zip(readings, behind, strict=True):
        trimmed = _trimmed(segments, {"please", "and", "but", "greeting", "farewell"})
        if len(trimmed) < len(said):
            return Intent("topic", Arguments(query=_said(text, tokens, trimmed) or text))
    return Intent("topic", Arguments(query=text.strip(" \t\n?!.…,;:")))


def _behind_parted_answer(
    text: str, tokens: Sequence[Token], segments: Sequence[Segment]
) -> Sequence[Segment]:
    """The same where it is certain, for a topic may begin with any word: "hm, and Davos?"."""
    behind = _behind_answer(text, tokens, segments)
    start = len(segments) - len(behind)
    return behind if start and _is_parted(text, tokens, segments[start - 1]) else segments


def _asked(text: str, tokens: Sequence[Token], segments: Sequence[Segment]) -> Arguments | None:
    """The topic of "what does he say about …" and its like; None if the text is no such question."""
    rules = read_rules()
    frame = 0
    while frame < len(segments) and not rules.frame.isdisjoint(segments[frame].meanings):
        frame += 1
    for head in reversed(range(frame)):
        before = meant(segments[:head])
        about = rules.about if before.isdisjoint(rules.asking) else rules.about | rules.about_after_asking
        if not about.isdisjoint(segments[head].meanings) and (subject := _subject(segments[head + 1 :])):
            return Arguments(query=_said(text, tokens, subject))
    said = [position for position in range(frame) if "says" in segments[position].meanings]
    if said and (subject := _subject(segments[said[-1] + 1 :])):
        return _spoken(text, tokens, subject) or Arguments(query=_said(text, tokens, subject))
    asks = any("what" in segment.meanings for segment in segments[:frame])
    return _spoken(text, tokens, segments[frame:]) if asks and _has_says(segments) else None


def _has_says(segments: Sequence[Segment]) -> bool:
    return any("says" in segment.meanings for segment in segments)


def _spoken(text: str, tokens: Sequence[Token], asked: Sequence[Segment]) -> Arguments | None:
    """Of "NAME says about TOPIC" both, the verb anywhere; the name is the speaker and a word of the query."""
    about = next((at for at, segment in enumerate(asked) if "about" in segment.meanings), 0)
    between = [segment for segment in asked[:about] if _BESIDES.isdisjoint(segment.meanings)]
    asked = [*between, *asked[about:]]
    name = 0
    while name < len(asked) and not asked[name].meanings:
        name += 1
    rest = name
    while rest < len(asked) and "says" in asked[rest].meanings and "about" not in asked[rest].meanings:
        rest += 1
    if not 0 < name <= _SPEAKER_WORDS or rest == len(asked):
        return None
    topic = _trimmed(_subject(asked[rest + 1 :]), {"says", "please", "past"})
    if not topic or {"about", "of"}.isdisjoint(asked[rest].meanings):
        return None
    speaker = _said(text, tokens, asked[:name])
    return Arguments(query=f"{speaker} {_said(text, tokens, topic)}", speaker=speaker)


def _subject(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Without articles and courtesies before it and courtesies after it."""
    first = 0
    while first < len(segments) and "filler" in segments[first].meanings:
        first += 1
    trimmed = _trimmed(segments[first:], {"please"}) or _trimmed(segments, {"please"})
    while len(trimmed) > 1 and not {"says", "know"}.isdisjoint(trimmed[-1].meanings):  # "… gesagt", "… lesen"
        trimmed = trimmed[:-1]
    return trimmed


def _trimmed(segments: Sequence[Segment], concepts: set[str]) -> Sequence[Segment]:
    first, last = 0, len(segments)
    while first < last and not concepts.isdisjoint(segments[first].meanings):
        first += 1
    while first < last and not (concepts - {"and", "but"}).isdisjoint(segments[last - 1].meanings):
        last -= 1
    return segments[first:last]


def _said(text: str, tokens: Sequence[Token], segments: Sequence[Segment]) -> str:
    if not segments:
        return ""
    return text[tokens[segments[0].start].start : tokens[segments[-1].end - 1].end]


@cache
def _rules_of_commands() -> frozenset[str]:
    """The commands whose arguments are read by the grammar; the others take theirs as they are."""
    return frozenset({"digest", "subscribe", "language", "archive", "settings"})
