"""What a German sentence says in passing: who speaks, and where it is from."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.phrases.german.lists import JOINED
from summarizer.phrases.german.tails import Tails
from summarizer.words.german_attributes import is_governed, is_person
from summarizer.words.lexicon import ends_of_compounds, lexicon
from summarizer.words.tokens import Word

_SPEAKER = ("ART", "ADJ(A)", "NN", "NNA", "NE", "PPOSAT", "APPR", "APPRART", "CARD")
_BEFORE_SOURCE = ("ADJ(A)", "ART", "PPOSAT", "PIAT")
_MARKS = ("$,", "$.", "$(")
_SAYS_SO = ("laut", "zufolge")
_MAY_SAY_SO = ("nach", "gemäß", "gemäss")


class Asides:
    """What stands beside the matter in one sentence."""

    def __init__(self, words: Sequence[Word], tails: Tails) -> None:
        self._words = words
        self._tails = tails
        self._lexicon = lexicon("de")
        self.speakers = _speakers(words) | _behind_names(words)

    def end_of_source(self, at: int, end: int) -> int | None:
        """Where one ends that begins with nouns `at` to `end`: "nach Auskunft der Wehr", "Fischern zufolge"."""
        words = self._words
        last = max(end, self._tails.source(at), self.end_of_office(end))
        behind = words[last + 1].text.lower() if last + 1 < len(words) else ""
        before = at - 1
        while before >= 0 and words[before].tag in _BEFORE_SOURCE:
            before -= 1
        opening = words[before].text.lower() if before >= 0 else ""
        says = self._says(words[at].lemma) or self._says(words[end].lemma)  # "nach Kolbs Schätzung"
        if opening in _SAYS_SO or behind in _SAYS_SO:
            return last
        return last if says and (opening in _MAY_SAY_SO or behind in _MAY_SAY_SO) else None

    def _says(self, lemma: str) -> bool:
        known = self._lexicon.accounts
        return lemma in known or lemma.endswith(ends_of_compounds(known))

    def end_of_office(self, at: int) -> int:
        """Such as "Präsident der Vereinigten Staaten", "Landesamt für Umwelt": who somebody is, not what happens."""
        words = self._words
        if words[at].tag == "NE":
            return at
        if self._lexicon.is_body(words[at].lemma):
            return self._end_of_body(at)
        if not is_person(words[at].lemma):
            return at
        end = self._tails.genitive(at + 1) or at
        several_names = words[end].tag == words[end - 1].tag == "NE"
        if several_names:
            return at
        return self._end_of_body(end) if self._lexicon.is_body(words[end].lemma) else end

    def _end_of_body(self, at: int) -> int:
        following = self._words[at + 1].text if at + 1 < len(self._words) else ""
        return max(self._tails.ends(at), default=at) if following == "für" else at


def _speakers(words: Sequence[Word]) -> frozenset[int]:
    """The words that only tell who speaks, behind what is said: ", sagte Sprecherin Ilona Galich"."""
    found: set[int] = set()
    for at, word in enumerate(words):
        opens = at > 0 and words[at - 1].text in (",", "“", '"', "»", "«")
        if not opens or word.lemma not in lexicon("de").speaking or _has_subject_before(words[:at]):
            continue
        last = at + 1
        while last < len(words) and words[last].tag in _SPEAKER:
            last += 1
        found.update(range(at + 1, last))
    return frozenset(found)


def _behind_names(words: Sequence[Word]) -> frozenset[int]:
    """What stands in brackets behind a name and says who it is: "Ilona Galich (Referentin für Umwelt)"."""
    found: set[int] = set()
    opened = False
    for at, word in enumerate(words):
        named = word.text == "(" and any(each.tag == "NE" for each in words[max(0, at - 2) : at])
        opened = (opened or named) and word.text != ")"
        if opened:
            found.add(at)
    return frozenset(found)


def _has_subject_before(words: Sequence[Word]) -> bool:
    """Whether a verb goes on behind a relative clause: "Die Ministerin, die seit März im Amt ist, fordert …"."""
    relative = next((at for at, word in enumerate(words) if word.tag == "PRELS"), 0)
    return relative > 0 and not any(word.tag.endswith("(FIN)") for word in words[:relative])


def belongs_to_verb(words: Sequence[Word], noun: int) -> bool:
    """Whether a noun only makes an idiom with the verb of its clause: "die Weichen stellen", "Ausschau halten"."""
    verbs = lexicon("de").idiom_verbs.get(words[noun].lemma)
    if not verbs or is_governed(words, noun):
        return False
    first, last = noun, noun
    while first > 0 and words[first - 1].tag not in _MARKS:
        first -= 1
    while last + 1 < len(words) and words[last + 1].tag not in _MARKS:
        last += 1
    clause = words[first : last + 1]
    particle = next((word.text for word in clause if word.tag == "PTKVZ"), "")
    return any({word.lemma, particle + word.lemma} & verbs for word in clause if word.tag.startswith("VV"))


def is_half_of_pair(words: Sequence[Word], start: int) -> bool:
    """Such as "Sicherheits- und Verteidigungsrat": the second half alone would be cut."""
    joined = start > 1 and words[start - 1].text in (*JOINED, "bzw")
    return joined and words[start - 2].text.endswith("-")


def is_first_of_pair(words: Sequence[Word], at: int) -> bool:
    """Whether the noun goes on: "Schwarz - und Weiß", "Lehrerinnen und Lehrer"."""
    if at + 2 >= len(words):
        return False
    women = words[at].lemma.endswith("in") and words[at].lemma.removesuffix("in") == words[at + 2].lemma
    if women and words[at + 1].text in ("und", "oder"):
        return True
    return words[at + 1].text == "-" and words[at + 2].text in ("und", "oder")
