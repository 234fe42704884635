"""What an English noun keeps behind it in a label: its complement, or what may be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.phrases.english.groups import ADJECTIVES, COMMON, FINITE, SPANS, Groups, is_possessive
from summarizer.phrases.english.places import Places
from summarizer.wordlists import word_list
from summarizer.words.english import NOUNS
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import deeds, lexicon
from summarizer.words.tokens import Word

_POINTING = word_list("former last latest next other others own past previous recent same such")
_SIZES = ("age", "colour", "depth", "height", "length", "shape", "size", "weight", "width")
_BEFORE_OBJECT = ("AT0", "DPS", "DT0", "AJ0", "AJC", "CRD", "ORD", "NP0")
_BEFORE_COMPLEMENT = ("all", "both", "its", "his", "her", "their")
_BEHIND_INFINITIVE = ("PUN", "VB", "VH", "VM")
_SPLIT_OFF = ("in", "to", "on", "from", "with", "against")
_BEHIND_NAME = {"AJ0": COMMON, "CRD": ("NN1",)}  # "the Malayan | 1938 cup", "of Argentine | human rights"
_CHANGES = word_list("boom decline decrease drop fall growth increase jump reduction rise surge")
_OF_TWO = ("balance", "blend", "combination", "mix", "mixture")
_PART_IN = ("involvement", "part", "participation", "role", "share", "stake")


class Tails(Places):
    """The complements of the nouns of one sentence, whose phrases are `groups`."""

    def __init__(self, words: Sequence[Word], groups: Groups) -> None:
        super().__init__(words)
        self._groups = groups
        self._lexicon = lexicon("en")

    def ends(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """(where its own words begin, where it ends) for each complement of the noun `last`, the fullest first."""
        words = self._words
        head = words[last]
        closed = head.lemma in self._lexicon.no_complement
        if last + 2 >= len(words) or (closed and words[last + 1].text != "against"):
            return  # "a case of wine", but "the case against the bank"
        may_be_done = self._lexicon.asks_for(head.lemma, "to do")
        if words[last + 1].tag == "TO0":
            infinitive = self._infinitive(last + 1) if may_be_done else None
            if infinitive is not None:
                yield last + 3, infinitive
            return
        preposition = words[last + 1].text
        if preposition == "of" and head.lemma in self._lexicon.parts:
            return  # "a set | of lamps": the lamps
        if words[last + 1].tag not in ("PRP", "PRF") or self._is_of_the_verb(first, last, preposition):
            return
        if self._is_idiom(last + 1):
            return  # "a school | for the sake of the ferry"
        end = self._complement(last + 1, of_deed=head.lemma in deeds("en"))
        if end is None:
            return
        joins = any(word.tag == "CJC" for word in words[last + 1 : end + 2])
        if head.lemma in _OF_TWO and joins and words[end].tag != "NN2":
            return  # "with a mixture of pride and fear": how, not what
        governed = self._lexicon.asks_for(head.lemma, preposition) or self.rest_of_name(last) > 0
        if preposition == "in" and not words[end].text[0].isupper():
            inside = [word for word in words[last + 2 : end + 1] if word.tag == "NN2"]
            counted = bool(inside) and words[last + 2].tag != "AT0"
            changes = counted and head.lemma in _CHANGES and inside[0].lemma not in self._lexicon.times
            amounts = (words[at].lemma in self._lexicon.quantities for at in range(last + 2, end + 1))
            governed = governed and (changes or any(amounts))  # "a rise in rents", not "in the evening"
        if not governed and (head.lemma in self._lexicon.roles or not self._is_subject(first, end)):
            return
        if may_be_done and preposition in ("of", "for") and self._tag(end + 1) == "TO0":
            infinitive = self._infinitive(end + 1)  # "the right of conscripts | to refuse an order"
            if infinitive is not None:
                yield last + 2, infinitive
            return
        farther = self._second(end, head) if preposition == "of" else None
        if farther is not None:
            yield last + 2, farther
        if farther is None or head.lemma not in _PART_IN:
            yield last + 2, end

    def is_awaited(self, last: int) -> bool:
        """Whether a noun is cut from its complement: "his attempt | to avoid a trial", "the end | of the fair"."""
        return self._tag(last + 1) == "PRF" or (
            self._tag(last + 1) == "TO0" and self._lexicon.asks_for(self._words[last].lemma, "to do")
        )

    def _is_idiom(self, at: int) -> bool:
        """Whether a preposition of several words begins here, such as "at the expense of"."""
        said = " ".join(word.text.lower() for word in self._words[at : at + 4])
        return said in self._lexicon.idioms

    def rest_of_name(self, at: int) -> int:
        """Where a name goes on behind "for": "Institute for | Tidal Research", "Fund for the | Arts"; 0 for none."""
        named = at > 0 and self._text(at)[:1].isupper() and self._tag(at) in COMMON
        rest = at + 2 + (self._text(at + 2) == "the")
        named = named and self._text(at + 1) == "for" and self._text(rest)[:1].isupper()
        return rest if named and self._tag(rest) in (*ADJECTIVES, *NOUNS) else 0

    def _is_of_the_verb(self, first: int, last: int, preposition: str) -> bool:
        """Whether what follows belongs to the verb whose object ends here, or is only as large as it."""
        words = self._words
        at = first - 1
        sized = words[last].lemma in _SIZES and at > 0 and words[at].tag == "AT0"
        if sized and words[at - 1].tag in COMMON:
            return True  # "a lock the size of a loaf"
        joined = False
        while at > 0 and (words[at].tag in (*_BEFORE_OBJECT, "CJC") or (joined and words[at].tag in COMMON)):
            joined = joined or words[at].tag == "CJC"  # "stripped the office and its [pilots] of …"
            at -= 1
        if at < 0 or not words[at].tag.startswith("VV"):
            return False
        verb = tagger("en").lemma(words[at].text, words[at].tag).lower()
        return self._lexicon.asks_for(verb, f"object {preposition}")

    def _infinitive(self, at: int) -> int | None:
        """The end of "permission | to moor larger ships", whose "to" stands at a place."""
        words = self._words
        if self._tag(at + 1) != "VVI":
            return None
        start = at + 2
        if start < len(words) and self._tag(start).startswith(_BEHIND_INFINITIVE):
            return at + 1
        while self._tag(start) in ("AVP", "AT0", "CRD"):
            start += 1
        group = self._groups.group(start) if start < len(words) else None
        if group is None or self._is_cut(end := self._joined(group[1])):
            return None
        return self._nested(end) if words[end].lemma not in self._lexicon.general else None

    def _second(self, end: int, head: Word) -> int | None:
        """The end of what a head governs beside its "of": "the share of ferries | in the trade"."""
        words = self._words
        preposition = words[end + 1].text if end + 2 < len(words) else ""
        if preposition not in _SPLIT_OFF or not self._lexicon.asks_for(head.lemma, preposition):
            return None
        farther = self._complement(end + 1)
        named = farther is not None and words[farther].text[0].isupper()
        return farther if preposition != "in" or named or head.lemma in _PART_IN else None

    def _is_subject(self, first: int, end: int) -> bool:
        """Whether a phrase opens its sentence and its verb follows: all between belongs to the noun."""
        words = self._words
        start = first
        while start and words[start - 1].tag in ("AT0", "DPS", "DT0", "AJ0", "CRD", "PUQ"):
            start -= 1
        opens = start == 0 or words[start - 1].tag == "CJT"
        return opens and end + 1 < len(words) and words[end + 1].tag.startswith(FINITE)

    def _complement(self, at: int, *, of_deed: bool = False) -> int | None:
        """The end of the noun phrase after a preposition, or None where it would be cut or say nothing."""
        words = self._words
        preposition = words[at].text
        start = at + 1
        article = words[start].tag == "AT0" and words[start].text.lower() not in ("no", "every")
        if article or words[start].text in _BEFORE_COMPLEMENT:
            start += 1
        if start >= len(words) or not words[start].text[0].isalpha():
            return None
        if words[start].tag == "CRD" and words[start].text[0].isupper() and preposition == "of":
            return start  # Group of Seven
        group = self._groups.group(start)
        if group is None:
            return self._counted(start) if preposition == "of" else None
        if article and group[1] + 2 < len(words) and is_possessive(words[group[1] + 1]):
            owned = self._groups.group(group[1] + 2)  # "the sale of the city's | tapestries"
            group = (start, owned[1]) if owned is not None else group
        if preposition == "between":
            return None if self._is_cut(group[1]) else self._between(group[1])
        end = self._whole_name(group[1]) if preposition == "of" else group[1]
        end = self._joined(end, bare=start == at + 1)
        if words[start].text.lower() in _POINTING or self._is_cut(end) or self._groups.is_doing(end):
            return None
        whole = self._nested(end)
        empty = whole == start and words[end].lemma in self._lexicon.general
        somebody = of_deed and words[end].lemma in self._lexicon.roles  # "the murder of a reporter"
        return None if empty and not somebody else whole

    def _counted(self, number: int) -> int | None:
        """The end of what is counted: "the merger of the [two districts]"; amounts and times are none."""
        words = self._words
        things = number + 1 < len(words) and words[number].tag == "CRD" and words[number].text.isalpha()
        group = self._groups.group(number + 1) if things else None
        if group is None or words[group[1]].tag != "NN2" or self._is_cut(group[1]):
            return None
        lemma = words[group[1]].lemma
        empty = lemma in SPANS or lemma in self._lexicon.general or lemma in self._lexicon.measures
        return None if empty else group[1]

    def _nested(self, end: int) -> int | None:
        """Where a complement ends that has its own "of": "a penalty for the display | of banners"."""
        words = self._words
        if end + 2 >= len(words):
            return end
        spelled = self._tag(end + 1) == "PRP" and self._text(end + 3) == "(" and self._text(end + 4).isupper()
        named = spelled or self.rest_of_name(end)  # "… and Cooperation | in Europe (OSCE)"
        if not named and (words[end + 1].text != "of" or words[end + 2].tag == "CRD"):
            return end
        return self._complement(end + 1)

    def _whole_name(self, end: int) -> int:
        """Such as "Inspector-General of Intelligence and Security": capitals that "and" joins are one name."""
        words = self._words
        goes_on = end + 2 < len(words) and words[end + 1].text == "and" and words[end].text[0].isupper()
        if not goes_on or not words[end + 2].text[0].isupper():
            return end
        common = all(self._can_be_noun(words[at].text.lower()) for at in (end, end + 2))
        group = self._groups.group(end + 2)
        if group is None or (words[end].tag == "NP0" and not common):
            return end
        named = all(word.text[0].isupper() for word in words[end + 2 : group[1] + 1])
        return group[1] if named else end + 2

    def _can_be_noun(self, word: str) -> bool:
        return tagger("en").has_seen(word, *COMMON)

    def _joined(self, end: int, *, bare: bool = False) -> int:
        """Two plurals, names or bare nouns that "and" joins are one complement: "damage to pubs and hotels"."""
        words = self._words
        name = self._joined_name(end)
        if name is not None:
            return name
        if (
            end + 3 >= len(words)
            or words[end + 1].text not in ("and", "or")
            or not self._groups.is_noun(end + 2)
        ):
            return end
        plurals = words[end].tag == words[end + 2].tag == "NN2"
        ends = words[end + 3].tag in ("PUN", "PRP", "PRF", "VVG") if plurals else words[end + 3].tag == "PUN"
        ends = ends or (plurals and words[end + 3].tag.startswith(FINITE) and not self._is_told(end))
        if self._lexicon.asks_for(words[end + 2].lemma, words[end + 3].text) and words[end + 3].tag == "PRP":
            return end  # "gifts from members | and grants from the state"
        return end + 2 if (plurals or bare) and ends and not self._groups.breaks_between(end + 2) else end

    def _joined_name(self, end: int) -> int | None:
        """The end of "the efforts of Narvia | and Spain", unless the second name is the subject of a new clause."""
        words = self._words
        if end + 2 >= len(words) or words[end + 1].text not in ("and", "or") or words[end].tag != "NP0":
            return None
        group = self._groups.group(end + 2)
        if group is None or any(word.tag != "NP0" for word in words[end + 2 : group[1] + 1]):
            return None
        after = group[1] + 1
        if after < len(words) and words[after].text[0].isupper():
            return None  # "Narvia and Old | Ulm"
        return None if self._is_told(end) and self._tag(group[1] + 1).startswith(FINITE) else group[1]

    def _is_told(self, at: int) -> bool:
        """Whether the clause of a word has had its verb."""
        return any(word.tag.startswith(FINITE) for word in self._groups.clause_before(at))

    def _is_listed(self, end: int) -> bool:
        """Whether a phrase is but the first of several: "the price of [bread], milk and eggs"."""
        at = end + 1
        while at + 1 < len(self._words) and self._words[at].text == ",":
            # as in "on sales, [on tax] and on fees"
            group = self._groups.group(at + 1 + (self._tag(at + 1) == "PRP"))
            if group is None:
                break
            at = group[1] + 1
        return at > end + 1 and self._tag(at + (self._text(at) == ",")) == "CJC"

    def _is_cut(self, end: int) -> bool:
        words = self._words
        if end + 1 == len(words):
            return False
        after = words[end + 1]
        small_noun = after.tag in COMMON and after.text.islower() and words[end].text.islower()
        return (
            is_possessive(after)
            or self._groups.is_cut(end, end)
            or self._groups.is_numbered(end)
            or after.text == "-"
            or (words[end].text[0].isupper() and after.tag == "AT0" and self._text(end + 2)[:1].isupper())
            or small_noun
            or self._is_listed(end)
            or self._is_attribute(end)
        )

    def _is_attribute(self, name: int) -> bool:
        """Whether a name is but an attribute: "the Baltic | states", "the Rail Mare | high-speed line"."""
        words, after = self._words, self._words[name + 1]
        if words[name].tag == "NP0" and self._tag(name + 2) in _BEHIND_NAME.get(after.tag, ()):
            return True
        if not words[name].text[0].isupper() or not after.text.islower():
            return False
        forms = (words[name].text, words[name].text.lower())
        quality = any(tagger("en").has_seen(form, "AJ0") for form in forms)
        return after.tag in ("AJ0", *COMMON) and (quality or "-" in after.text)

    def _between(self, end: int) -> int | None:
        words = self._words
        if end + 2 < len(words) and words[end + 1].text == "and":
            start = end + 2 + (words[end + 2].tag == "AT0")
            group = self._groups.group(start) if start < len(words) else None
            return group[1] if group else None
        return end if words[end].tag == "NN2" else None
