"""What a German noun keeps behind it in a label: its genitive, its complements, a noun that is joined on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, takewhile

from summarizer.phrases.german.groups import GENITIVE_ARTICLES, Groups
from summarizer.phrases.german.lists import JOINED, is_listed
from summarizer.wordlists import word_list, word_set
from summarizer.words import german_nouns
from summarizer.words.german_attributes import is_nominal, is_person, is_weak, is_year
from summarizer.words.tokens import Word, whole_lemmas

CONTRACTED = {"im": "in", "am": "an", "zum": "zu", "zur": "zu", "vom": "von", "beim": "bei"}
_CHAIN = 3
_LONGEST_PAIR = 36
# What "mit" and "aus" tell of a noun that does not ask for them: contents, company, material.
_WITH = re.compile(
    r"(?:behälter|container|dose|fass|flasche|kanister|karton|kessel|kiste|koffer|korb|paket|sack|tank|tasche|topf"
    r"|anhänger|auto|boot|bus|frachter|konvoi|laster|lastwagen|lkw|schiff|tanker|transporter|wagen|zug"
    r"|gebäude|halle|haus|hof|raum|saal|turm|wohnung|zelt|zimmer|buch|heft|liste|tafel|schild|zettel"
    r"|eltern|familie|frau|kind|mensch|patient|person)$"
)
_MATERIAL = re.compile(
    r"(?:beton|blech|bronze|eisen|erde|gips|glas|gold|granit|gummi|gusseisen|holz|kunststoff|kupfer|leder|lehm"
    r"|marmor|metall|papier|pappe|plastik|sand|silber|stahl|stein|stoff|wolle|ziegel)$"
)
# Nouns of going, which say too little without a direction.
_GOING = re.compile(
    r"(?:rückkehr|heimkehr|einzug|auszug|umzug|aufstieg|abstieg|einstieg|ausstieg|umstieg|beitritt|übertritt|austritt"
    r"|(?<!aus)weg|reise|flucht|wechsel|einmarsch|vormarsch|vorstoss|übergang|rückzug|sprung|(?:^|über|rück|hin|weiter)(?:fahrt|flug))$"
)
_DATIVE = ("der", "dem", "einem", "einer", "den")
_DATIVE_PLURAL = re.compile(r"n$")
# What has "in einer …" for its manner, not its place; a "Stiftung" or "Fabrik" is a place.
_ABSTRACT = re.compile(
    r"(?:heit|keit|ität|schaft|ismus|(?<!tr)(?<!br)(?<!l)ik|(?<!st)(?<!sied)(?<!wohn)ung|tion|weise|form|art|tempo)$"
)
# Before the finite verb everything is one constituent, so there these belong to the noun as well.
_IN_FRONT = ("von", "mit", "aus", "in", "ins", "an", "auf", "bei", "durch", "unter", "zwischen", "über", "um")
# Verbs that ask for "für" themselves: "was die Ernte für das Dorf bedeutet".
_TAKES_FOR = word_list(
    "ausgeben bedeuten eintreten haften interessieren kämpfen sorgen stimmen werben fordern loben "
    "verlangen veranschlagen zahlen bezahlen danken planen suchen"
)
# Nouns that keep their preposition over a genitive: "Folgen der Dürre | für …", "Vorwurf der Untreue | gegen …".
_LENDS: Mapping[str, tuple[str, ...]] = {
    "für": word_list(
        "anzahl zahl bedeutung folge gefahr konsequenz nutzen risiko rolle vorteil wert wirkung"
    ),
    "gegen": word_list(
        "anklage anzeige ermittlung klage prozess urteil verdacht verfahren vorwurf impfung verstoss "
        "haftbefehl kampf krieg kampagne protest streik widerstand"
    ),
}
# Beside these a place behind "aus" may be where somebody comes from: "holte die Boote | aus Narvia".
_COMING = word_set(
    "kommen stammen fliehen flüchten kehren reisen ziehen fahren fliegen bringen holen führen "
    "importieren beziehen liefern nehmen vertreiben evakuieren retten melden berichten schreiben hören "
    "senden übertragen verbannen verschwinden verschleppen abziehen zurückkehren zurückkommen "
    "entlassen erhalten bekommen kaufen rufen schicken ausreisen abreisen"
)
# Verbs that have a place themselves.
_STAYING = word_list("befinden bleiben hängen landen leben liegen sitzen stecken stehen wohnen")
# What has a time of its own: "seit Beginn des Krieges".
_OF_TIME = ("beginn", "ende", "anfang", "ausbruch", "start")
_PASSIVE = ("wird", "werden", "wurde", "wurden", "worden", "werde", "würden")


class Tails(Groups):
    """The tails of the nouns of one sentence."""

    def __init__(self, words: Sequence[Word]) -> None:
        super().__init__(words)
        self._first = next((at for at in range(self._front) if is_nominal(words[at])), self._front)
        self._passive = any(word.text in _PASSIVE for word in words)
        self._of_verb = self._preposition_of_verb()

    def _preposition_of_verb(self) -> int:
        """Where the "von" of a reflexive verb stands: "trennt sich nach dem Sieg [von] dem Trainer"; -1 for none."""
        words = self._words
        verbs = self._lexicon.verbal_nouns["von d sich"].keys()
        if not any(word.tag == "PRF" for word in words) or whole_lemmas(words).isdisjoint(verbs):
            return -1
        behind = range(self._front, len(words))
        return next((at for at in behind if words[at].text in ("von", "vom")), -1)

    def ends(self, head: int) -> Iterator[int]:
        """Where a phrase with its head at `head` may end, the nearest first."""
        end: int | None = self.genitive(head + 1)
        if end is not None:
            yield end
            whole = self.genitive(end + 1) if self._lexicon.is_body(self._words[end].lemma) else None
            if whole is not None:  # "Bilanz des Verbandes [der Imker]"
                yield (end := whole)
        last = head if end is None else end
        for _ in range(_CHAIN):
            end = self._complement(last + 1, head)
            if end is None:
                return
            yield end
            last = end

    def are_needed(self, head: int) -> bool:
        """Whether the noun at `head` says too little without what follows: "Umbau der Mühle", "Mangel an Holz"."""
        if self.genitive(head + 1) is not None or self._leads_on(head):
            return True
        shell = self._words[head].lemma in self._lexicon.shell
        return shell and self._complement(head + 1, head) is not None

    def _leads_on(self, head: int) -> bool:
        """Whether a noun of going stands before where it leads: "Umzug | in die Stadt"."""
        words = self._words
        if head + 2 >= len(words) or not _GOING.search(words[head].lemma):
            return False
        preposition = words[head + 1].text.lower()
        return preposition in ("nach", "ins", "zum", "zur") or (
            preposition in ("in", "auf", "zu", "an", "aus") and self._complement(head + 1, head) is not None
        )

    def source(self, head: int) -> int:
        """Where the phrase of a source ends: "Auskunft der Feuerwehr", "Ansicht von Kennern"."""
        end = self.genitive(head + 1)
        if end is None and head + 1 < len(self._words) and self._words[head + 1].text == "von":
            end = self._group(head + 2)
        return head if end is None else end

    def _complement(self, at: int, head: int) -> int | None:
        """The end of a prepositional phrase that belongs to the head."""
        words = self._words
        if at + 1 >= len(words) or words[at].tag not in ("APPR", "APPRART"):
            return None
        form = words[at].text.lower()
        preposition = CONTRACTED.get(form, form)
        if form == "in" and (words[at + 1].text in ("die", "das") or self._is_accusative(at + 1)):
            preposition = "ins"  # a direction, which other heads take than a place
        amount = self.amount(at + 1) if preposition in ("von", "über") else None
        if amount is not None:
            return None if self._lexicon.means_who(words[at - 1].lemma) else amount
        if not (self._is_governed(preposition, at, head) or self._is_attached(preposition, at, head)):
            return None
        if preposition == "von" and (at == self._of_verb or self._is_partitive(at + 1) or self.is_agent(at)):
            return None
        if preposition == "zwischen":
            return self._between(at + 1)
        if preposition == "von" and self._starts_there(at + 1):
            return None
        if preposition in ("von", "aus") and self._is_year(at + 1):
            return None if at + 2 < len(words) and words[at + 2].text in ("bis", "an", "-", "–") else at + 1
        end = self._group(at + 1)
        if end is None or (preposition == "für" and self._is_for_verb(head, end)):
            return None
        following = words[end + 1].lemma if end + 1 < len(words) else ""
        if following in self._lexicon.ruled.get(preposition, ()):
            return None  # "wie der Keim | gegen die Salze immun wird"
        weak = words[end - 1].tag == "ADJ(A)" and is_weak(words[end - 1].text)
        if weak and preposition == "für" and self._tells_when(at + 1):
            return None  # "für das kommende Jahr": which one depends on the day
        return self.governed(at)

    def is_agent(self, at: int) -> bool:
        """Whether "von" tells who did it: "die Lieferung wurde [von den Fischern] gestoppt", not "die Trennung …"."""
        words, last = self._words, len(self._words) - 1
        if not self._passive or not self._front < at < last or words[at].text not in ("von", "vom"):
            return False
        from_what = (self._lexicon.verbal_nouns[way].values() for way in ("von d", "von d sich"))
        if words[at - 1].text in chain(*from_what):
            return False
        end = self._noun_group(at + 1)
        some = words[at].text == "vom" or words[at + 1].tag == "ART"
        return some and end is not None and end < last and words[end + 1].tag == "VV(PP)"

    def _starts_there(self, at: int) -> bool:
        """Whether "aus" or "an" behind a phrase makes it a start: "von Narvia [aus]", "von Mai [an]"."""
        words, end = self._words, self._noun_group(at)
        if end is None or end + 2 >= len(words) or words[end + 1].text not in ("aus", "an", "her"):
            return False
        return words[end + 2].tag[0] in "$V" or words[end + 2].tag in ("APPR", "APPRART", "ADV")

    def _is_accusative(self, at: int) -> bool:
        """Whether "den" belongs to a singular: "in den Verband", but "in den Verbänden"."""
        end = self._noun_group(at) if self._words[at].text == "den" else None
        if end is None or self._words[end].tag == "NE":
            return False
        return german_nouns.nominative(self._words[end].text, "den", "", False, {})[1] == "s"

    def _is_year(self, at: int) -> bool:
        """Whether a number is a year, and counts nothing behind it."""
        words = self._words
        counts = at + 1 < len(words) and (is_nominal(words[at + 1]) or words[at + 1].tag == "ADJ(A)")
        return is_year(words[at]) and not counts

    def governed(self, at: int) -> int | None:
        """The end of what the preposition at `at` governs; None where it would be cut."""
        end = self._with_second_name(self._noun_group(at + 1))
        if end is None or self._goes_on(end) or is_listed(self._words, at + 1, end, self._noun_group):
            return None
        further = self.genitive(end + 1)
        if further is None and self._is_genitive_in_von(end + 1):
            further = self._noun_group(end + 2)  # without it "für Inhaber von Pässen" would be cut
            if further is not None and is_listed(self._words, end + 2, further, self._noun_group):
                return None
            further = self._joined(further)
        if further is None and self._is_genitive_article(end + 1):
            return None  # "aus dem Süden des Landes"
        if further is None and self._leads_on(end):
            return self._complement(end + 1, end)  # "auf den Umzug in die Stadt"
        if further is None and self._says_nothing(at + 1, end):
            return None
        return (self._with_another(end) or self._joined(end)) if further is None else further

    def _with_another(self, end: int) -> int | None:
        """The end of what is joined to a dative with its own article: "mit Krebs [oder einem Infarkt]"."""
        words = self._words
        joins = end + 2 < len(words) and words[end + 1].text in JOINED
        shown = joins and words[end + 2].text in ("dem", "einem", "einer")
        last = self._noun_group(end + 2) if shown else None
        short = last is not None and words[last].end - words[end].start <= _LONGEST_PAIR
        return last if last is not None and short and self.genitive(last + 1) is None else None

    def _is_genitive_article(self, at: int) -> bool:
        if at >= len(self._words):
            return False
        word = self._words[at]
        possessive = (
            word.tag == "PPOSAT" and word.text.endswith(("er", "es")) and word.text not in ("unser", "euer")
        )
        return possessive or (word.tag == "ART" and word.text in GENITIVE_ARTICLES)

    def _is_genitive_in_von(self, at: int) -> bool:
        """Such as "von Pässen": a genitive that no article could show."""
        words = self._words
        return (
            at + 1 < len(words)
            and words[at].text == "von"
            and words[at + 1].tag in ("ADJ(A)", "CARD", "NN", "NNA", "NNI")
            and (not self._passive or at < self._front or words[at + 1].tag == "CARD")
            and not self._names_people(at + 1)
        )

    def _is_partitive(self, at: int) -> bool:
        """Such as "von 30 Booten | nur zwölf": it belongs to the number behind it."""
        words = self._words
        end = self._noun_group(at) if words[at].tag == "CARD" else None
        if end is None:
            return False
        behind = end + 1
        while behind < len(words) and words[behind].tag == "ADV":
            behind += 1
        return behind < len(words) and words[behind].tag in ("CARD", "PIS", "PIAT")

    def _is_governed(self, preposition: str, at: int, head: int) -> bool:
        """Whether the head asks for this preposition."""
        lemma = self._words[head].lemma
        if not self._lexicon.asks_for(lemma.rsplit("-", 1)[-1], preposition):
            return False
        if preposition == "für" and any(word.lemma == "halten" for word in self._words):
            return False  # what somebody takes for something
        if preposition == "gegen" and self._is_against(head):
            return False
        lends = _LENDS.get(preposition, ())
        if self._noun_before(head).endswith(lends) and not lemma.endswith(lends):
            return False
        if preposition != "in":
            return True
        if self._noun_before(head) in _OF_TIME and self._is_told_behind(at + 1):
            return False  # "seit Beginn des Krieges | in der Bucht geborgen"
        body = self._lexicon.is_body(lemma)  # "die Politik der Regierung in Narvia"
        return self._is_place(at + 1) and not (body and self._has_own_place(head))

    def _is_told_behind(self, at: int) -> bool:
        """Whether a verb follows in the clause, which a place may belong to."""
        behind = takewhile(lambda word: word.tag[0] != "$", self._words[at:])
        return any(word.tag.startswith("VV") for word in behind)

    def _is_against(self, head: int) -> bool:
        """Whether "gegen" belongs to the verb behind which a noun stands: "verstieß der Rat | gegen die Regeln"."""
        words, lemma = self._words, self._words[head].lemma
        if head < self._front or lemma.endswith((*_LENDS["gegen"], "ung", "ion", "recht")):
            return False
        opens = next((at for at in range(head, -1, -1) if words[at].tag[0] == "$"), -1)
        clause = whole_lemmas(list(takewhile(lambda word: word.tag[0] != "$", words[opens + 1 :])))
        ways = (self._lexicon.verbal_nouns[way] for way in ("gegen a", "gegen a sich"))
        return not clause.isdisjoint(self._lexicon.governing["gegen"].union(*ways))

    def _is_attached(self, preposition: str, at: int, head: int) -> bool:
        """Whether the phrase can hardly belong to anything but the noun before it."""
        words = self._words
        if (
            words[head].lemma in self._lexicon.general
            or words[at - 1].tag == "NE"
            or words[head].tag == "NNI"
        ):
            return False
        if at < self._front and head == self._first:
            timeless = preposition == "um" or is_person(words[head].lemma)
            return preposition in _IN_FRONT and not (timeless and self._tells_when(at + 1))
        if preposition in ("von", "aus") and self._is_year(at + 1):
            return True
        if preposition == "von":
            return self._is_genitive_in_von(at)
        if preposition == "aus" and words[at + 1].tag == "NE":
            return _COMING.isdisjoint(whole_lemmas(words))  # "Schüler aus Narvia"
        if preposition in ("mit", "aus"):
            return self._is_described(preposition, at, head)
        if preposition == "bei":
            return words[at + 1].tag == "NE"
        return (
            self._is_location(preposition, at, head)
            and not self._has_own_place(head)
            and not self._is_taken(preposition, head)
            and not self._meets_verb(at + 1)
        )

    def _tells_when(self, at: int) -> bool:
        """Whether a phrase is a time, which nobody has: "der Kämmerer | um 18.42 Uhr"."""
        end = self._noun_group(at)
        return end is not None and self._words[end].lemma in self._lexicon.times

    def _is_described(self, preposition: str, at: int, head: int) -> bool:
        """Such as "Kessel mit Altöl", "Turm aus Holz", unless a verb behind it takes the preposition."""
        words = self._words
        end = self._group(at + 1)
        opens = ("ADJ(A)", "NN", "NNI", *(("CARD",) if preposition == "mit" else ()))
        if end is None or words[at].tag != "APPR" or words[at + 1].tag not in opens:
            return False
        if preposition == "aus":
            return bool(_MATERIAL.search(words[end].lemma))
        described = _WITH.search(words[head].lemma) is not None
        return described and not is_person(words[end].lemma) and not self._meets_verb(at + 1)

    def _is_for_verb(self, head: int, end: int) -> bool:
        """Whether "für …" belongs to what follows it: "für die Ukraine gefährlich", "… bedeutet"."""
        if self._lexicon.is_body(self._words[head].lemma):
            return False
        if (
            self._front < head
            and is_person(self._words[head].lemma)
            and self._words[self._front].lemma in _TAKES_FOR
        ):
            return True  # "Millionen verlangen die Bewerber | für die Durchführung"
        at = end + 1
        while at < len(self._words) and self._words[at].tag == "ADV":
            at += 1
        if at >= len(self._words):
            return False
        predicate = self._words[at].tag == "ADJ(D)" and (
            at + 1 == len(self._words) or not self._words[at + 1].tag.startswith(("VV", "ADJ", "PTKZU"))
        )
        return predicate or self._words[at].lemma in _TAKES_FOR

    def _meets_verb(self, at: int) -> bool:
        """Whether a verb follows a place: "weil die Großeltern im Haushalt leben" tells where they live."""
        end = self._group(at)
        end = end if end is None else self.genitive(end + 1) or end
        return end is not None and end + 1 < len(self._words) and self._words[end + 1].tag.startswith("V")

    def _is_taken(self, preposition: str, head: int) -> bool:
        """Whether a noun before the head asks for the preposition: "Anteil der Energien am Verbrauch"."""
        return self._lexicon.asks_for(self._noun_before(head), preposition)

    def _has_own_place(self, head: int) -> bool:
        """Whether a place belongs to the noun that has the head: "Politik der Regierung in …"; never to an "Ende"."""
        before = self._noun_before(head)
        return bool(before) and before not in self._lexicon.general | self._lexicon.no_complement

    def _noun_before(self, head: int) -> str:
        """The lemma of the noun that has the head as its attribute; "" for none."""
        words = self._words
        before = head - 1
        while before > 0 and (
            words[before].tag in ("ADJ(A)", "ART", "CARD") or words[before].text in ("von", "wegen")
        ):
            if words[before].tag == "ART" and words[before].text not in GENITIVE_ARTICLES:
                return ""  # "wirft den Fischern | den Streit in …" vor
            before -= 1
        return words[before].lemma if before >= 0 and is_nominal(words[before]) else ""

    def _names_people(self, at: int) -> bool:
        end = self._group(at)
        return end is not None and is_person(self._words[end].lemma)

    def _is_location(self, preposition: str, at: int, head: int) -> bool:
        """Such as "in der Luftabwehr", "auf der A3": a place, no direction, and nothing "auf dem Tisch"."""
        words = self._words
        if words[head - 1].tag == "PRELAT":
            return False  # "deren Kosten | in der Krise stiegen"
        if any(word.lemma in _STAYING for word in words):
            return False  # "dort landen Gelder in den Taschen"
        if words[at].text in ("im", "am"):
            own_place = f"{words[at].text} {words[at + 1].lemma}" not in self._lexicon.idioms
            return words[at + 1].tag != "ADJ(A)" and (own_place or words[head].lemma in self._lexicon.events)
        article = words[at + 1].text
        if article in ("einem", "einer") and self._is_abstract(at + 1):
            return False
        if preposition in ("auf", "an"):
            return article in _DATIVE and at + 2 < len(words) and words[at + 2].tag == "NE"
        if preposition != "in":
            return False
        if article == "den":  # an accusative, unless a plural follows
            end = self._group(at + 1)
            return end is not None and bool(_DATIVE_PLURAL.search(words[end].text))
        return article in _DATIVE

    def _is_abstract(self, at: int) -> bool:
        """Whether a phrase tells how or by what words, and no place: "in einer Mitteilung", "in einer Eigenart"."""
        end = self._noun_group(at)
        if end is None:
            return True
        lemma = self._words[end].lemma
        return lemma in self._lexicon.sayings or _ABSTRACT.search(lemma) is not None

    def _with_second_name(self, end: int | None) -> int | None:
        """The end of two names that are joined: "aus SPD [und Freien Wählern]"; None where a clause may begin."""
        words = self._words
        joins = end is not None and end + 2 < len(words) and words[end + 1].text in JOINED
        if end is None or not joins or words[end].tag != "NE":
            return end
        second = words[end + 2]
        if second.tag != "NE" and not (second.tag == "ADJ(A)" and second.text[0].isupper()):
            return end
        last = self._noun_group(end + 2)
        behind = last + 1 if last is not None else len(words)
        opens = behind < len(words) and words[behind].tag.endswith("(FIN)") and behind != self._front
        return None if opens else last

    def _goes_on(self, end: int) -> bool:
        """Such as "von Tallinn bis Odessa": what follows would be cut off."""
        words = self._words
        if end + 2 >= len(words) or words[end + 1].text != "bis":
            return False
        until = words[end + 2].lemma in self._lexicon.times | {"ende", "anfang", "mitte"} or is_year(
            words[end + 2]
        )
        return not until or words[end].lemma in self._lexicon.times

    def _is_place(self, at: int) -> bool:
        words = self._words
        if words[at].tag == "ART":
            at += 1
        return at < len(words) and words[at].tag in ("NE", "ADJ(A)")

    def _between(self, at: int) -> int | None:
        words = self._words
        end = self._group(at)
        if end is None:
            return None
        if end + 2 < len(words) and words[end + 1].text == "und":
            return self._group(end + 2)
        plural = german_nouns.lemma_and_ending(words[end].text)[1] in ("en", "n", "e", "ern")
        return end if plural and words[end].tag != "NE" else None
