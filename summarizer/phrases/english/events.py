"""What happens, as a heading says it: a verb with its object or subject, read as the noun of that verb.

"The court suspended the fine" is about the suspension of the fine, "exports fell" about a fall in exports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from summarizer.phrases.english.groups import DETERMINERS, GIVING, is_half_compound
from summarizer.phrases.english.places import Places
from summarizer.phrases.english.undone import AUXILIARIES, Undone, chain_start
from summarizer.phrases.phrase import Form, Phrase, fits, fits_event
from summarizer.text import Line
from summarizer.wordlists import word_list
from summarizer.words.english import NOUNS, behind_aside
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_BEFORE_NOUN = word_list("AT0 DPS DT0 AJ0 AJC AJS CRD ORD VVN VVG NP0 NN0 NN1 NN2")
_COMPARED = (*DETERMINERS, "AJ0", *NOUNS)
_FINITE = ("VVB", "VVZ", "VVD")
_SUBORDINATES = ("CJS", "PNQ", "DTQ", "AVQ")
_SETS_SCENE = ("When", "After", "Since", "Before")
_OPENS_CLAUSE = ("PUN", "PUQ", "CJT", "AV0")
_AFTER_INTRANSITIVE = ("PUN", "PUQ", "PRP", "PRF", "AV0", "CJC", "CJS", "CRD", "AVQ", "NN0")
_VERB_ENDING = re.compile(r"(?:ing|ed|es|s)$")
_OF_DOING = ("halt to", "start of", "end of")  # "stop hunting seals" halts no seals
_OF_A_WHOLE = ("fall in", "decline in")  # an empire has a fall and a decline of its own
_FALLING_TO = ("into", "on", "under", "upon", "within")  # "the burden falls on the pilots"
_RAISED = "increase in"
_POSSIBILITIES = ("chance", "cost", "danger", "fear", "likelihood", "pressure", "risk", "tension", "threat")
_NO_ARTICLE, _SOME = (
    ("no", "every", "each", "fewer", "less", "few", "little"),
    ("any", "some", "much", "more", "all", "such"),
)
_QUALITIES = ("ity", "ness", "ence", "ance", "ship", "cy")
_ONLY_SOUGHT = ("discovery of",)  # who goes to find a pilot has not found one
_CALLING = ("define", "identify", "recognise", "recognize", "treat")
_ABSTRACT = ("ment", "ion", "ness", "ity", "ing", "ance", "ence", "ship", "age")
_FARTHEST = 4


def events(line: Line, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """The events of a sentence whose noun phrases are `phrases`."""
    reader = _Events(line, phrases)
    for at, word in enumerate(line.words):
        if word.tag.startswith("VV") and word.text.islower():
            yield from reader.at(at)


@cache
def _of_something() -> frozenset[str]:
    """What is done to something: "closure of"."""
    nouns = lexicon("en").nominals.values()
    return frozenset(noun.removesuffix(" of") for noun in nouns if noun.endswith(" of"))


class _Events(Places):
    """The verbs of one line with what they govern."""

    def __init__(self, line: Line, phrases: Sequence[Phrase]) -> None:
        super().__init__(line.words)
        self._line = line
        self._undone = Undone(line.words)
        self._phrases = sorted(
            (phrase for phrase in phrases if not phrase.aside),
            key=lambda phrase: phrase.first - phrase.last,
        )
        self._lexicon = lexicon("en")

    def at(self, at: int) -> Iterator[Phrase]:
        """The events that the verb at a place tells."""
        lemma = self._lemma(at)
        start = chain_start(self._words, at)
        if self._undone.is_left_undone(at) or self._is_subordinate(start) or self._is_in_phrase(at):
            return
        passive = (
            any(word.tag.startswith("VB") for word in self._words[start:at]) and self._words[at].tag != "VVG"
        )
        following = self._tag(at + 1)
        if passive and following == "PRP" and self._tag(at + 2) in ("PRP", "PUN"):
            return  # "was paid for by the fund"
        if passive and lemma in GIVING and self._is_object(at + 1):
            yield from self._of_object(self._lexicon.nominals.get(lemma), at, at + 1)
            return  # "was promised | a berth"
        if passive:
            key = f"{lemma} {self._text(at + 1)}" if following == "AVP" else lemma
            yield from self._of_subject(self._lexicon.nominals.get(key), start, at)
        elif f"{lemma} {self._text(at + 1)}" in self._lexicon.nominals:
            yield from self._of_object(self._lexicon.nominals[f"{lemma} {self._text(at + 1)}"], at, at + 2)
        elif self._takes_object(start, at) and (
            done := list(self._of_object(self._lexicon.nominals.get(lemma), at, at + 1))
        ):
            yield from done
        elif following in _AFTER_INTRANSITIVE and not self._is_quoted_object(at + 1):
            yield from self._of_subject(self._lexicon.nominals_of_subject.get(lemma), start, at)

    def _lemma(self, at: int) -> str:
        """The base form of a verb, also where the tagger cuts it wrongly: "preserved", "restoring"."""
        word = self._words[at]
        lemma = tagger("en").lemma(word.text, word.tag).lower()
        stem = _VERB_ENDING.sub("", word.text)
        known = (self._lexicon.nominals, self._lexicon.nominals_of_subject)
        return next(
            (each for each in (lemma, stem, f"{stem}e") if any(each in nouns for nouns in known)), lemma
        )

    def _is_quoted_object(self, at: int) -> bool:
        """Whether the object of a verb stands in quotation marks: "had begun “secret talks”"."""
        return self._tag(at) == "PUQ" and self._tag(at + 1) in _BEFORE_NOUN

    def _is_in_phrase(self, at: int) -> bool:
        """Whether a phrase says whole what may or should be done: "the promise to | repair the dam"."""
        return any(
            phrase.form is Form.TAILED and phrase.first < at <= phrase.last and fits(phrase.label)
            for phrase in self._phrases
        )

    def _is_subordinate(self, at: int) -> bool:
        """Whether a verb stands in a relative or adverbial clause that opens no sentence, and so tells in passing."""
        governed = at > 0 and self._words[at - 1].tag in ("TO0", "CJC")
        for before in range(at - 1, -1, -1):
            word = self._words[before]
            if word.tag == "CJT" or word.text.lower() == "that":
                return not self._tag(before - 1).startswith("VV") if before else False
            if word.text == "because" and self._words[at].tag == "VHZ":
                return False  # what "has stopped" is news, though it stands there as a ground
            if word.text == "as" and self._words[at].tag in _FINITE and not governed:
                return before > 0  # "as a gutter | gathers leaves"
            if word.tag in _SUBORDINATES:
                return before > 0 or word.text not in _SETS_SCENE
            if word.tag in _FINITE or word.tag.startswith(AUXILIARIES):
                if not governed:
                    return False
                governed = False
        return False

    def _takes_object(self, start: int, at: int) -> bool:
        """A participle without "have" may be an attribute, unless an article shows that its object begins."""
        participle = self._words[at].tag in ("VVN", "VVG")
        return start < at or not participle or self._tag(at + 1) in (*DETERMINERS, "CRD", "NP0")

    def _of_object(self, noun: str | None, verb: int, start: int) -> Iterator[Phrase]:
        if noun is None or (self._tag(start) == "VVG" and noun in _OF_DOING):
            return
        if noun in _ONLY_SOUGHT and self._tag(verb) == "VVI":
            return
        for phrase in self._phrases:
            if not start <= phrase.first <= start + _FARTHEST or not self._is_one_phrase(start, phrase.first):
                continue
            if self._tag(phrase.last + 1).startswith(("VM", "VB", "VH", "VVD", "VVZ", "POS")):
                continue
            if self._has_second_object(verb, phrase):
                return
            if noun == _RAISED and phrase.head in self._lexicon.raised:
                continue
            if phrase.head in self._lexicon.measures and phrase.form is Form.NOUN:
                continue  # "produces 10,000 kilos"
            time = {phrase.head, phrase.head.removesuffix("s")} & self._lexicon.times  # "work on Sundays"
            if time or self._is_joined(phrase) or self._is_kept_from(verb, phrase):
                continue
            if self._is_figure_of_speech(verb, phrase) or self._is_supposed(verb, phrase):
                continue
            event = self._event(noun, verb, start, phrase)
            cut = self._text(phrase.last + 1) == "of" and self._tag(phrase.last + 2) != "CRD"
            cut = cut or self._is_cut_infinitive(phrase)
            if event is not None and not cut:
                yield event
                return

    def _has_second_object(self, verb: int, phrase: Phrase) -> bool:
        """Whether another object or a predicate follows: "granted [the port] a licence", "found [the port] liable"."""
        after = phrase.last + 1
        if self._lemma(verb) in GIVING and self._is_object(after):
            return True  # "paid the widow forty euros"
        if self._tag(after) == "AJ0" and self._text(after) != "due":
            return self._tag(after + 1) not in NOUNS
        return self._tag(after) in ("AT0", "DPS", "PNI") and not self._is_time(after)

    def _is_object(self, at: int) -> bool:
        """Whether the article or the amount of an object stands here, not a time: "was paid | Friday"."""
        return self._tag(at) in (*DETERMINERS, "CRD", "AJ0", *NOUNS) and not self._is_time(at)

    def _is_time(self, at: int) -> bool:
        return any(word.lemma in self._lexicon.times for word in self._words[at : at + 3])

    def _is_figure_of_speech(self, verb: int, phrase: Phrase) -> bool:
        """Such as "find an answer", "open doors", "treat tariffs as taxes"."""
        if self._text(phrase.last + 1) == "as" and self._tag(phrase.last + 2) in _COMPARED:
            return True
        return f"{self._lemma(verb)} {phrase.head}" in self._lexicon.idioms

    def _is_joined(self, phrase: Phrase) -> bool:
        """Whether an object is but the first part of a compound: "to fund [his tobacco] and alcohol abuse"."""
        singular = phrase.form is Form.NOUN and self._tag(phrase.last) in ("NN0", "NN1")
        return singular and is_half_compound(self._words[phrase.last + 1 :])

    def _is_kept_from(self, verb: int, phrase: Phrase) -> bool:
        """Whether an object is what may not do something: "prohibits [the port] from leasing", "forbade it to".

        So is who may not have it: "prevents [pilots] from promotion".
        """
        at = phrase.last + 1
        while self._tag(at) in ("CJC", "AT0", *NOUNS):
            at += 1
        forbidden = self._tag(at) == "TO0" and self._lemma(verb) == "forbid"
        kept = self._text(at + 1).endswith("ing") or self._lemma(verb) in self._lexicon.refusals
        return forbidden or (self._text(at) == "from" and kept)

    def _is_supposed(self, verb: int, phrase: Phrase) -> bool:
        """Whether something is only said to bring a risk, or to need something, if it were done."""
        return self._undone.is_conditional(verb) and (
            self._words[verb].lemma == "need" or phrase.head in _POSSIBILITIES
        )

    def _is_cut_infinitive(self, phrase: Phrase) -> bool:
        """Such as "permission | to shoot"."""
        return self._tag(phrase.last + 1) == "TO0" and self._lexicon.asks_for(phrase.head, "to do")

    def _is_one_phrase(self, start: int, first: int) -> bool:
        """Whether only an article and attributes stand between a verb and a candidate."""
        between = self._words[start:first]
        return all(word.tag in _BEFORE_NOUN for word in between) and all(
            word.tag not in DETERMINERS for word in between[1:]
        )

    def _of_subject(self, noun: str | None, end: int, verb: int) -> Iterator[Phrase]:
        called = self._lemma(verb) in _CALLING and self._text(verb + 1) == "as"  # "is recognised as Narvian"
        if noun is None or called:
            return
        for subject in self._phrases:
            ends = subject.last == end - 1
            if not ends and not (subject.is_name and behind_aside(self._words, subject.last + 1) == end):
                continue
            person = subject.is_name or subject.head in self._lexicon.roles  # "the judge rose"
            if person and (noun.endswith(" in") or noun in ("start of", "end of", "growth of")):
                continue
            start = self._opening(subject.first)
            if self._is_denied_of(start):
                continue
            passive = any(word.tag.startswith("VB") for word in self._words[end:verb])  # "the fund was cut"
            if noun.endswith(" in") and not passive and not self._is_quantity(subject, start, verb):
                if noun not in _OF_A_WHOLE or self._text(verb + 1) in _FALLING_TO:
                    continue
                noun = noun.replace(" in", " of")
            joined = self._tag(start - 1) == "CJC" and self._tag(start - 2) == "PUN"
            if start and not joined and self._tag(start - 1) not in _OPENS_CLAUSE:
                continue
            found = (self._event(noun, verb, start, phrase) for phrase in (subject, *self._shorter(subject)))
            event = next((event for event in found if event is not None), None)
            if event is not None:
                yield event
            return

    def _is_quantity(self, subject: Phrase, start: int, verb: int) -> bool:
        """Whether a subject can be more or less: prices, "the | turnout", "fell by two"; not the empire."""
        behind = self._words[verb + 2 : verb + 5]
        measured = any(word.tag == "CRD" or word.text in ("half", "third", "quarter") for word in behind)
        if measured and self._text(verb + 1) in ("by", "to"):
            return True
        one = self._tag(start) == "AT0" and self._head(subject).tag == "NN1"
        if one or self._lexicon.means_who(subject.head):
            return subject.head in self._lexicon.quantities
        return True

    def _is_denied_of(self, start: int) -> bool:
        """Whether a subject is not, or hardly, what it happened to: "not all [the bridges] were repaired"."""
        return any(
            word.text.lower() in self._lexicon.denials for word in self._words[max(0, start - 2) : start]
        )

    def _shorter(self, subject: Phrase) -> Iterator[Phrase]:
        """A subject without a complement that makes it too long: "talks between …"."""
        words = self._words
        places = range(subject.first, subject.last)
        head = next((at for at in places if words[at].lemma == subject.head), subject.last)
        if head < subject.last and self._tag(head + 1) not in ("PRF", "CJC", "TO0"):
            length = words[head].end - words[subject.first].start
            yield replace(subject, label=subject.label[:length], terms=(subject.head,), last=head)

    def _opening(self, first: int) -> int:
        """Where the noun phrase begins of which a candidate may have lost empty words."""
        start = first
        while start and first - start < _FARTHEST and self._tag(start - 1) in _BEFORE_NOUN:
            start -= 1
        return start

    def _event(self, noun: str, verb: int, start: int, phrase: Phrase) -> Phrase | None:
        named = self._named(start, phrase)
        label = f"{noun} {named}"
        # to cut a ribbon is no cut in it
        one_thing = noun.endswith(" in") and named.startswith(("a ", "an "))
        if not named or one_thing or not fits_event(label):
            return None
        terms = (*phrase.terms, noun.split()[0])
        first, last = min(verb, phrase.first), max(verb, phrase.last)
        return Phrase(label, terms, phrase.head, Form.EVENT, self._line.index, first, last)

    def _named(self, start: int, phrase: Phrase) -> str:
        """A phrase with its article; an owner told by a pronoun is nobody in a heading."""
        if self._tag(start) == "CRD" and "," in self._text(start):
            start += 1  # a heading needs no "50,000"
        if start == phrase.first:
            return phrase.label
        article = self._words[start]
        if article.text.lower() in _NO_ARTICLE:
            return ""
        if article.text.lower() == "another":
            return self._line.surface(start, phrase.last)
        if article.text.lower() == "both" and self._head(phrase).tag != "NN2":
            return ""  # "both Kolb and Lund"
        if article.tag == "DPS" and self._head(phrase).lemma in _of_something():
            return ""  # "proposed its closure": of what is not said
        if article.tag not in ("DPS", "DT0"):
            label = self._line.surface(start, phrase.last)
            return label[:1].lower() + label[1:] if article.tag in ("AT0", "AJ0", "CRD", "ORD") else label
        if article.text.lower() == "any" and not self._is_mass(self._head(phrase)):
            return ""
        start += 2 if self._text(start + 1) == "own" and start + 1 < phrase.first else 1
        rest = self._line.surface(start, phrase.last)
        best = self._words[start].tag in ("AJS", "ORD")
        head = self._head(phrase)
        one = head.tag != "NN2" and article.text.lower() not in _SOME and not self._is_quality(head)
        return f"the {rest}" if one or best else rest

    def _is_mass(self, head: Word) -> bool:
        """Whether a heading can say a noun without an article: plurals and abstract nouns."""
        return head.tag == "NN2" or head.lemma.endswith(_ABSTRACT)

    def _is_quality(self, head: Word) -> bool:
        """Whether a noun has no plural, and so needs no article: "its neutrality", but not "its community"."""
        plural = f"{head.lemma[:-1]}ies" if head.lemma.endswith("y") else f"{head.lemma}s"
        return head.lemma.endswith(_QUALITIES) and not tagger("en").has_seen(plural, "NN2")

    def _head(self, phrase: Phrase) -> Word:
        words = self._words[phrase.first : phrase.last + 1]
        return next((word for word in words if word.lemma == phrase.head), words[-1])
