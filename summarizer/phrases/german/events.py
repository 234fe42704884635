"""What happens, as a German heading says it: a verb with its object or subject, read as the noun of that verb.

"Die Stadt will die Gebühren senken" is about the "Senkung der Gebühren", "die Exporte sanken" about their Rückgang.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from summarizer.phrases.german.cases import Case, Group, declined, is_general
from summarizer.phrases.german.clauses import Clause, Voice, acts, agrees, clauses
from summarizer.phrases.german.lists import is_in_list
from summarizer.phrases.german.tails import CONTRACTED, Tails
from summarizer.phrases.hearsay import SAID_TO, TO_HAVE
from summarizer.phrases.phrase import Form, Phrase, fits_event
from summarizer.text import Line
from summarizer.wordlists import word_list
from summarizer.words import german_nouns
from summarizer.words.german_attributes import is_nominal, opens_preposition
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word, whole_lemmas

# The case that the preposition behind an event's noun asks for: "Kritik an der Steuer".
_CASES: Mapping[str, Case] = {
    "an": "d",
    "nach": "d",
    "zu": "d",
    "mit": "d",
    "von": "d",
    "auf": "a",
    "über": "a",
    "gegen": "a",
    "für": "a",
    "in": "a",
}
# Of two things one by itself is none of these.
_OF_TWO = word_list("Trennung Vergleich Vereinigung Verknüpfung Vernetzung Zusammenlegung Zusammenführung")
# What something is passed off as says the opposite of what the verb says alone.
_THAN = ("mehr", "weniger")
_AS_ANOTHER = ("abtun", "ausgeben", "behandeln", "darstellen", "verkaufen", "werten")
# Whoever demands or refuses higher taxes demands or refuses no taxes.
_OF_JUST_THAT = ("Ablehnung", "Anspruch", "Antrag", "Forderung", "Kritik", "Streben", "Verbot")
_CONTRACTIONS = {" zu der ": " zur ", " zu dem ": " zum "}
# Somebody can protest and return, but no one has a beginning or a rise.
_OF_THINGS = word_list("Anstieg Rückgang Zunahme Wachstum Einbruch Beginn Start Ende Auslaufen")
# "der Schule" for "ihrer Schule", "das Moor" for "dasselbe Moor"
_POINTING = re.compile(r"\b(?:(?:dies|jen|sein|ihr|unser|mein)e([mnrs]?)|(d(?:er|ie|as|em|en|es))selben?)\b")
_CONTRACTIBLE = re.compile(" zu de[rm] ")
_RELATIVES = ("der", "die", "das", "dessen", "deren", "dem", "denen", "den", "welche", "welcher", "wo")
# "Die Zahl der Kinder [mit Husten] sank" tells of no fewer children.
_NARROWING = ("mit", "ohne", "gegenüber")
# Beside the hedges of the language: what is only possible.
_POSSIBLE = frozenset(
    ("kann", "können", "könne", "konnte", "konnten", "mag", "müsse", "darf", "dürfen", "dürfe")
)
_OPENS_PHRASE = ("ART", "ADJ(A)", "PPOSAT", "PDAT", "PIAT", "APPRART")
_CONDITIONS = ("wenn", "falls")
_DENIED = re.compile(r"\b(?:(?:eben|genau)?so wenig|weit davon entfernt|es heißt|anderswo|woanders)\b")
# What somebody only says, hopes or fears: "der Vorwurf, [der Rat habe den Hafen verkauft]".
_CLAIMS = word_list(
    "angst befürchtung behauptung furcht hoffnung sorge these verdacht vermutung versprechen vorwurf wunsch"
)
# Beside these nobody knows whether what depends on them is so.
_DOUBTS = word_list(
    "falsch unwahr gerücht märchen legende mythos lüge irrtum irren zweifeln bezweifeln behaupten glauben"
)


def events(line: Line, genders: Mapping[str, str], tails: Tails) -> Iterator[Phrase]:
    """The events of a sentence."""
    reader = _Events(line, tails)
    for clause in clauses(line.words, genders):
        yield from reader.of(clause)


class _Events:
    """What the clauses of one line tell."""

    def __init__(self, line: Line, tails: Tails) -> None:
        self._line = line
        self._words = line.words
        self._tails = tails
        self._lexicon = lexicon("de")

    def of(self, clause: Clause) -> Iterator[Phrase]:
        """The events of a clause, the shorter phrase first."""
        if self._is_left_undone(clause) or self._is_alternative(clause):
            return
        yield from self._with_preposition(clause)
        key = self._key(clause)
        noun, theme = self._lexicon.nominals.get(key), self._object(clause)
        if noun is None or theme is None:
            noun, theme = self._lexicon.nominals_of_subject.get(key), self._subject(clause)
        if noun is None or theme is None:
            noun, theme = self._lexicon.verbal_nouns["d"].get(key), self._dative(clause)
        if noun is None or theme is None or self._is_cut(theme):
            return
        wanted = noun.startswith(_OF_JUST_THAT)
        found = [*self._named(noun, clause, theme, compared=True)] if wanted else []
        yield from found or self._named(noun, clause, theme)

    def _with_preposition(self, clause: Clause) -> Iterator[Phrase]:
        """What a verb does with something behind its preposition, both verbatim: "Warnung [vor dem Hochwasser]"."""
        words, taken = self._words, set[str]()
        for at in range(clause.first, clause.last):
            if words[at].tag not in ("APPR", "APPRART"):
                continue
            if clause.first < at < clause.finite and is_nominal(words[at - 1]):
                continue  # "der Handel [mit Narvia] brach ein"
            preposition = CONTRACTED.get(words[at].text.lower(), words[at].text.lower())
            if preposition in taken:
                continue  # "stimmte für strengere Regeln [für Pestizide]"
            for case in ("a", "d"):
                governed = f"{preposition} {case}{' sich' * clause.reflexive}"
                noun = self._lexicon.verbal_nouns.get(governed, {}).get(clause.lemma)
                taken |= {preposition} if noun else set()
                end = self._tails.governed(at) if noun else None
                if noun and end is not None and self._may_be(case, at):
                    yield from self._behind(noun, clause, at, end)

    def _may_be(self, case: str, preposition: int) -> bool:
        """Whether an article shows no other case: "auf [dem] Bahnhof warten" is where somebody waits."""
        article = self._words[preposition + 1].text.lower()
        contracted = self._words[preposition].text.lower() in ("im", "am", "vom", "beim", "zum", "zur")
        if case == "a":
            return not contracted and article not in ("dem", "der", "einem", "einer")
        return article not in ("die", "das", "eine", "ein")

    def _behind(self, noun: str, clause: Clause, at: int, end: int) -> Iterator[Phrase]:
        words = self._words
        head = next((each for each in range(at, end + 1) if is_nominal(words[each])), end)
        if self._is_circumstance(noun, clause, at, head):
            return
        ends = [end, *(further for further in self._tails.ends(head) if further > end)]
        for last in ends:
            behind = self._line.surface(at, last)
            label = f"{noun} {behind[0].lower()}{_POINTING.sub(_article, behind[1:])}"
            if last <= clause.last and fits_event(label) and not self._waits_for_clause(at, last):
                yield self._told(label, noun, clause, (at, last), words[head].lemma)

    def _waits_for_clause(self, preposition: int, last: int) -> bool:
        """Whether a thing is only told of by what follows: "vor einer Politik, [die alles wegräumt]"."""
        words = self._words
        told = last + 2 < len(words) and words[last + 2].tag.startswith("PREL")
        return told and words[preposition + 1].text.lower().startswith("ein")

    def _is_circumstance(self, noun: str, clause: Clause, preposition: int, head: int) -> bool:
        """Whether a preposition tells how, when or where: "mit Nachdruck", "nach der Wahl | einen Gegner suchen"."""
        if opens_preposition(self._words, head):
            return True
        if self._words[preposition].text.lower() == "nach":
            event = self._words[head].lemma.endswith(tuple(self._lexicon.events))
            seeks = self._lexicon.nominals.get(clause.lemma, "").endswith(" nach")
            return event or (seeks and self._object(clause) is not None)
        located = noun in _OF_THINGS and self._words[head].tag == "NE"  # "die Preise brachen [in Narvia] ein"
        subject = self._subject(clause) if located else None
        return subject is not None and not acts(self._words, subject)

    def _key(self, clause: Clause) -> str:
        if clause.reflexive:
            return f"sich {clause.lemma}"
        again = f"wieder{clause.lemma}"
        before = self._words[clause.verb - 1].text
        return again if before == "wieder" and again in self._lexicon.nominals else clause.lemma

    def _dative(self, clause: Clause) -> Group | None:
        """What the only phrase that is a dative names: "stimmte [dem Verkauf] zu"."""
        things = [each for each in clause.groups if "d" in each.cases and not {"n", "a"} & set(each.cases)]
        return things[0] if len(things) == 1 and clause.voice is Voice.ACTIVE else None

    def _is_cut(self, theme: Group) -> bool:
        """Whether the noun needs what follows: "den Abbau | von …", "die Annahme, dass …", "die Pflicht, … zu …"."""
        after = self._words[theme.end + 1 :]
        listed = theme.also is not None and is_in_list(self._words, theme.first)
        if listed and self._words[theme.first - 3].tag not in _OPENS_PHRASE:
            return True  # "bei Kaffee, | Tee und Kuchen", but "bat den Rat, | Boote und Netze zu kaufen"
        if self._tails.is_agent(theme.end + 1):
            return False
        if len(after) > 1 and after[0].text == "von" and theme.end == theme.last:
            tailed = theme.also is None and any(end > theme.end for end in self._tails.ends(theme.head))
            return self._lexicon.asks_for(self._words[theme.head].lemma, "von") and not tailed
        if len(after) < 2 or after[0].tag != "$,":
            return False
        rest = next((at for at, word in enumerate(after) if at and word.tag.startswith("$")), len(after))
        if is_general(self._words, theme) and after[1].text in _RELATIVES:
            return True  # "die Zahl der Kinder, die husten"
        infinitive = any(word.tag in ("PTKZU", "VV(IZU)") for word in after[:rest])
        return after[1].text in ("dass", "ob", "wonach") or (infinitive and after[1].tag != "KOUI")

    def _is_alternative(self, clause: Clause) -> bool:
        """Such as "wird gestärkt oder geschwächt"."""
        after = self._words[clause.last + 1 : clause.last + 2]
        return any(word.text == "oder" for word in (*after, self._words[clause.first]))

    def _is_left_undone(self, clause: Clause) -> bool:
        """Whether the clause, or for a dependent one anything in the sentence, denies or prevents what it tells."""
        inside = self._words[clause.shared : clause.last + 1]
        if _is_unreal(inside) or self._is_wish(clause) or self._is_hearsay(inside):
            return True
        if any(word.lemma in _CLAIMS for word in self._words[max(0, clause.first - 2) : clause.first]):
            return True
        known = self._words if clause.governed else inside
        if self._is_denied(known):
            return True
        if not clause.governed:
            return False
        others = [word for at, word in enumerate(known) if at != clause.verb]
        if known[0].text == "Angenommen" or known[-1].text == "?":
            return True
        doubted = any(word.lemma in _DOUBTS and word.tag != "ADJ(A)" for word in others)
        return doubted or not whole_lemmas(others).isdisjoint(self._lexicon.refusals)

    def _is_denied(self, inside: Sequence[Word]) -> bool:
        said = [word.text.lower() for word in inside]
        return not self._lexicon.denials.isdisjoint(said) or _DENIED.search(" ".join(said)) is not None

    def _is_wish(self, clause: Clause) -> bool:
        """Whether a condition follows that is not met: "kündigte den Vertrag, [wenn er könnte]"."""
        after = self._words[clause.last + 1 :]
        if len(after) < 2 or after[0].tag != "$," or after[1].text not in _CONDITIONS:
            return False
        return _is_unreal(list(takewhile(lambda word: not word.tag.startswith("$"), after[1:])))

    def _is_hearsay(self, clause: Sequence[Word]) -> bool:
        """Whether somebody is only said to have done it: "soll Gelder veruntreut haben"."""
        said = {word.text.lower() for word in clause}
        return not said.isdisjoint(SAID_TO) and not said.isdisjoint(TO_HAVE)

    def _object(self, clause: Clause) -> Group | None:
        """What the verb does something to, where only one phrase can be that."""
        if clause.voice is Voice.PERFECT_OF_BEING:
            return None
        if clause.voice is Voice.PASSIVE:
            return self._sole_subject(clause)
        if clause.finite < 0:
            things = [each for each in clause.groups if "a" in each.cases]
            return things[0] if len(things) == 1 else None
        pairs = list(self._pairs(clause))
        thing = pairs[0][1] if pairs else None
        if thing and all(
            each == thing and (subject or self._is_clear(clause, each)) for subject, each in pairs
        ):
            return thing
        return self._by_order(clause, pairs)

    def _pairs(self, clause: Clause) -> Iterator[tuple[Group | None, Group]]:
        """Each subject and object that the clause may have; no subject where none is seen."""
        groups = clause.groups
        able = [each for each in groups if not clause.elided and agrees(self._words, clause.finite, each)]
        subjects: list[Group | None] = [*able] or [None]
        for subject in subjects:
            for thing in groups:
                others = [each for each in groups if each not in (subject, thing)]
                may = thing is not subject and "a" in thing.cases
                if may and all(set(each.cases) & set("dg") for each in others):
                    yield subject, thing

    def _is_clear(self, clause: Clause, thing: Group) -> bool:
        """Whether a phrase is an object although no subject is seen."""
        return clause.elided or thing.cases == "a"

    def _by_order(self, clause: Clause, pairs: Sequence[tuple[Group | None, Group]]) -> Group | None:
        """Of two phrases the second, where the first may act: "Narvia unterstützt die Stadt"."""
        able = [each for each in clause.groups if {"n", "a"} & set(each.cases)]
        if len(able) != 2:
            return None
        first, second = able
        if (first, second) not in pairs or self._words[first.head].tag == "PDS":
            return None
        fronted = first.first < clause.finite
        if acts(self._words, second):
            named = self._words[first.head].tag in ("NE", "PPER", "PIS")
            return second if named and fronted and not self._is_pronoun(second) else None
        return second if fronted or acts(self._words, first) else None

    def _is_pronoun(self, phrase: Group) -> bool:
        return not is_nominal(self._words[phrase.head])

    def _subject(self, clause: Clause) -> Group | None:
        if clause.voice in (Voice.PASSIVE, Voice.INFINITIVE) or clause.elided:
            return None
        if clause.lemma == "ausfallen" and any(
            word.tag == "ADJ(D)" for word in self._words[clause.first : clause.last]
        ):
            return None  # "unterschiedlich fielen die Antworten aus"
        subject = self._sole_subject(clause)
        takes_up = clause.lemma == "beginnen" and any(
            word.tag in ("PTKZU", "VV(IZU)") for word in self._words[clause.last :]
        )
        return None if takes_up else subject

    def _sole_subject(self, clause: Clause) -> Group | None:
        """The subject, where no other phrase could be that or an object."""
        able = [
            each
            for each in clause.groups
            if (agrees(self._words, clause.finite, each) if clause.finite >= 0 else "n" in each.cases)
        ]
        if len(able) != 1:
            return None
        others = [each for each in clause.groups if each is not able[0]]
        if any({"n", "a"} & set(each.cases) for each in others):
            return None
        masculine = not able[0].kind and self._words[able[0].first].text.lower() == "der"
        return replace(able[0], kind="m") if masculine else able[0]

    def _named(self, noun: str, clause: Clause, theme: Group, *, compared: bool = False) -> Iterator[Phrase]:
        words = self._words
        if self._is_figure_of_speech(clause, theme):
            return
        preposition = noun.rpartition(" ")[2] if " " in noun else ""
        compared |= theme.end > theme.last  # "Verkauf der größten Halle der Insel"
        said = declined(words, theme, _CASES.get(preposition, "g"), compared=compared)
        if said is None or (acts(words, theme) and noun in _OF_THINGS):
            return
        bound = clause.verb if theme.first < clause.verb else len(words)
        tails = self._tails.ends(theme.head) if theme.also is None else ()
        ends = [end for end in tails if theme.end < end < bound]
        following = words[theme.end + 1].text if theme.end + 1 < len(words) else ""
        if (theme.end > theme.last or not is_general(words, theme)) and following not in _NARROWING:
            ends.insert(0, theme.end)
        for end in ends:
            tail = self._line.surface(theme.last + 1, end) if end > theme.last and not theme.also else ""
            tail = _POINTING.sub(_article, tail)
            label = _CONTRACTIBLE.sub(
                lambda found: _CONTRACTIONS[found.group()], f"{noun} {said} {tail}".strip()
            )
            if fits_event(label):
                yield self._told(label, noun, clause, (theme.first, end), words[theme.head].lemma)
            elif self._is_first_of_two(noun, theme):  # what is done to two things is done to the first
                yield from self._named(noun, clause, replace(theme, also=None, end=theme.last))
            added = self._added(noun, clause, end)
            label = f"{label} {self._line.surface(*added)}" if added else ""
            if added and fits_event(label):
                yield self._told(label, noun, clause, (theme.first, added[1]), words[theme.head].lemma)

    def _is_first_of_two(self, noun: str, theme: Group) -> bool:
        """Whether two things are joined of which each is meant by itself: not "Trennung von Amt und Mandat"."""
        both = theme.also is not None and self._words[theme.also.first - 1].text in ("und", "sowie")
        return both and noun.split()[0] not in _OF_TWO

    def _added(self, noun: str, clause: Clause, end: int) -> tuple[int, int] | None:
        """By how much a thing changed, or what the noun asks for beside it: "um drei Prozent", "zu Haft"."""
        words = self._words
        for at in range(clause.finite + 1, clause.last):
            if words[at].tag not in ("APPR", "APPRART") or at <= end:
                continue
            preposition = CONTRACTED.get(words[at].text.lower(), words[at].text.lower())
            changes = preposition == "auf" and clause.lemma in self._lexicon.governing["auf"]
            amount = preposition == "um" or changes
            last = self._tails.amount(at + 1, allowed="auf") if amount else None
            cases = ("a", "d") if noun not in _OF_THINGS else ()
            ways = (f"{preposition} {case}" for case in cases if self._may_be(case, at))
            if any(self._lexicon.verbal_nouns.get(way, {}).get(clause.lemma) == noun for way in ways):
                last = self._tails.governed(at)
            if last is not None and last <= clause.last:
                return at, last
        return None

    def _is_figure_of_speech(self, clause: Clause, theme: Group) -> bool:
        lemma, behind = self._words[theme.head].lemma, self._words[theme.end : clause.last + 1]
        another = any(two.text == "als" and one.text not in _THAN for one, two in pairwise(behind))
        if clause.lemma in _AS_ANOTHER and (another or [word.text for word in behind[1:2]] == ["wie"]):
            return True  # "den Sieg von 1945 [als] Geschenk ausgeben"
        return any(f"{clause.lemma} {lemma[cut:]}" in self._lexicon.idioms for cut in range(len(lemma)))

    def _told(self, label: str, noun: str, clause: Clause, place: tuple[int, int], head: str) -> Phrase:
        inside = self._words[place[0] : place[1] + 1]
        terms = tuple(word.lemma for word in inside if is_nominal(word) or word.tag == "ADJ(A)")
        own = german_nouns.fold(noun.split()[0])
        first, last = min(clause.verb, place[0]), max(clause.verb, place[1])
        return Phrase(label, (*terms, own), head, Form.EVENT, self._line.index, first, last)


def _is_unreal(inside: Sequence[Word]) -> bool:
    """Whether any word says so; behind an article it only describes: "im | vermutlich gebauten Hafen"."""
    unreal = lexicon("de").hedges | _POSSIBLE
    return any(
        word.text.lower() in unreal and not (at and inside[at - 1].tag in ("ART", "APPRART"))
        for at, word in enumerate(inside)
    )


def _article(pointing: re.Match[str]) -> str:
    """The article that stands for a pronoun: "den" for "diesen", "die" for "seine"."""
    if pointing.group(2):
        return pointing.group(2)
    return f"de{pointing.group(1)}" if pointing.group(1) else "die"
