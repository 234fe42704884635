"""Shorter wordings of an English headline that is too long: what may go without telling anything else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from summarizer.headlines.english.mending import can_be
from summarizer.phrases.english.groups import ADJECTIVES, COMMON
from summarizer.phrases.english.places import Places
from summarizer.wordlists import word_list
from summarizer.words.english import NOUNS
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_NAME = ("NP0", "UNC")
_PART_OF_NAME = (*NOUNS, *ADJECTIVES, "UNC", "POS", "ORD", "CRD")
_COURTESIES = ("mr", "mrs", "ms", "miss", "mr.", "mrs.", "ms.")
_TITLES = (*_COURTESIES, "dr", "dr.", "prof.", "sir", "dame", "rep", "sen", "gov", "gen", "col", "lt")
# These are part of a name, "King Charles", and nobody says "Charles" alone.
_REGAL = word_list("king queen pope prince princess lord lady emperor empress duke duchess")
_SURE = ("who", "whose")
_SAME_IN_PAST = ("cast", "cut", "hit", "put", "quit", "set", "shut", "split", "spread")
_CHAIN, _FAR = 2, 5


class Shortening(Places):
    """One sentence; `kept` are the places of words that no shorter wording may lose.

    The articles of `predicates` go last. What may go are the `attributes` of some phrases, `where` a subject is, and
    the `tail` of an object, and the `saying` of what somebody says.
    """

    def __init__(
        self,
        words: Sequence[Word],
        kept: Collection[int],
        predicates: Collection[int],
        attributes: Collection[int],
        where: Collection[int],
        tail: Collection[int],
        saying: Collection[int],
    ) -> None:
        super().__init__(words)
        self._kept = kept
        self._predicates = predicates
        self._attributes = attributes
        self._where = where
        self._tail = tail
        self._saying = saying
        self._lexicon = lexicon("en")

    def shorter(self, places: Sequence[int]) -> Iterator[Sequence[int]]:
        """The places of the words of ever shorter wordings; what says least goes first."""
        steps = (
            lambda at: at not in self._predicates and is_article(self._words, at),
            self._saying.__contains__,
            self._office_of_source().__contains__,
            self._is_attribute_of_source,
            self._is_courtesy,
            self._is_perfect,
            self._is_manner,
            self._is_opener,
            self._where.__contains__,
            self._tail.__contains__,
            self._is_description,
            self._is_title,
            self._is_owner,
            self._is_forename,
            self._is_auxiliary,
            lambda at: is_article(self._words, at),
            self._is_passive_auxiliary,
        )
        for goes in steps:
            fewer = [at for at in places if at in self._kept or not goes(at)]
            if len(fewer) < len(places):
                places = fewer
                yield places

    def _is_manner(self, at: int) -> bool:
        """Whether an adverb only tells how something was done: "has [slowly] reversed", not "nearly"."""
        word = self._words[at]
        following = self._words[at + 1].tag if at + 1 < len(self._words) else ""
        beside = following.startswith("V") or (
            self._words[at - 1].tag.startswith("V") and following not in ADJECTIVES
        )
        tells = word.tag == "AV0" and (word.text.endswith("ly") or word.text == "since") and beside
        # "will not fall | evenly"
        denied = any(each.tag == "XX0" for each in self._words[max(0, at - _FAR) : at])
        return tells and not denied and word.text not in self._lexicon.limiting

    def _is_attribute_of_source(self, at: int) -> bool:
        """Whether a word only describes who says something before a colon: "[Narvian] air force: …"."""
        if not self._saying or at >= min(self._saying) or self._tag(at) != "AJ0":
            return False
        return not self._words[at + 1].text[0].isupper()  # "the Institute for [Tidal] Research"

    def _office_of_source(self) -> range:
        """The places of what a person who says something belongs to: "Ivo Kolb [of the Institute]: …"."""
        said = min(self._saying, default=0)
        for at in range(2, said):
            name = self._words[at - 2 : at]
            if self._low(at) in ("of", "at", "from") and all(word.tag == "NP0" for word in name):
                known = any(tagger("en").known(word.text.lower()) for word in name)
                return range(0) if known else range(at, said)
        return range(0)

    def _is_auxiliary(self, at: int) -> bool:
        """The "is" of what is being done: "Gallery [is] hosting show", "Rain [has been] falling"."""
        been = self._tag(at).startswith("VH") and self._tag(at + 1) == "VBN"
        doing = self._tag(at + 1 + been) in ("VVG", "VBG") and (been or self._tag(at).startswith("VB"))
        return doing and self._is_first_verb(at)

    def _is_passive_auxiliary(self, at: int) -> bool:
        """The "was" of what was done, where nothing shows who might have done it: "Plans [have been] rejected"."""
        done = at
        while self._tag(done) in ("VBZ", "VBB", "VBD", "VHZ", "VHB", "VHD", "VBN"):
            done += 1
        behind = done + 1 + (self._tag(done + 1) in ADJECTIVES)
        thing = self._tag(behind) in ("AT0", "DPS", "DT0", "CRD", *NOUNS, *ADJECTIVES)
        been = self._tag(done - 1).startswith("VB") and self._tag(done) == "VVN"
        return at < done and been and not thing and self._is_first_verb(at - (self._tag(at) == "VBN"))

    def _is_perfect(self, at: int) -> bool:
        """The "has" of what has the form of a past without it: "Narvia [has] approved the treaty"."""
        done = at + 1 + (self._tag(at + 1) == "AV0")
        if not self._tag(at).startswith("VH") or self._tag(done) != "VVN" or not self._is_first_verb(at):
            return False
        verb = self._words[done]
        alike = verb.text in _SAME_IN_PAST
        return alike or (verb.text != verb.lemma and (verb.text.endswith("ed") or can_be(verb, "VVD")))

    def _is_first_verb(self, at: int) -> bool:
        earlier = self._words[max(0, at - _CHAIN) : at]
        return not any(word.tag.startswith(("VB", "VM", "VD", "XX0")) for word in earlier)

    def _is_opener(self, at: int) -> bool:
        """The "that" of what is said, not of a subject: "the law | that …"."""
        told = any(word.lemma == "tell" for word in self._words[max(0, at - _FAR) : at])
        said = told or self._tag(at - 1).startswith(("V", "AV"))  # "denied [that] …", not "a beetle that …"
        return self._words[at].tag == "CJT" and said and at not in self._where

    def _is_owner(self, at: int) -> bool:
        """Whether a word only tells whose a thing is: "sold [its] ships", "cut [the government's] debt"."""
        if self._tag(at - 1) == "PRF":
            return False  # "sold all of [its] ships", "showed pictures of [their] lives"
        named = at - (self._tag(at) == "POS")
        owner = self._tag(named + 1) == "POS" and self._tag(named - 1) == "AT0" and self._tag(named) in COMMON
        return at in self._attributes and (owner or self._low(at) in ("his", "her", "its", "their"))

    def _is_description(self, at: int) -> bool:
        """Whether an attribute leaves its noun what it is: "[huge] fires", not "former", "nuclear"."""
        word, following = self._words[at], self._words[at + 1] if at + 1 < len(self._words) else None
        if (
            word.tag != "AJ0"
            or at not in self._attributes
            or following is None
            or self._words[at - 1].tag in ("CJC", "AV0")
        ):
            return False
        if following.tag not in (*NOUNS, *ADJECTIVES) or following.text[0].isupper():
            return False
        text = word.text.lower()
        if "-" in text and (text[0].isdigit() or text.endswith(("-old", "-long"))):
            return True
        if text in self._lexicon.changing or not word.text.islower():
            return False
        compound = following.tag in ("NN1", "NN0") and self._words[at + 2].tag in ("NN1", "NN2", "POS")
        plain = text in self._lexicon.describing or text in self._lexicon.weak_adjectives
        return plain or compound  # "the [regional] police chief", not "the [nuclear] plant"

    def _is_courtesy(self, at: int) -> bool:
        """Whether a word is only polite: "[Mr] Holm"."""
        return self._low(at) in _COURTESIES and self._tag(at + 1) == "NP0"

    def _is_title(self, at: int) -> bool:
        """Whether a word stands before a name that says enough: "[Narvian President] Radek Holm"."""
        name = self._name_behind(at)
        return name is not None and at < name[0]

    def _is_forename(self, at: int) -> bool:
        """Whether a word is surely the first name of a person with two: "President [Radek] Holm"."""
        name = self._name_behind(at)
        if name is None or at != name[0] or name[1] != at + 1:
            return False
        return self._is_person(name)

    def _is_person(self, name: tuple[int, int]) -> bool:
        title = self._low(name[0] - 1)
        if title in self._lexicon.roles or title in _TITLES:
            return True
        behind = name[1] + 1
        aged = self._low(behind) == "," and self._low(behind + 1).isdigit()
        return aged or (self._low(behind) == "," and self._low(behind + 1) in _SURE)

    def _name_behind(self, at: int) -> tuple[int, int] | None:
        """(first, last) word of a name behind a title that ends the group of a word, or of the name it begins."""
        at += self._is_dot(at)
        if not self._is_in_group(at):
            return None
        end = at
        while self._is_in_group(end + 1) or self._is_dot(end + 1):
            end += 1
        start = end
        while start > 0 and self._is_named(start):
            start -= 1
        start += 1
        if start > end:
            return None
        title = start - 1 - self._is_dot(start - 1)
        titled = self._is_in_group(title) and self._is_role(title)
        generic = self._words[title].tag in ("NN1", "NN0") and self._words[title].text.islower()
        named = at >= start and end == start + 1
        return (start, end) if titled or generic or named else None

    def _is_in_group(self, at: int) -> bool:
        inside = 0 <= at < len(self._words)
        return inside and (self._words[at].tag in _PART_OF_NAME or self._low(at) == "former")

    def _is_dot(self, at: int) -> bool:
        """Whether a mark only closes a short title: "Gov[.] Kolb"."""
        return self._low(at) == "." and self._low(at - 1) in _TITLES and self._is_in_group(at + 1)

    def _is_named(self, at: int) -> bool:
        """Whether a word is part of a bare name."""
        word = self._words[at]
        named = word.tag in _NAME and word.text[0].isupper() and word.text.lower() not in self._lexicon.times
        return named and not self._is_role(at)

    def _is_role(self, at: int) -> bool:
        text = self._low(at)
        return text in _TITLES or (text in self._lexicon.roles and text not in _REGAL)


def is_article(words: Sequence[Word], at: int) -> bool:
    """Whether a word is an article that may go, not the "a" of "a few"."""
    text = words[at].text.lower()
    if words[at].tag != "AT0" or text not in ("a", "an", "the"):
        return False
    known = lexicon("en")
    rate = at > 0 and words[at - 1].tag == "CRD" and words[at + 1].lemma in known.no_complement
    if rate or (at > 0 and words[at - 1].lemma in known.measures):
        return False  # "$41 | a barrel", "40 cents | a loaf"
    return text == "the" or words[at + 1].lemma not in _SOME


# Behind "a" these count: "a few".
_SOME = word_list(
    "bit couple dozen few half handful hundred little lot million number quarter third thousand"
)
