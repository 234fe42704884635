"""What stands behind an actor and a colon, "Gazprom: Rabatt": only what the sentence surely tells of its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.phrases.english.undone import chain_start
from summarizer.phrases.german.lists import GENITIVE, JOINED
from summarizer.phrases.hearsay import (
    OPENS_CONTENT,
    is_by_account,
    is_content,
    is_finite,
    is_intended,
    is_of_speaker,
    is_open,
    is_reported,
)
from summarizer.phrases.phrase import Form, Phrase, before_noun, fits, is_governed
from summarizer.words import compound_parts
from summarizer.words.lexicon import deeds, lexicon
from summarizer.words.tokens import Word, whole_lemmas

OPENING_QUOTES, CLOSING_QUOTES = frozenset('„“«»"”'), frozenset('“”»«"')
NOUNS = ("NN", "NN0", "NN1", "NN2", "NOUN")
PREPOSITIONS = ("APPR", "PRP", "PRF", "PREP")
CONJUNCTIONS = ("KON", "CJC", "CONJ")
_DATIVE = ("dem", "einem", "allen", "beiden")
_SECOND_OF_TWO = ("and", "or")
_ENGLISH_VERBS = ("VVB", "VVD", "VVG", "VVI", "VVN")
_WHOLE = (Form.TAILED, Form.EVENT)
_VERBS = ("V", "INFN")
_SOMEBODY = ("NN", "NP", "PNP", "NOUN", "NAME", "NPRO")
_INFINITIVES = ("ти", "тися", "тись")
_OF_OBJECTS = ("nomn", "gent", "accs")
_BECAUSE = ("через", "внаслідок", "унаслідок", "завдяки", "из-за", "вследствие", "благодаря")
_BY_ITSELF = ("by", "after")
_NOT_BY_ITSELF = ("against", "from", "of", "about", "without")


class Matters:
    """What the words `told` of a sentence tell of an actor, with the phrases in them."""

    def __init__(
        self, actor: Phrase, matters: Sequence[Phrase], words: Sequence[Word], told: range, language: str
    ) -> None:
        self._actor = actor
        self._matters = matters
        self._words = words
        self._told = told
        self._language = language
        self._lexicon = lexicon(language)
        self._deeds = deeds(language)
        self._quoted = words[0].text in OPENING_QUOTES and told.start == 1
        inside = [words[at] for at in told]
        verbs = [word for word in inside if word.tag.startswith((*_VERBS, "PTKVZ"))]
        said = whole_lemmas(inside) | {word.text.lower() for word in inside}
        self._refused = not said.isdisjoint(self._lexicon.refusals)
        self._undone = not whole_lemmas(verbs).isdisjoint(self._lexicon.undoing)
        self._charged = not whole_lemmas(verbs).isdisjoint(self._lexicon.charges)
        self._of_object = not whole_lemmas(verbs).isdisjoint(self._lexicon.of_object)

    def _before_verb(self) -> Sequence[Word]:
        """The words beside the actor before its verb: "[Nie hat] Narvia", "Уряд [не] підписав"."""
        words, actor = self._words, self._actor
        before = words[: min(actor.first, self._told.start)]
        comma = max((at for at, word in enumerate(before) if word.text == ","), default=-1)
        gap = words[actor.last + 1 : self._told.start]
        return [*before[comma + 1 :], *(gap if all(word.text != "," for word in gap) else ())]

    def labels(self) -> Iterator[Phrase]:
        """The actor before each matter that is its own."""
        if is_open(self._words, self._told, self._language, quoted=self._quoted) or self._is_of_others():
            return
        not_own = [matter for matter in self._matters if self._is_of_another(matter)]
        own = [
            matter
            for matter in self._matters
            if not any(_is_within(matter, other) for other in not_own)
            and self._is_matter(matter)
            and not self._reads_as_done(matter)
            and fits(self._label(matter))
        ]
        events = [matter for matter in own if matter.form is Form.EVENT]
        for matter in own:
            told_whole = matter.form is Form.NOUN and any(_is_within(matter, event) for event in events)
            if not told_whole:  # "Gent: [Entfernung einer] Büste"
                yield replace(matter, label=self._label(matter), actor=self._actor.label)

    def _label(self, matter: Phrase) -> str:
        return f"{self._actor.label}: {matter.label}"

    def _is_of_others(self) -> bool:
        """Whether others tell it of the actor, unless it is a plan, which accuses nobody."""
        words, told = self._words, self._told
        if self._quoted:
            return False
        closing = next((at for at in range(1, len(words)) if words[at].text in CLOSING_QUOTES), 0)
        if words[0].text in OPENING_QUOTES and closing > told.start:
            return True
        return is_reported(words, told) or (self._by_account() and not is_intended(words[told.start]))

    def _is_matter(self, phrase: Phrase) -> bool:
        """Whether a phrase says something of the actor: neither who nor where nor itself."""
        if phrase.is_name or phrase.aside or not set(phrase.terms).isdisjoint(self._actor.terms):
            return False
        if phrase.form is Form.NOUN and not self._is_thing_of_verb(phrase):
            return False  # "Gericht: Bedenken" three of four refused
        if (phrase.form is not Form.EVENT or not self._is_deed(phrase)) and self._is_within_phrase(phrase):
            return False
        if phrase.form is not Form.EVENT and (
            self._is_in_gerund(phrase)
            or self._is_of_thing(phrase)
            or self._is_means(phrase)
            or self._is_of_reason(phrase)
        ):
            return False
        who = phrase.form is not Form.EVENT and (
            self._lexicon.means_who(phrase.head) or self._is_somebody(phrase)
        )
        # "sprach in einem kleinen Park": where that was is nothing that anybody does
        return not who and (phrase.form in _WHOLE or not is_governed(phrase, self._words))

    def _is_somebody(self, phrase: Phrase) -> bool:
        """Whether a phrase would tell who the actor is: "Савич: досвідчений фахівець", "Voss: Gegner des Hafens"."""
        if self._language not in ("uk", "ru"):
            last = (phrase.head, *compound_parts(phrase.head, self._language))[-1]
            return not self._lexicon.people.isdisjoint((phrase.head, last))
        from summarizer.words.slavic import noun_reading

        reading = noun_reading(phrase.head, self._language)
        return reading is not None and reading.animate

    def _is_thing_of_verb(self, phrase: Phrase) -> bool:
        """Whether a thing by itself belongs to the verb of a name, which is no dative object of it.

        Not in "Ulm says Narvia broke [the treaty]", nor in "droht [dem Westen]". German has the other verb at its end.
        """
        words, before = self._words, self._words[phrase.first - 1].text
        if not self._actor.is_name or before in (*_DATIVE, *_SECOND_OF_TWO, *JOINED, *OPENING_QUOTES):
            return False
        if self._language == "de" and self._is_part(phrase):
            return False
        between = () if self._quoted else words[self._told.start + 1 : phrase.first]
        openers = OPENS_CONTENT if self._language == "de" else ()
        said = any(is_finite(word) or word.text.lower() in openers for word in between)
        return not said and not self._is_of_other_verb(before_noun(phrase, words))

    def _is_part(self, phrase: Phrase) -> bool:
        """Whether a German thing is half of what is told: "Daten seiner [Radare]", "[Kasse] der Stadt"."""
        words, before = self._words, self._words[phrase.first - 1]
        owned = (
            before.tag == "PPOSAT"
            and words[phrase.first - 2].tag in NOUNS
            and before.text.endswith(("r", "s"))
        )
        behind = words[phrase.last + 1 : phrase.last + 3]
        owner = bool(behind) and behind[0].text in GENITIVE
        joined = len(behind) > 1 and behind[0].text in JOINED and behind[1].tag in NOUNS
        return owned or owner or joined

    def _is_of_other_verb(self, verb: int) -> bool:
        """Whether an English verb is not what the actor surely does: "is said to have [offered] weapons"."""
        words, start = self._words, self._told.start
        if self._quoted or verb <= start or words[verb].tag not in _ENGLISH_VERBS:
            return False
        return chain_start(words, verb) > start

    def _is_within_phrase(self, phrase: Phrase) -> bool:
        """Whether a German phrase belongs to another: "den Mut [der Fischer]", "Angriffe auf [Städte der Insel]"."""
        at = before_noun(phrase, self._words)
        before = self._words[max(0, phrase.first - 2) : phrase.first]
        genitive = len(before) == 2 and before[0].tag in NOUNS and before[1].text in GENITIVE
        noun = self._words[at - 1] if at > self._told.start else None
        attribute = noun is not None and noun.tag in NOUNS and noun.lemma not in self._lexicon.times
        governed = attribute and is_governed(phrase, self._words)
        return self._language == "de" and (genitive or governed)

    def _is_means(self, phrase: Phrase) -> bool:
        """Whether a Slavic phrase can only be what something is called, done with, or given to: "назвав злочином"."""
        if self._language not in ("uk", "ru") or is_governed(phrase, self._words):
            return False
        from summarizer.words.slavic import readings

        words = self._words[phrase.first : phrase.last + 1]
        head = next((word for word in words if word.lemma == phrase.head), words[-1])
        cases = {each.case for each in readings(head.text, self._language)}
        return bool(cases) and cases.isdisjoint(_OF_OBJECTS)

    def _is_of_reason(self, phrase: Phrase) -> bool:
        """Whether a Slavic phrase tells why, or of what somebody is accused, not what the actor does.

        Such as "пояснив мито бажанням підтримати [заводи]", "звинуватила мера у [продажу землі]".
        """
        if self._language not in ("uk", "ru"):
            return False
        governor = self._words[before_noun(phrase, self._words)]
        if governor.tag in PREPOSITIONS and (self._charged or governor.text in _BECAUSE):
            return True
        at = phrase.first - 1
        if at < 1 or not self._words[at].text.endswith(_INFINITIVES):
            return False
        from summarizer.words.slavic import readings

        cases = {each.case for each in readings(self._words[at - 1].text, self._language)}
        return self._words[at - 1].tag == "NOUN" and cases.isdisjoint(_OF_OBJECTS)

    def _is_in_gerund(self, phrase: Phrase) -> bool:
        """Whether an English phrase is the object of what another does, or nobody: "accused X of hiding [the gold]"."""
        words, at = self._words, before_noun(phrase, self._words)
        if at < 2 or words[at].tag != "VVG" or words[at - 1].tag not in PREPOSITIONS:
            return False
        preposition, before = words[at - 1].text.lower(), words[at - 2]
        another = preposition not in _BY_ITSELF and before.tag.startswith(_SOMEBODY)
        return another or preposition in _NOT_BY_ITSELF

    def _is_of_thing(self, phrase: Phrase) -> bool:
        """Whether an English phrase tells more of a thing ("a berth with [a builder]"), or of what would have been."""
        if self._language != "en":
            return False
        words, at = self._words, before_noun(phrase, self._words)
        if "would have" in " ".join(word.text for word in words[self._told.start : phrase.first]):
            return True
        if at < 2 or words[at].tag != "PRP":
            return False
        start = next(k for k in range(at - 1, -1, -1) if k == 0 or words[k].tag not in (*NOUNS, "AJ0"))
        return start < at - 1 and words[start].text in ("a", "an")

    def _reads_as_done(self, matter: Phrase) -> bool:
        """Whether a matter would read as done that is denied, refused or undone: "[gibt] den Plan [auf]".

        What happens was asked for that already. Whoever denies in a quotation still speaks of the matter.
        """
        if matter.form is Form.EVENT:
            return False
        bare = matter.form is Form.NOUN
        denied = (bare or not self._quoted) and self._is_denied(matter)
        return (
            self._refused
            or self._undone
            or denied
            or (self._of_object and (bare or matter.form is Form.PAIR))
        )

    def _is_denied(self, matter: Phrase) -> bool:
        """Whether the verb of a matter is denied; what is joined behind the matter has another.

        A thing by itself is also denied by "without" anywhere, as by "no".
        """
        words, told = self._words, self._told
        behind = range(matter.last + 1, told.stop)
        stop = next((at for at in behind if words[at].tag.startswith(CONJUNCTIONS)), told.stop)
        beside = [*(() if self._quoted else self._before_verb()), *words[told.start : stop]]
        without = () if matter.form is Form.NOUN else PREPOSITIONS
        return any(word.text.lower() in self._lexicon.denials and word.tag not in without for word in beside)

    def _is_of_another(self, matter: Phrase) -> bool:
        """Whether a deed is not the actor's: "begrüßt [die Sperrung]", "macht ihn für [die Sperrung] haftbar".

        Only what the verbs of the sentence tell can be: "sperrt die Brücke" is a Sperrung.
        """
        happens = matter.form is Form.EVENT
        if not happens and any(map(self._lexicon.is_harm, (matter.head, *matter.terms))):
            return True  # who survives an attack, or looks into it, is not behind it
        if not happens and self._has_other_subject(matter):
            return True
        if not self._is_deed(matter):
            return False
        if not happens:
            return not self._lexicon.asks_for(matter.head, "to do")  # "criticised the plan" accuses nobody
        if self._is_passed_on(matter):
            return True
        undergoes = any(
            each.first < matter.first and _is_within(matter, each) and self._is_deed(each)
            for each in self._matters
        )
        somebody = not self._actor.is_name or any(
            each.is_name and self._actor.last < each.first and each.last < matter.first
            for each in self._matters
        )
        governed = somebody and is_governed(matter, self._words)
        return undergoes or governed or self._is_asked_of_another(matter)

    def _has_other_subject(self, matter: Phrase) -> bool:
        """Whether somebody else acts in what is said: "enthüllte, dass [die Behörde] alte Akten verkaufte"."""
        words, told = self._words, range(self._told.start, matter.first)
        opener = next((at for at in told if words[at].text.lower() in OPENS_CONTENT), matter.first)
        return any(
            opener < each.first < matter.first
            and (each.is_name or self._lexicon.means_who(each.head))
            and not is_governed(each, words)
            for each in self._matters
            if each.last < matter.first
        )

    def _is_passed_on(self, event: Phrase) -> bool:
        """Whether something is only said to have happened, is done to the actor, or what the actor says of others."""
        words = self._words
        verb = event.first if words[event.first].tag.startswith(_VERBS) else event.last
        if self._quoted:
            return not is_of_speaker(words, verb)
        chain = (
            words[chain_start(words, verb) : verb] if verb == event.first and words[verb].tag == "VVN" else ()
        )
        if any(word.tag.startswith("VB") for word in chain):
            return True  # "Kolb was [denied a lawyer]"
        return is_content(words, self._told.start, verb)

    def _by_account(self) -> bool:
        """Whether a sentence tells what somebody else says; "the colonel, who leads it, says" is the actor's own."""
        verb = self._told.start
        return is_by_account([*self._words[:verb], *self._words[verb + 1 :]], self._language)

    def _is_asked_of_another(self, matter: Phrase) -> bool:
        """Whether a deed is what somebody else is to do: "ordered [the state to pay the fine]"."""
        words, verb = self._words, matter.first
        if verb and (words[verb].tag == "INFN" or words[verb].text.endswith(_INFINITIVES)):
            return words[verb - 1].tag.startswith(_SOMEBODY) or words[verb - 1].lemma in self._lexicon.asking
        if words[verb].tag != "VVI" or words[verb - 1].tag != "TO0" or verb < 2:
            return False
        before = words[verb - 2]
        if not before.tag.startswith(_SOMEBODY):
            return before.lemma not in self._lexicon.intends  # "is expected to close the port"
        return not self._lexicon.asks_for(before.lemma, "to do")  # "a plan to close the port"

    def _is_deed(self, phrase: Phrase) -> bool:
        """Whether a phrase names what somebody does: "Sperrung der Brücke"."""
        return not {phrase.head.lower(), phrase.label.split()[0].lower()}.isdisjoint(self._deeds)


def _is_within(part: Phrase, whole: Phrase) -> bool:
    return whole.first <= part.first and part.last <= whole.last
