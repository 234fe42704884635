"""German names: whole, in the nominative, and apart from what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.phrases.german.heads import Heads
from summarizer.phrases.german.lists import is_in_genitive_list
from summarizer.phrases.phrase import Form, Phrase
from summarizer.text import Line
from summarizer.words import german_nouns
from summarizer.words.german_attributes import is_nominal, is_person, is_told_in_passing, with_number
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_FOREIGN_PLURAL = re.compile(
    r"(?:ments|ions|ings|ents|ics|lines|ices|ies|motors|works|ports|games|apps|shares|banks"
    r"|prises|rces|systems|brothers|holdings|partners|foods|ways|records|studios|tures|industries|sports)$",
    re.IGNORECASE,
)
_COMPASS = ("Nord", "Ost", "Süd", "West", "Mitte", "Nordost", "Nordwest", "Südost", "Südwest")
_GENITIVE_PREPOSITIONS = ("wegen", "trotz", "statt", "anstatt", "während", "mangels", "seitens", "namens")

# Whoever is so is it to somebody: "der Anwalt Donald Trumps".
_OF_SOMEBODY = re.compile(
    r"(?:anwalt|anwält|sprecher|berater|sohn|tochter|frau|mann|bruder|schwester|vater|mutter|freund|chef|anhänger"
    r"|gegner|nachfolger|vorgänger|stellvertreter|verteidiger|schüler|mitarbeiter|vertraute|fan)"
    r"(?:in)?$"
)


class Names:
    """The names of one line, alone and with nouns."""

    def __init__(self, line: Line, heads: Heads) -> None:
        self._line = line
        self._words = line.words
        self._heads = heads
        self._lexicon = lexicon("de")

    def alone(self, first: int, last: int) -> Iterator[Phrase]:
        """One name, or what somebody stands for and who it is: "der Ukraine | Wolodymyr Selenskyj"."""
        own = self._stands_for(first, last)
        if own:
            yield from self._name(first, first)
        yield from self._name(first + own, last)

    def before_noun(self, names: Sequence[int], noun: int, end: int) -> Iterator[Phrase]:
        """Such as "Trumps Bereitschaft"; "Russlands Energieminister Nowak" only names Russia."""
        owner = self._words[names[-1]]
        if not self._is_genitive(owner):
            yield from self._one_with_noun(names, noun, end)
            return
        yield from self._name(names[0], names[-1])
        lemma = self._words[noun].lemma
        if noun != end or lemma in self._lexicon.general or is_person(lemma):
            return
        nominative, _ = german_nouns.nominative(self._words[noun].text, "", "", False, {})
        label = f"{self._line.surface(names[0], names[-1])} {nominative}"
        yield Phrase(label, (owner.lemma, lemma), lemma, Form.MODIFIED, self._line.index, names[0], noun)

    def behind_noun(self, noun: int, names: Sequence[int], first: int) -> Iterator[Phrase]:
        """The names behind a noun, with it where it is needed: "Kraftwerk Lindach", "Bemühungen Washingtons"."""
        if len(names) > 2 and self._is_owner(noun):
            yield from self._name(names[0], names[0])  # "Chef des Gasmonopolisten Naftohas | Ostap Hnat"
            names = names[1:]
        called = self._called(noun, names)
        if called:
            yield called
        elif not names or self._words[names[0]].text not in _COMPASS:  # "Spielklasse | West"
            yield from self._name(names[0] if names else first, names[-1] if names else first)
        yield from self._owned(noun, names)

    def between_nouns(self, names: Sequence[int], noun: int) -> Iterator[Phrase]:
        """Such as "Jurist | Petro Talweiler", whose surname no list knows; none of "Firma | Narvia Mobile"."""
        owner, text = self._words[names[-1]], self._words[noun].text
        if self._is_genitive(owner) or is_person(self._words[names[0] - 1].lemma):
            last = noun if self._is_unknown(text, len(names)) and noun == names[-1] + 1 else names[-1]
            yield from self._name(names[0], last)

    def _is_unknown(self, noun: str, names_before: int) -> bool:
        """Whether a word may be a surname: no list has it, and it is no plural unless two names stand before it."""
        unseen = german_nouns.log_probability(german_nouns.fold(noun)) <= german_nouns.UNSEEN
        return unseen and (names_before > 1 or not german_nouns.lemma_and_ending(noun)[1])

    def foreign(self, first: int, last: int) -> Iterator[Phrase]:
        """A name with English words in it, as it stands: "School of Tidal Law"."""
        inside = self._words[first : last + 1]
        terms = tuple(word.lemma for word in inside if is_nominal(word))
        label = self._line.surface(first, last)
        yield Phrase(label, terms, terms[-1], Form.NAME, self._line.index, first, last)

    def _one_with_noun(self, names: Sequence[int], noun: int, end: int) -> Iterator[Phrase]:
        """A name that is not its noun's owner: "NV Bank" is one name, "gab | Narvia | Waffen" are two phrases."""
        word = self._words[noun]
        body = any(word.lemma.endswith(each) for each in self._lexicon.named)
        if noun == end and ("-" in word.text.strip("-") or body):
            label = self._line.surface(names[0], noun)
            terms = tuple(self._words[at].lemma for at in (*names, noun))
            yield Phrase(label, terms, word.lemma, Form.NAME, self._line.index, names[0], noun)
        else:
            yield from self._name(names[0], names[-1])

    def _stands_for(self, first: int, last: int) -> bool:
        """Whether the first of several names is a country or a body: "Chef von Naftohas | Ostap Hnat"."""
        words = self._words
        if first == 0 or last - first < 2 or _is_foreign_plural(words[last].text):
            return False
        if words[first - 1].text == "der":
            return True
        return words[first - 1].text == "von" and first > 1 and is_person(words[first - 2].lemma)

    def _name(self, first: int, last: int) -> Iterator[Phrase]:
        """A name in the nominative; none where it is a unit, or half of "CSU/CDU" or of an address."""
        word = self._words[last]
        unit = first > 0 and self._words[first - 1].tag == "CARD" and len(word.text) < 4
        if (
            unit
            or word.lemma in self._lexicon.general
            or self._is_glued(first - 1)
            or self._is_glued(last + 1)
        ):
            return
        numbered = with_number(self._words, last)
        label, lemma = self._line.surface(first, numbered), word.lemma
        plural = self._lexicon.plural_names.get(label)
        if plural:
            label = plural
        elif numbered == last and (
            self._is_listed_owner(first, last) or (self._is_genitive(word) and not self._keeps_s(first, last))
        ):
            label = label[:-1]
        yield Phrase(label, (lemma,), lemma, Form.NAME, self._line.index, first, last)

    def _is_listed_owner(self, first: int, last: int) -> bool:
        listed = first == last and self._words[last].text.endswith("s")
        return listed and is_in_genitive_list(self._words, first)

    def _is_glued(self, mark: int) -> bool:
        """Whether a mark stands between two words without a space."""
        words = self._words
        if not 0 < mark < len(words) - 1 or words[mark].text not in ("/", ".", "@", "_", "#"):
            return False
        if words[mark].text == "." and not words[mark + 1].text.islower():
            return False  # "1.FC Lindach"
        return words[mark - 1].end == words[mark].start and words[mark].end == words[mark + 1].start

    def _is_genitive(self, word: Word) -> bool:
        return word.text.endswith("s") and word.lemma == german_nouns.fold(word.text)[:-1]

    def _keeps_s(self, first: int, last: int) -> bool:
        """Whether an -s is that of a foreign plural: "Narvia Instruments", "mit Kochapps"."""
        words = self._words
        following = words[last + 1] if last + 1 < len(words) else None
        if following is not None and (is_nominal(following) or following.tag == "ADJ(A)"):
            return False
        before = words[first - 1] if first else None
        if first < last or (before is not None and is_person(before.lemma)):
            return not self._is_owned(first, last)
        if before is None:
            return following is not None and following.tag.endswith("(FIN)")
        if before.tag == "KON":
            return words[first - 2].tag == "NE" and not words[first - 2].text.endswith(
                "s"
            )  # "Bach und Brahms"
        if before.tag == "APPR":
            return before.text.lower() not in _GENITIVE_PREPOSITIONS
        return before.text.lower() in ("die", "den") or (
            before.text == "der" and _is_foreign_plural(words[last].text)
        )

    def _is_owned(self, first: int, last: int) -> bool:
        """Whether what stands before a name has it as its genitive; an article makes a title what somebody has.

        "die Rede | Präsident Donald Trumps", "ein Berater | Trumps", but "Trainer Petro Talegers" and, who is
        nobody's, "der Philosoph Petro Talegers".
        """
        words = self._words
        at = first - 1
        title = at >= 0 and is_person(words[at].lemma)
        at -= title
        if at < 0:
            return False
        if title and words[at].tag in ("ART", "ADJ(A)", "PPOSAT", "PIAT"):
            return first == last or _OF_SOMEBODY.search(words[first - 1].lemma) is not None
        lists = words[at].tag == "KON" or words[at].text == ","
        noun = words[at].tag in ("NN", "NNI", "NNA") and (title or not self._is_who(words[at].lemma))
        return lists or noun or words[at].text.lower() in _GENITIVE_PREPOSITIONS

    def _is_owner(self, noun: int) -> bool:
        """Whether somebody else stands for a noun, so that names behind it may be his: "Chef des | Konzerns"."""
        words = self._words
        at = noun - 1
        while at > 0 and words[at].tag == "ADJ(A)":
            at -= 1
        of = at > 0 and words[at].text in ("des", "der", "vom", "von")
        return of and is_person(words[at - 1].lemma) and not is_person(words[noun].lemma)

    def _is_who(self, lemma: str) -> bool:
        return is_person(lemma) or self._lexicon.means_who(lemma)

    def _called(self, noun: int, names: Sequence[int]) -> Phrase | None:
        """Such as "Kraftwerk Lindach": what a name alone would not tell."""
        if len(names) != 1 or names[0] != noun + 1:
            return None
        lemma = self._words[noun].lemma
        if not any(lemma.endswith(each) for each in self._lexicon.named):
            return None
        head = self._heads.head(noun, noun)
        if head is None or not head.singular or self._is_one_of_many(noun):
            return None
        name = next(self._name(names[0], names[0]), None)
        if name is None:
            return None
        called = f"{head.attributes} {head.noun}" if head.capital_attribute else head.noun
        label = f"{called} {name.label}".strip()
        return Phrase(label, name.terms, name.head, Form.PROPER, name.line, noun, names[0])

    def _owned(self, noun: int, names: Sequence[int]) -> Iterator[Phrase]:
        """Such as "Bemühungen Washingtons": a noun and one name in the genitive."""
        if len(names) != 1:
            return
        owner = self._words[names[0]]
        lemma = self._words[noun].lemma
        genitive = owner.text.endswith("s") and owner.lemma != owner.text.lower()
        if not genitive or lemma in self._lexicon.general or is_person(lemma):
            return
        head = self._heads.head(noun, noun)
        if head is None or head.negated:
            return
        yield Phrase(
            f"{head.noun} {owner.text}",
            (lemma, owner.lemma),
            lemma,
            Form.TAILED,
            self._line.index,
            noun,
            names[0],
            is_told_in_passing(self._words, head.at),
        )

    def _is_one_of_many(self, noun: int) -> bool:
        """Whether a noun has another article than what has a name: "nannte in einem neuen Sender | Narvia"."""
        at = noun - 1
        while at > 0 and self._words[at].tag == "ADJ(A)":
            at -= 1
        return at >= 0 and self._words[at].text.lower().startswith("ein") and self._words[at].tag == "ART"


def _is_foreign_plural(name: str) -> bool:
    """Whether a name is an English plural: "Instruments"."""
    return _FOREIGN_PLURAL.search(name) is not None
