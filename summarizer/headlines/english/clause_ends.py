"""Where an English clause ends, and whether what follows takes back what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.headlines.english.constituents import FINITE_OR_MODAL, PREPOSITIONS, Constituents, Part, Verb
from summarizer.headlines.english.openings import GROUNDS, MOMENTS, PAST, RELATIVE, Openings
from summarizer.phrases.english.groups import ADJECTIVES, DETERMINERS
from summarizer.wordlists import word_list
from summarizer.words.english import NOUNS, behind_aside
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_ENDS = frozenset(".;:–—-!)(…")
_TAKING_BACK = ("or", "nor", "not", "only", "except", "as", "than", "like", "if", "unless", "rather")
_PLANNED = word_list("agree due expect intend plan pledge prepare promise schedule set vow")
_NO_CLAUSE = ("if", "though", "long", "well")
_IN_NOUN = (*DETERMINERS, *ADJECTIVES, *NOUNS, "CRD", "ORD")


def is_told(words: Sequence[Word], verb: Verb) -> bool:
    """Whether a verb tells what was, is being or will be done, not what is done whenever something else is."""
    tag, behind = words[verb.first].tag, words[verb.first + 1 : verb.first + 2]
    to_do = any(word.tag == "TO0" for word in behind)
    if tag in ("VHZ", "VHB"):
        return verb.first != verb.main and not to_do  # "has sold a ship", not "has a ship", "has to sell"
    planned = any(words[at].lemma in _PLANNED for at in verb.places[:-1]) or (to_do and tag.startswith("VB"))
    willed = words[verb.first].text == "will" or (verb.first != verb.main and planned)
    going_on = words[verb.main].tag == "VVG" or any(words[at].tag == "VBG" for at in verb.places)
    return willed or tag in PAST or (tag.startswith("VB") and going_on)


class ClauseEnds:
    """One sentence, asked where its clauses end."""

    def __init__(self, words: Sequence[Word], read: Constituents, openings: Openings) -> None:
        self._words = words
        self._lexicon = lexicon("en")
        self._read = read
        self._openings = openings
        self._tag, self._text = read.tag, read.text

    def is_past(self, verb: Verb) -> bool:
        """Whether a verb tells what was, not what is when something else is."""
        denied = any(self._text(place) in self._lexicon.denials for place in verb.places)
        return not denied and is_told(self._words, verb)

    def is_end(self, at: int, verb: Verb) -> bool:
        """Whether a clause is over before a word, and what follows takes nothing back."""
        text, tag = self._text(at), self._tag(at)
        if at >= len(self._words):
            return True
        if tag == "VVG" and self._words[at].lemma in self._lexicon.speaking and self.is_past(verb):
            return self._text(at - 1) != ","  # "sought to stop the deal | saying that …"
        if text in _ENDS:
            inside = text == "." and self._text(at + 1)[:1].isalnum()  # "Calif."
            told_by = text not in ".;:" and self.is_attributed(at + 1)
            return not (inside or told_by or (text != "." and self.takes_back(at + 1)))
        if text == "," and self._text(at + 1) == "as" and self._text(at + 2) not in _NO_CLAUSE:
            return self.is_past(verb) and self._has_clause(at + 2)  # "left Ulm, | as prices had risen"
        if text == ",":
            return self._ends_at_comma(at + 1)
        if text == "so" and self.is_past(verb):
            return self._openings.opens_clause(at + 1)
        if text == "and" and self.is_past(verb) and self._tag(at + 1) in (*PREPOSITIONS, "AV0", "CJS", "AVQ"):
            return True  # "near the harbour | and close to the church"
        if text == "and" and tag == "CJC" and self._tag(at + 1) == "VVG" and self.is_past(verb):
            # "a letter asking … | and urging …"
            return any(self._tag(k) == "VVG" for k in range(verb.last + 1, at))
        if tag == "CJC":
            told = self._openings.opens_clause(at + 1) and not self._openings.has_content(verb.main)
            told = told or (self._text(at + 1) == "that" and self._text(at + 2) != "of")
            excepted = self._text(at + 1) == "for" or self.takes_back(at + 1)
            return (text == "but" and not excepted) or (
                text == "and" and (told or self._is_joined_verb(at + 1, verb))
            )
        if text in (*GROUNDS, *MOMENTS):
            if self._text(at + 1) == "of" or (
                text == "as" and self._text(at + 1) in ("well", "if", "though")
            ):
                return False
            attached = self._openings.opens_clause(at + 1) or (
                tag in ("CJS", "AVQ") and self._has_clause(at + 1)
            )
            denied = any(self._text(place) in self._lexicon.denials for place in verb.places)
            return (self.is_past(verb) or (text in GROUNDS and not denied)) and attached
        return False

    def _is_joined_verb(self, at: int, verb: Verb) -> bool:
        """Whether "and" goes on with a verb of the same kind: "was arrested and | charged"."""
        while self._tag(at) == "AV0":
            at += 1
        tag, main = self._tag(at), self._tag(verb.main)
        infinitives = main.endswith("I") and (tag.endswith("I") or tag == "TO0")
        return self._read.is_finite(at) or infinitives or (tag.startswith("VV") and tag == main)

    def _has_clause(self, at: int) -> bool:
        within = range(at, min(at + 9, len(self._words)))
        return self._tag(at) == "VVG" or any(self._tag(each).startswith(FINITE_OR_MODAL) for each in within)

    def _ends_at_comma(self, at: int) -> bool:
        """Whether what a comma opens can be left out: no list, no condition, nobody who says all this."""
        if self.takes_back(at) or self._tag(behind_aside(self._words, at - 1)) == "TO0":
            return False  # "urged the five, who had slept, | to leave"
        if self._tag(at) == "CJC":
            free = self._text(at) == "but" or self._tag(at + 1).startswith(("AV0", "PRP", "CJS", "V"))
            return free or self._has_clause(at + 1)
        if self._tag(at) in _IN_NOUN:
            noun = self._openings.subject(at)
            if noun is None or self.is_attributed(at):
                return noun is None and self._is_fragment(at)
            if self._read.is_finite_behind(noun.last + 1):
                return True
            if self._text(noun.last + 1) == "," and self._read.is_finite_behind(noun.last + 2):
                return False  # "made clear the mayor, [Ivo Kolb], | left"
            if noun.joined or self._is_listed(noun.last + 1):
                return False
            if self._tag(noun.last + 1) == "CJC" or self._text(noun.last + 1) == ",":
                return self._ends_at_comma(noun.last + 1 + (self._text(noun.last + 1) == ","))
            return True
        return not self.is_attributed(at)

    def _is_fragment(self, at: int) -> bool:
        """Whether what a comma opens is neither clause nor list: ", the first permanent one abroad, …"."""
        ends = next(
            k for k in range(at, len(self._words) + 1) if self._text(k) in (*_ENDS, ",") or not self._text(k)
        )
        told = any(self._read.is_finite(k) or self._tag(k) == "CJC" for k in range(at, ends))
        return not told and not self._is_listed(ends)

    def _is_listed(self, at: int) -> bool:
        """Whether a list goes on: "limited to children, [women], victims of war and …"."""
        ends = next((k for k in range(at, len(self._words)) if self._text(k) in _ENDS), len(self._words))
        within = range(at, ends)
        told = any(self._read.is_finite(k) or self._text(k) in RELATIVE for k in within)
        free = (*PREPOSITIONS, "AV0", "CJS")  # ", and in this view …"
        joined = any(self._tag(k) == "CJC" and self._tag(k + 1) not in free for k in within)
        return self._text(at) == "," and not told and joined

    def takes_back(self, at: int) -> bool:
        """Whether what stands before holds only in part: ", if …", "– at least on paper", ", but not …"."""
        said = self._text(at), self._text(at + 1)
        if said == ("as", "well"):
            return False
        if said == ("at", "least") or not self._lexicon.hedges.isdisjoint(said[:1]):
            return True
        return said[0] in self._lexicon.denials or any(each in _TAKING_BACK for each in said)

    def is_attributed(self, at: int) -> bool:
        """Whether somebody who says all this stands here: ", [the mayor of Ulm] tweeted on Friday"."""
        subject = Part(at, at, at, ()) if self._tag(at) == "PNP" else self._openings.subject(at)
        verb = self._read.verb(subject.last + 1) if subject is not None else None
        if verb is None:
            return False
        main = self._words[verb.main].lemma
        alone = main in self._lexicon.nominals_of_subject and main not in self._lexicon.speaking
        told = verb.copula or verb.passive or alone or self._tag(verb.last + 1) in _IN_NOUN
        return not told or self._openings.has_content(verb.main)
