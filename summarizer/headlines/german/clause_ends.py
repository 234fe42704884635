"""What may follow a German clause that is told by itself: nothing that completes, restricts or takes it back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from summarizer.headlines.german.constituents import PREPOSITIONS, Constituents, Kind, Part
from summarizer.headlines.german.verbs import AUXILIARIES, is_past
from summarizer.phrases.german.lists import JOINED
from summarizer.phrases.german.tails import Tails
from summarizer.phrases.hearsay import is_finite
from summarizer.wordlists import word_list
from summarizer.words.german_attributes import adjective_stem, is_nominal, is_superlative
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word, whole_lemmas

CONNECTS = ("und", "aber", "doch", "denn", "jedoch")
# What opens an addition behind a comma: "…, darunter zwei Kinder".
ADDS = word_list(
    "etwa darunter insbesondere namentlich vor also nämlich zuletzt zusammen gemeinsam teils allen auch "
    "samt inklusive besonders"
)
_CONTRASTS = ("obwohl", "obgleich", "während", "wobei")
_BELIEVING = word_list("glauben denken finden annehmen vermuten wissen hoffen heissen fürchten")
# Who wants a thing or forbids it has only that in mind which the clause tells of.
WANTING = word_list("brauchen fordern planen suchen verlangen wünschen benötigen kritisieren ablehnen")
# What rules for all that it is about.
RULES = re.compile(
    r"(?:verbot|sperre|pflicht|blockade|embargo|recht|erlaubnis|sanktion|regel|zoll|zölle|steuer|grenze)$"
)
# A noun longer than this is a compound, which says what it is.
_COMPOUND = 9
_GIVEN = ("vorausgesetzt", "angenommen", "ausgenommen")
_RANKS = ("einzig", "erst", "zweit", "dritt", "letzt", "nächst")
# What a colon explains: "das liegt | daran: …".
_POINTING = ("so", "folgende", "folgender", "folgendes", "eines", "daran", "darauf", "darin", "dies")
# Of these each thing of a list is true by itself.
_INCLUDING = ("umfassen", "enthalten")
# How much, in view of what came of it: "derart schwer, dass …".
DEGREES = ("derart", "dermaßen")
_RELATIVES = ("PRELS", "PRELAT", "PWAV")
DEFINITE = ("der", "die", "das", "den", "dem")
_IN_RELATIVE = (*DEFINITE, "welche", "welcher", "welches", "deren", "dessen", "denen", "wo")


@dataclass(frozen=True, slots=True)
class MainClause:
    """A finite verb, the parts in `front` of it and `behind` it; `elided`: its subject is that of the one before."""

    front: tuple[Part, ...]
    verb: int
    behind: tuple[Part, ...]
    elided: bool


def is_content(before: Sequence[Word]) -> bool:
    """Whether a verb before may have the clause for its content: "Kolb glaubt, Narvia siegt, und …"."""
    return not _telling().isdisjoint(
        whole_lemmas([word for word in before if word.tag.startswith(("V", "PTKVZ"))])
    )


@cache
def _telling() -> frozenset[str]:
    return lexicon("de").speaking.union(_BELIEVING)


class ClauseEnds:
    """One sentence, asked what stands behind its clauses."""

    def __init__(self, words: Sequence[Word], tails: Tails) -> None:
        self._words = words
        self._parts = Constituents(words, tails)
        self._known = lexicon("de")

    def ends_well(self, clause: MainClause, end: int) -> bool:
        """Whether what follows a clause neither completes nor restricts it."""
        words = self._words
        if words[clause.verb].tag == "VA(FIN)" and not any(
            each.kind is Kind.PARTICIPLE for each in clause.behind
        ):
            rest = list(takewhile(lambda word: not is_finite(word), words[end:]))
            if any(word.tag in ("VV(PP)", "VA(PP)") for word in rest):
                return False  # "hat den Verkauf, nicht aber den Umbau, [genehmigt]"
        if end >= len(words) or words[end].text in (".", ";", "!"):
            return True
        following = words[end + 1].text.lower() if end + 1 < len(words) else ""
        if words[end].text in JOINED:
            return words[end].text != "oder"
        if words[end].text in (":", "–", "—", "-"):
            return self._goes_on(clause, end)
        if words[end].text != "," or end + 1 == len(words):
            return False
        if is_finite(words[end + 1]):
            return self._is_list_of_verbs(end + 1)
        if following in CONNECTS or following in ("sondern", "nicht"):
            return True
        if following == "dass":  # "begründete den Plan damit, dass …", "stürzte derart schwer, dass …"
            degree = any(words[part.first].text in DEGREES for part in clause.behind)
            return (degree or words[end - 1].text in ("damit", "dadurch")) and self.is_event(clause)
        if self._is_gap(end + 1) or self._is_comparison(end + 1) or words[clause.verb].lemma in _INCLUDING:
            return True
        if following in self._known.leaves_true:
            if self._is_denied(clause) and following not in _CONTRASTS:
                return False  # "braucht keinen Text, [um] Nein zu sagen"
            first, second = words[end + 2 : end + 4] if end + 3 < len(words) else (words[end], words[end])
            unreal = first.text.lower() == "ob" or (is_finite(first) and not second.tag.startswith("$"))
            return not (following == "als" and unreal)  # "…, als [käme] er nicht"
        if following in ADDS or self._is_apposition(end) or self._is_addition(end + 1):
            return True
        if self.is_main(end + 1):
            return not is_content(words[clause.verb : end])
        return self._is_related(clause, end + 1)

    def _is_comparison(self, at: int) -> bool:
        """Whether only a comparison follows: "…, zehn Prozent mehr als im Vorjahr"."""
        rest = list(takewhile(lambda word: word.text != ".", self._words[at:]))
        more = any(word.text in ("mehr", "weniger") for word in rest)
        return more and not any(word.tag.startswith(("V", "KOUS", "PREL", "$", "PTK")) for word in rest)

    def _is_gap(self, at: int) -> bool:
        """Whether the next clause leaves its verb out: "Narvia wuchs um zwei Prozent, [Ulm um drei]"."""
        words, parts = self._words, list[Part]()
        while at < len(words) and words[at].text not in (".", ",", ";"):
            part = self._parts.part(at)
            if part is None or words[at].text in ("nicht", "kein", "keine"):
                return False
            parts += [part] if part.kind in (Kind.NOUN, Kind.BEHIND) else []
            if part.kind not in (Kind.NOUN, Kind.BEHIND, Kind.ADVERB):
                return False
            at = part.last + 1
        kinds = [part.kind for part in parts]
        apart = len(kinds) > 1 and kinds[0] is Kind.NOUN
        return apart and (at >= len(words) or not self._parts.begins_clause(at + 1))

    def _is_denied(self, clause: MainClause) -> bool:
        """Whether a denial may reach into the clause behind."""
        last = max((part.last for part in clause.behind), default=clause.verb)
        return any(word.text.lower() in self._known.denials for word in self._words[clause.verb : last + 1])

    def _goes_on(self, clause: MainClause, mark: int) -> bool:
        """Whether a colon or a dash only adds to what is told: "… in Not: Er verlor …", not "… sagte: …"."""
        words = self._words
        restricting = self._known.denials | self._known.hedges | {"oder", "nur", "außer", "falls"}
        following = {word.text.lower() for word in words[mark + 1 : mark + 4]}
        takes_back = not following.isdisjoint(restricting)
        again = any(word.text == words[mark].text for word in words[mark + 1 :])
        points = any(self._words[part.first].text.lower() in _POINTING for part in clause.behind)
        return not (takes_back or again or points or is_content(words[:mark]))

    def is_event(self, clause: MainClause) -> bool:
        """Whether a clause tells what has happened, not how something is, or what is wanted, forbidden or ended."""
        words, finite = self._words, self._words[clause.verb]
        done = any(part.kind is Kind.PARTICIPLE for part in clause.behind)
        if not (finite.text.lower() in AUXILIARIES if done else finite.tag == "VV(FIN)" and is_past(finite)):
            return False
        inside = [words[at] for part in clause.behind for at in range(part.first, part.last + 1)]
        unmade = {*WANTING, *self._known.undoing, *self._known.refusals, *self._known.denials}
        return unmade.isdisjoint(whole_lemmas([finite, *inside])) and not any(
            RULES.search(word.lemma) for word in inside
        )

    def is_main(self, at: int) -> bool:
        """Whether a main clause follows: "…, [sie dauert an]"; not "…, meldet die Zeitung"."""
        words = self._words
        if at + 1 >= len(words) or is_finite(words[at]) or words[at].tag in _RELATIVES:
            return False
        if words[at].tag in ("PPER", "PDS", "CARD") and is_finite(words[at + 1]):
            return True
        part = self._parts.part(at) if words[at].text.lower() not in self._known.leaves_true else None
        verb = part.last + 1 if part else len(words)
        while part is not None and verb < len(words) and words[verb].tag in PREPOSITIONS:
            part = self._parts.part(verb, in_front=True)  # "…, [Fälle in der Behörde kosteten Vertrauen]"
            verb = part.last + 1 if part else len(words)
        if verb + 1 >= len(words) or not is_finite(words[verb]):
            return False
        return not words[verb + 1].tag.startswith(("$", "KON"))  # "…, die Öl verbrennen und Lärm machen"

    def _is_addition(self, at: int) -> bool:
        """Whether a phrase without a verb is added: "… in einer Halle, [zwischen Ikonen aus Narvia]"."""
        words = self._words
        done = (
            words[at].tag == "VV(PP)" and words[at + 1].tag in PREPOSITIONS and words[at].text not in _GIVEN
        )
        if done:  # "…, begleitet von zwei Booten"
            at += 1
        if words[at].tag not in PREPOSITIONS or words[at + 1].tag in _RELATIVES:
            return False
        added = takewhile(lambda word: not word.tag.startswith("$"), words[at:])
        return not any(word.tag.startswith("V") or word.tag == "PTKZU" for word in added)

    def _is_apposition(self, comma: int) -> bool:
        """Whether all that follows is one phrase that says who a name is: "besuchte Kolb, [den Chef der Werft]"."""
        words = self._words
        opens = words[comma + 1].tag == "ART" or (
            words[comma - 1].tag == "NE" and words[comma + 1].tag == "PPOSAT"
        )
        if not opens or not is_nominal(words[comma - 1]):
            return False
        part = self._parts.part(comma + 1, in_front=True)
        alone = part is not None and part.group is not None and part.group.also is None
        return (
            part is not None
            and alone
            and part.last + 1 < len(words)
            and words[part.last + 1].text in (".", "!")
        )

    def _is_related(self, clause: MainClause, at: int) -> bool:
        """Whether a relative clause follows that only adds to the last phrase."""
        words = self._words
        opens = at + (words[at].tag == "APPR")
        if words[opens].text.lower() == "wie":
            return False  # "…, wie Kolb mitteilte"
        sure = words[opens].tag in _RELATIVES
        behind = list(takewhile(lambda word: word.tag not in ("$,", "$."), words[at:]))
        if any(word.tag in ("PTKZU", "VV(IZU)") for word in behind):
            return False  # "beschloss, den Hafen zu schließen": "den" is an article
        if sure and any(map(is_finite, behind)) and not is_finite(words[opens + 1]):
            verb_last = True
        else:
            verb_last = bool(behind) and behind[-1].tag.startswith("V")  # some are read as infinitives
        relative = sure or words[opens].text.lower() in _IN_RELATIVE
        if clause.behind and clause.behind[-1].kind is Kind.REST:
            return relative and verb_last
        things = [part for part in clause.behind if part.group is not None]
        return relative and verb_last and bool(things) and self._needs_nothing(clause, things[-1])

    def _needs_nothing(self, clause: MainClause, thing: Part) -> bool:
        """Whether a thing is the same without a clause about it, or there is one such: "hat einen Stängel, der …"."""
        if self._is_certain(thing):
            return True
        words, phrase = self._words, thing.group
        if phrase is not None and any(map(ranks, words[phrase.first : phrase.head])):
            return False
        if phrase is not None and self.is_event(clause):
            return (
                thing.last > phrase.last
                or words[phrase.head - 1].tag in ("ADJ(A)", "CARD")
                or (
                    words[phrase.first].text.lower().startswith("ein")
                    and len(words[phrase.head].text) > _COMPOUND
                )
            )
        inside = words[clause.verb : thing.last + 1]
        denied = any(word.text.lower() in self._known.denials for word in inside)
        wanted = not whole_lemmas(inside).isdisjoint({*WANTING, *self._known.undoing, *self._known.refusals})
        if phrase is None or denied or wanted:
            return False
        attribute = thing.kind is Kind.BEHIND and is_nominal(words[thing.first - 1])
        before = [part for part in clause.behind if part.last == thing.first - 1 and part.kind is Kind.NOUN]
        if attribute and before and self._is_counted_or_one(before[0]):
            return True
        one = "ART" in (words[phrase.first].tag, words[thing.first].tag[4:]) and phrase.is_plural is False
        if thing.kind is Kind.BEHIND and not one:
            return False  # "eine Sperre für Tanker, die Öl laden"
        return attribute or thing.last > phrase.last or words[phrase.head - 1].tag in ("ADJ(A)", "CARD")

    def _is_counted_or_one(self, thing: Part) -> bool:
        """Whether a described thing is one of its kind or several that are counted: "elf Boote [aus Ulm]"."""
        words, phrase = self._words, thing.group
        inner = words[thing.first : phrase.head] if phrase else ()
        one = words[thing.first].text.lower().startswith("ein")
        return any(word.tag == "CARD" for word in inner) or (one and len(inner) > 1)

    def _is_certain(self, part: Part) -> bool:
        """Whether a phrase means the same without a clause behind it: a name, or one thing with its article."""
        if part.group is None:
            return False
        words, phrase = self._words, part.group
        named = any(word.tag == "NE" for word in words[phrase.head : phrase.last + 1])
        definite = words[phrase.first].text.lower() in DEFINITE
        named = named or (definite and "-" in words[phrase.head].text)
        plural = phrase.is_plural is not False or phrase.also is not None
        return named or (definite and not plural and part.last > phrase.last)

    def _is_list_of_verbs(self, at: int) -> bool:
        """Whether the last of the verbs follows: "…, [kürzt die Löhne und verkauft das Bad]"; not "…, sagt Kolb"."""
        words = self._words
        rest = takewhile(lambda each: not words[each].tag.startswith("$"), range(at, len(words) - 1))
        joined = any(words[each].text == "und" and is_finite(words[each + 1]) for each in rest)
        return joined and words[at].lemma not in self._known.speaking


def ranks(word: Word) -> bool:
    """Whether an adjective tells which one of those that a clause tells of: "die einzige Stadt, die …"."""
    return word.tag == "ADJ(A)" and (is_superlative(word.text) or adjective_stem(word.text) in _RANKS)
