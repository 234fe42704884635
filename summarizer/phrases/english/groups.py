"""Where an English noun phrase begins and ends: attributes, owners and nouns around its head."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.wordlists import word_list
from summarizer.words.english import BASE_VERBS, CLAUSE_ENDS, NOUNS
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

ADJECTIVES = ("AJ0", "AJC", "AJS")
COMMON = ("NN0", "NN1", "NN2")
SPANS = ("minute", "hour", "day", "week", "month", "year", "decade")
DETERMINERS = ("AT0", "DPS", "DT0")
FINITE = ("VVD", "VVZ", "VVB", "VB", "VH", "VM")
GIVING = word_list("award deny give grant guarantee hand lend offer owe pay promise sell send show teach")
_BEFORE_PARTICIPLE = ("AT0", "DPS", "PRP", "PRF")  # no adjective: "male | dominated sectors"
_POSSESSIVE = ("'s", "’s", "'", "’")
_ABOUT = ("about", "around", "over")
_DAYTIMES = ("morning", "afternoon", "evening", "night", "week", "month", "year")
_BEFORE_OBJECT = ("AT0", "DPS", "DT0", "AJ0", "NP0", "NN1", "POS")
_TIMES_TOLD = frozenset((*_DAYTIMES, "weekend", "spring", "summer", "autumn", "winter"))
_MAKING = ("izing", "ising", "ifying", "ating")
_AT_NIGHT = ("at", "by", "in", "during")
BEARINGS = ("north", "south", "east", "west")
_POINTING_AT_TIME = ("this", "that", "last", "next", "every", "each")
_AROUND_MOMENT = ("before", "after", "ago", "later", "earlier")
_WHEN = ("last", "next", "past", "late", "early", "same")
_LONGEST = 8
_ASKING = ("PNQ", "DTQ", "AVQ")
_TURNING = word_list("hardly little neither never nor not nowhere only rarely scarcely seldom")


def is_possessive(word: Word) -> bool:
    """Whether a token is the mark of an owner."""
    return word.text in _POSSESSIVE


def is_half_compound(following: Sequence[Word]) -> bool:
    """Whether what follows a noun shares its head with it: "tobacco | and alcohol abuse"."""
    if len(following) < 3:
        return False
    joined, attribute, head = (word.tag for word in following[:3])
    return joined == "CJC" and attribute in ("NN0", "NN1") and head in ("NN1", "NN2")


class Groups:
    """The noun phrases of one sentence, without what follows their heads."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._lexicon = lexicon("en")

    def is_noun(self, at: int) -> bool:
        """Whether a word can be the head of a phrase."""
        word = self._words[at]
        if word.tag not in NOUNS or not word.text[0].isalpha():
            return False
        if len(word.text) < 3 and word.text.islower():
            return False  # the "th" of "11th"
        if self._is_inverted(at):
            return False
        name_inside = word.tag == "NP0" and word.text[0].isupper() and at > 0
        return name_inside or word.text.lower() not in self._lexicon.stop

    def _is_inverted(self, at: int) -> bool:
        """Whether what could be a noun is the verb of "did": "only then did the mayor | order boats"."""
        words = self._words
        before = at - 1
        while before > 0 and words[before].tag in (*NOUNS, *ADJECTIVES, *DETERMINERS, "POS"):
            before -= 1
        if not words[before].tag.startswith("VD") or words[at].text != words[at].lemma:
            return False
        subject = any(word.tag not in DETERMINERS for word in words[before + 1 : at])
        opening = self.clause_before(before)
        asked = not opening or opening[-1].tag in _ASKING
        turned = any(word.text.lower() in _TURNING for word in opening)
        return subject and (asked or turned) and self._can_be_verb(words[at])

    def group(self, start: int) -> tuple[int, int] | None:
        """(first, last) word of [adjective | participle | noun | owner]* noun that begins at `start`."""
        last = None
        at = start
        while at < len(self._words):
            if at - start == _LONGEST:
                return None  # who would read it?
            if self.is_noun(at):
                if last == at - 1 and self.breaks_between(at):
                    break
                last = at
            elif not self._goes_on(at, start, last):
                break
            at += 1
        return None if last is None else (start, last)

    def is_doing(self, at: int) -> bool:
        """Whether a bare noun is but a verb's: "the | keeping of bees", but not "the | building"."""
        word = self._words[at].text
        if not word.endswith("ing"):
            return False
        if tagger("en").known(word):
            return tagger("en").prefers(word, ("VVG",), ("NN1",))
        return word.endswith(_MAKING)

    def is_numbered(self, at: int) -> bool:
        """Whether a name is but the first part of one with a number: "Room | 204", but not "in Narvia | 40 died"."""
        word, number = self._words[at], self._words[at + 1 : at + 2]
        counted = bool(number) and number[0].text.isdigit() and word.text[0].isupper()
        return counted and tagger("en").has_seen(word.text.lower(), "NN1")

    def is_cut(self, first: int, last: int) -> bool:
        """Whether a noun only describes what follows: "the Sea party | parliamentary group", "a tank | and drone war".

        An object of two objects does not: "gave the port | new cranes".
        """
        words = self._words
        rest = words[last + 1 : last + 4]
        opened = last > first or (first > 0 and words[first - 1].tag in _BEFORE_OBJECT)
        if opened and words[last].tag in ("NN0", "NN1") and is_half_compound(rest):
            return True
        name = last
        while name and words[name].tag == "NP0":
            name -= 1
        described = name < last and words[name].tag in ADJECTIVES  # "the fast Narvia | naval boat"
        if not (described or words[last].tag in ("NN0", "NN1")) or not rest or rest[0].text.lower() in _WHEN:
            return False
        head = next((at for at, word in enumerate(rest) if word.tag not in ("AJ0", "ORD")), len(rest))
        if not 0 < head < len(rest) or rest[head].tag not in NOUNS:
            return False
        start = first
        while start and words[start - 1].tag in _BEFORE_OBJECT:
            start -= 1
        return described or start == 0 or not words[start - 1].tag.startswith("VV")

    def breaks_between(self, at: int) -> bool:
        """A small plural before a small noun: "democracies | guard", "states | votes"."""
        before, word = self._words[at - 1], self._words[at]
        one_of_a_kind = before.tag == "NN1" and at > 1 and self._words[at - 2].text in ("a", "an")
        if (
            word.text.islower()
            and self._is_rather_verb(word)
            and not (one_of_a_kind and word.text == word.lemma)
        ):
            return True  # but "a prisoner swap": no single thing "swap"
        if self._is_time_told(at - 1) or self._is_adverb(at):
            return True
        if word.tag == before.tag == "NP0" and before.lemma in self._lexicon.times and word.text != "Day":
            return at > 1 and self._words[at - 2].tag == "PRP"  # "in May | Narvia closed its port"
        if before.lemma in _DAYTIMES and word.tag == "NN2" and not self._is_attribute_of_time(at - 1):
            return at + 1 < len(self._words) and self._words[at + 1].tag.startswith(FINITE)
        if word.tag == "NN2" and word.lemma in SPANS and self._is_before_or_after(at + 1):
            return True  # "called off its strike | hours before the deadline"
        small_or_acronym = word.text.islower() or word.text.isupper()
        if before.tag == "NP0" and self._opens_line(at - 1) and small_or_acronym:
            return at + 1 < len(self._words) and self._words[at + 1].tag.startswith(FINITE)
        follows = self._words[at + 1].tag if at + 1 < len(self._words) else ""
        if word.text.islower() and follows in ("AT0", "DPS") and self._can_be_verb(word):
            return True  # "a coastal state may | board a ship"
        if follows == "PRP" and [each.text for each in self._words[at + 1 : at + 3]] == ["by", word.text]:
            return True  # "follows the trade | boat by boat"
        if follows == "CJT" and word.text in ("goes", "holds", "means", "runs") and before.tag == "NN1":
            return True  # "the argument | runs that …"
        if self._begins_clause(at) or self._is_predicate(at):
            return True
        measured = follows in ("AV0", "CRD", "AVP") or (follows and self._words[at + 1].text in _ABOUT)
        if before.tag == "NP0" and word.text.islower() and measured:
            told = sum(each.tag.startswith(FINITE) for each in self.clause_before(at))
            relative = told == 1 and self._is_in_relative(at)  # "a boat that is built in Narvia | costs more"
            return (relative or not told) and self._can_be_verb(word)  # "sugar in Narvia | costs more"
        small = (before.text.islower() or at == 1) and word.text.islower()
        if before.tag != "NN2" or word.tag not in COMMON or not small:
            return False
        if before.text in self._lexicon.plural_modifiers:
            return False
        return (self._can_be_verb(word) and not self._is_of_object(at)) or self.is_given(at)

    def _is_time_told(self, time: int) -> bool:
        """Whether a word ends what only says when: "this weekend | ferries rest", but not "a winter coat"."""
        words = self._words
        if time == 0 or words[time - 1].text.lower() not in _POINTING_AT_TIME:
            return False
        opens = time < 2 or words[time - 2].tag in ("PRP", "PUN", "CJC", "CJT", "AV0")
        return opens and words[time].lemma in _TIMES_TOLD and words[time + 1].tag in ("NN2", "NP0")

    def _is_adverb(self, at: int) -> bool:
        """Such as "paths | west of the city", "a rota | day and night"."""
        words, text = self._words, self._words[at].text
        if at > 2 and words[at - 3].text in ("let", "lets", "letting"):
            let = words[at - 2].tag in DETERMINERS and words[at - 1].tag in COMMON
            return let and self._can_be_verb(words[at])  # "lets its fleet | decline"
        if text != "day" and text not in BEARINGS:
            return False
        following = [word.text for word in words[at + 1 : at + 3]]
        return following == ["and", "night"] if text == "day" else following[:1] == ["of"]

    def _is_in_relative(self, at: int) -> bool:
        """Whether the clause before a word tells of a noun: "a boat | that is built in Narvia"."""
        opens = at - len(self.clause_before(at))
        return opens > 1 and self._words[opens - 1].tag == "CJT" and self._words[opens - 2].tag in COMMON

    def is_given(self, at: int) -> bool:
        """Whether a noun is what the plural before it is given: "offered the rebels | weapons"."""
        return self._words[at - 1].tag == "NN2" and self._verb_of(at - 1) in GIVING

    def _is_of_object(self, at: int) -> bool:
        """Whether a plural before a word is only done something to: "improved the requests | process"."""
        verb, known = self._verb_of(at - 1), self._lexicon
        return verb in known.nominals and verb not in known.speaking | known.undoing

    def _verb_of(self, noun: int) -> str:
        """The verb whose object a noun is, or ""."""
        words, verb = self._words, noun
        while verb > 0 and words[verb].tag in (*_BEFORE_OBJECT, *NOUNS):
            verb -= 1
        told = words[verb].tag.startswith("VV")
        return tagger("en").lemma(words[verb].text, words[verb].tag).lower() if told else ""

    def _is_attribute_of_time(self, time: int) -> bool:
        """Whether a bare time describes what follows: "a ban on | night flights", but not "at night | flights rest"."""
        before = self._words[time - 1] if time else None
        return before is not None and before.tag == "PRP" and before.text.lower() not in _AT_NIGHT

    def _is_before_or_after(self, at: int) -> bool:
        return at < len(self._words) and self._words[at].text in _AROUND_MOMENT

    def _begins_clause(self, at: int) -> bool:
        """Whether a relative clause without a pronoun begins here: "the rules | pilots hate"."""
        after = self._words[at + 1 : at + 3]
        plurals = self._words[at - 1].tag == self._words[at].tag == "NN2"
        if not plurals or len(after) < 2 or after[0].tag != "VVB":
            return False
        if after[1].tag.startswith(FINITE):
            return True
        governed = any(word.tag.startswith(("VV", "VB")) for word in self.clause_before(at))
        return governed and after[1].tag in CLAUSE_ENDS

    def clause_before(self, at: int) -> Sequence[Word]:
        """The words of a clause before one of its words."""
        opens = next((k for k in range(at, 0, -1) if self._words[k - 1].tag in CLAUSE_ENDS), 0)
        return self._words[opens:at]

    def _is_predicate(self, at: int) -> bool:
        """What something is called is no part of it: "call the proceedings | theatre", "the word | guarantee"."""
        before, around = self._words[at - 1], self._words[max(0, at - 3) : at - 1]
        if before.text == "word":
            return any(word.text.lower() == "the" for word in around[-1:])
        called = before.tag == "NN2" and before.text not in self._lexicon.plural_modifiers
        return called and any(word.lemma == "call" and word.tag.startswith("VV") for word in around)

    def _opens_line(self, name: int) -> bool:
        """Whether a name ends the place that a sentence opens with: "In Leeds and parts of Ulm | prices rose"."""
        before = self._words[:name]
        told = any(word.tag.startswith(FINITE) or word.text == "," for word in before)
        return name > 0 and before[0].tag == "PRP" and before[-1].tag in ("PRP", "PRF", "CJC") and not told

    def _can_be_verb(self, word: Word) -> bool:
        return tagger("en").has_seen(word.text, *BASE_VERBS)

    def _is_rather_verb(self, word: Word) -> bool:
        """Such as "sensors depends", "array stands": after a noun, what is mostly a verb is one."""
        return tagger("en").prefers(word.text, ("VVZ", "VVB", "VVI", "VVD"), NOUNS)

    def _goes_on(self, at: int, start: int, last: int | None) -> bool:
        """Whether a word that is no noun can stand inside a noun phrase here."""
        words, word = self._words, self._words[at]
        noun_follows = at + 1 < len(words) and self.is_noun(at + 1)
        if word.tag == "ORD" and word.text[0].isupper():
            return at == start > 0 and noun_follows and words[at + 1].text[0].isupper()  # "Second World War"
        if word.tag in ADJECTIVES:
            inside_name = last is not None and words[last].text[0].isupper() and word.text[0].isupper()
            owned = last is not None and at - 1 > last and is_possessive(words[at - 1])
            return word.text[0].isalpha() and (last is None or inside_name or owned)
        if word.tag in ("VVN", "VVG"):
            allowed = _BEFORE_PARTICIPLE[:2] if word.tag == "VVG" else _BEFORE_PARTICIPLE
            return last is None and at == start and noun_follows and at > 0 and words[at - 1].tag in allowed
        if word.tag == "CJC" and last is None and at > start:
            return words[at - 1].tag in ADJECTIVES and at + 1 < len(words) and words[at + 1].tag in ADJECTIVES
        if word.text in _POSSESSIVE[2:] and last is not None and last == at - 1 and words[last].tag == "NN2":
            return noun_follows and words[last].text.endswith("s")  # "the farmers' union"
        if word.text in _POSSESSIVE[:2] and last == at - 1:
            if words[at - 1].tag == "NP0":
                return noun_follows or (at + 1 < len(words) and words[at + 1].tag == "AJ0")
            named = words[at - 1].text[0].isupper() and at - 1 > 0  # "the People's Party"
            return named and noun_follows and words[at + 1].text[0].isupper()
        return False
