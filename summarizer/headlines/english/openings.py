"""Where the clauses of an English sentence begin, and the subjects they begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.headlines.english.constituents import FINITE_OR_MODAL, PREPOSITIONS, Constituents, Part
from summarizer.headlines.english.mending import can_be
from summarizer.phrases.english.groups import SPANS
from summarizer.wordlists import word_list
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

# Behind these stands when, why or in spite of what something was done: it was done all the same.
FREE = word_list("ahead after amid before despite during following since throughout because due thanks")
WHERE = ("in", "at", "near", "inside", "outside", "within", "across", "along")
PAST = ("VVD", "VBD", "VHD", "VHZ", "VHB", "VDD")
GROUNDS = ("because", "although", "though", "whereas", "while", "since")
MOMENTS = ("after", "before", "when", "as", "until", "once")
RELATIVE = ("which", "who", "whom", "whose", "where", "that", "when")
_WHEN = ("in", "on", "at", "by", "within", "until", "from", "over", "for", "around", *FREE)
_CONNECTING = (
    *("in fact", "in addition", "in turn", "in the end", "as a result", "at the same time"),
    *("of course",),
)
_THINKING = word_list("confirm doubt fear feel find hear hope know learn mean reveal see show suppose wish")
_NOT_REAL = ("paper", "dream", "film", "novel", "scenario", "fiction")
_FACTUAL = ("because", "after", "although", "though", "while", "whereas")
_PART_OF_DAY = ("early", "late", "earlier", "later")
_TIMES = (
    *SPANS,
    *word_list(
        "century generation lifetime weekend spring summer autumn winter fortnight dawn daybreak dusk "
        "lunchtime midday midnight noon nightfall sunrise sunset"
    ),
)
# What these open tells of another thing, and changes nothing of what follows.
_CONTRASTING = word_list("like unlike rather instead besides while whereas although though despite")
_SPOKEN = ("still", "well", "plus", "right", "okay", "first", "second", "third", "here", "there", "again")
_AT_THAT_TIME = ("as", "after", "before", "when", "while")
_KNOWING = ("know", "see", "remember")
_RECURRING = frozenset(("each", "every", "many", "most", "some"))
_PASSIVES = tuple(("VVN", preposition) for preposition in PREPOSITIONS)
_LONGEST_ASIDE, _LONGEST_OPENING, _LONGEST_DATELINE, _LONG_RELATIVE = 34, 14, 8, 4


class Openings:
    """One sentence, asked where its clauses begin."""

    def __init__(self, words: Sequence[Word], read: Constituents) -> None:
        self._words = words
        self._lexicon = lexicon("en")
        self._read = read
        self._tag, self._text = self._read.tag, self._read.text
        lemmas = {word.lemma for word in words}
        self._has_time = not lemmas.isdisjoint(self._lexicon.times) or not lemmas.isdisjoint(_TIMES)
        self._speaking: dict[int, bool] = {}

    def next_clause(self, start: int) -> int | None:
        """Where the next main clause begins: behind a semicolon, or behind ", and" where the first has its verb."""
        told = inside = hanging = denied = False
        denials = self._lexicon.denials
        for at in range(start, len(self._words) - 3):
            text, following, tag = self._text(at), self._text(at + 1), self._tag(at)
            verbal = tag[0] == "V" or text == "cannot"
            if tag in ("CJT", "PUQ") or ((verbal or following == ":") and self.has_content(at)):
                return None  # what follows may still be what somebody says
            inside = text != "," and (inside or text in RELATIVE)
            denied = denied or tag == "VM0" or text in denials
            hanging = hanging or inside or tag == "CJS"
            told = told or (verbal and not inside and self._read.is_finite(at))
            if text == ";" or (text == ":" and not denied):
                return at + 1
            if told and text == "and" and not hanging and self.opens_clause(at + 1):
                subject = self.subject(at + 1)
                if subject is not None and not subject.joined:  # "closed the yard and [Ulm and Orla left]"
                    return at + 1
            if told and text == "," and following in ("and", "but"):
                return at + 1
            if told and text == "," and following in ("while", "whereas"):
                return at + 2
            if told and text == "," and not (hanging or denied) and self._goes_on_as_list(at + 1):
                return at + 1
            if (
                told
                and not (denied or inside)
                and tag == "CJS"
                and text in _FACTUAL
                and self.opens_clause(at + 1)
            ):
                return at + 1
        return None

    def _goes_on_as_list(self, at: int) -> bool:
        """Whether main clauses are listed: "Ulm sold its port, [Orla closed its yard], and Narvia …"."""
        if not self.opens_clause(at):
            return False
        ends = (k for k in range(at, len(self._words) - 3) if self._text(k) in (",", ";", ":"))
        end = next(ends, 0)
        verbs = [k for k in range(at, end) if self._read.is_finite(k)]
        joined = self._text(end + 1) == "and" and self.opens_clause(end + 2)
        return joined and not any(map(self.has_content, verbs))

    def has_content(self, verb: int) -> bool:
        """Whether a verb may govern a clause: "reported [the port and the yard were] flooded", "the card says: …"."""
        if verb not in self._speaking:
            self._speaking[verb] = self._governs_clause(verb)
        return self._speaking[verb]

    def _governs_clause(self, verb: int) -> bool:
        lemma = self._words[verb].lemma
        verbal = self._tag(verb).startswith("VV") or self._text(verb + 1) == ":"
        return verbal and (lemma in self._lexicon.speaking or lemma in _THINKING)

    def behind_dateline(self) -> int:
        """Where a line goes on behind "NARVA (Agency) – ", else 0."""
        within = range(1, min(_LONGEST_DATELINE, len(self._words)))
        dash = next((at for at in within if self._text(at) in ("-", "–", "—")), 0)
        placed = all(word.tag in ("NP0", "PUN", "PUL", "PUR", "CRD") for word in self._words[:dash])
        return dash + 1 if dash and placed and self._words[0].text.isupper() else 0

    def behind_opening(self, at: int) -> int:
        """Where the subject begins, behind a connective and a circumstance that changes nothing; -1 for none."""
        at = self.behind_connectives(at)
        if self._text(at) in ("or", "nor", "not"):
            return -1
        at += self._text(at) == "even" and self._text(at + 1) in _AT_THAT_TIME
        opens_clause = self._tag(at) in ("CJS", "AVQ") and self._text(at + 1) != "of"
        if self._text(at) in (*GROUNDS, *MOMENTS) and opens_clause:
            return self._behind_subordinate(at)
        able = self._tag(at) == "AJ0" and self._tag(at + 1) == "TO0"  # "Unable to pay its debts, …"
        if able or self._tag(at) in ("VVG", "VVN", "TO0"):
            return self._behind_participle(at)
        part = self._read.prepositional(at) or self.time(at)
        if part is None:
            return at
        if not _RECURRING.isdisjoint((self._text(part.first), self._text(part.opens))):
            return -1
        if part.kind == "prepositional" and not self._is_mere_circumstance(part):
            return -1
        end = part.last + 1 + (self._text(part.last + 1) in ("later", "earlier", "ago"))
        if self._text(end) == ",":
            return self.behind_connectives(end + 1)
        if self._tag(end) == "AT0" and self.opens_clause(end):
            return end  # "In Ulm | the council sold the pool"
        return end if self.is_time(part) and not self._read.is_finite(end) else -1

    def is_placed(self, start: int) -> bool:
        """Whether an opening says where: "But in Ulm, …"."""
        part = self._read.prepositional(self.behind_connectives(start))
        return part is not None and self._text(part.first) in (*WHERE, "on") and not self.is_time(part)

    def behind_connectives(self, at: int) -> int:
        """Behind "But", "However," and "meanwhile,"."""
        connecting = ("and", "but", "so", "yet", *self._lexicon.passing)
        while (self._text(at) in connecting and self._tag(at) != "NN1") or (
            self._text(at) in _SPOKEN and self._text(at + 1) == ","
        ):
            at += 1
            at += self._text(at) == ","
        # "As you know, …"
        known = self._text(at) == "as" and self._tag(at + 1) == "PNP" and self._text(at + 2) in _KNOWING
        return at + 4 if known and self._text(at + 3) == "," else at

    def _is_mere_circumstance(self, part: Part) -> bool:
        """Whether a clause holds by itself behind such an opening: "In Ulm", "After the vote", not "In theory"."""
        preposition, head = self._text(part.first), self._words[part.head].lemma if part.head >= 0 else ""
        if self._tag(part.opens) == "AT0" and self._text(part.opens) in ("a", "an"):
            return preposition in FREE or self.is_time(part)  # what is so in "a democracy" is not so here
        if preposition in (*FREE, "like", "unlike") or self.is_time(part) or self._said(part) in _CONNECTING:
            return True
        imagined = head in self._lexicon.general or head in self._lexicon.shell or head in _NOT_REAL
        owned = any(word.tag in ("DPS", "DT0") for word in self._words[part.opens : part.last + 1])
        return preposition in (*WHERE, "on") and not owned and (not imagined or self._tag(part.head) == "NP0")

    def is_contrast(self, start: int) -> bool:
        """Whether what opens a clause tells of another thing: "Unlike Kolb, …", "Rather than selling it, …"."""
        return self._text(self.behind_connectives(start)) in _CONTRASTING

    def behind_any_opening(self, start: int) -> int:
        """Behind an opening that need not be understood where what happened is told behind it; -1 for none.

        Such as "As the crowd waits outside, | the council sold the pool", but not "In theory, …", "If …".
        """
        at = self.behind_connectives(start)
        dated = self._text(at) == "the" and self._text(at + 1) in ("same", "next", "following", "previous")
        if not (dated or self._text(at) in self._lexicon.circumstances or self._is_span_before(at)):
            return -1
        for comma in range(at + 1, min(at + _LONGEST_ASIDE, len(self._words) - 2)):
            said = {self._text(comma), self._words[comma].lemma}
            if not said.isdisjoint(self._lexicon.marring | self._lexicon.speaking):
                return -1
            if self._text(comma) == "," and self.opens_clause(comma + 1):
                return comma + 1
        return -1

    def _is_span_before(self, at: int) -> bool:
        """Whether it is told how long before or after something: "A few months | before closing it, …"."""
        time = self.time(at)
        return time is not None and self._text(time.last + 1) in ("after", "before", "into")

    def _said(self, part: Part) -> str:
        return " ".join(self._text(at) for at in range(part.first, part.last + 1))

    def time(self, at: int) -> Part | None:
        """A time that needs no preposition: "last winter", "early Saturday"."""
        if not self._has_time or self._tag(at) == "DPS" or self._text(at) in ("$", "£", "€"):
            return None  # "cancelled | its summer season", "passed | £2,000 a month"
        start = at + (self._text(at) in _PART_OF_DAY)
        time = self._read.prepositional(start) if start > at else None
        time = time or self._read.noun(start)
        return replace(time, first=at, kind="time") if time is not None and self.is_time(time) else None

    def _behind_subordinate(self, start: int) -> int:
        """Behind "Before the war,", or "When prices fell," where no other comma could be the one."""
        noun = self._read.noun(start + 1)
        if self._text(start) in FREE and noun is not None and self._text(noun.last + 1) == ",":
            return noun.last + 2
        commas = [at for at in range(start, len(self._words)) if self._text(at) == ","]
        if len(commas) != 1 or not any(self._tag(at) in PAST for at in range(start, commas[0])):
            return -1
        if self._text(start) == "as" and any(
            self._words[at].lemma in (*self._lexicon.speaking, "put", "see") for at in range(start, commas[0])
        ):
            return -1  # "as the mayor claimed, …"
        return commas[0] + 1

    def _behind_participle(self, start: int) -> int:
        """Behind "Driven by drought," or "To save money,"."""
        within = range(start, min(start + _LONGEST_OPENING, len(self._words)))
        comma = next((at for at in within if self._text(at) == ","), None)
        if comma is None or any(self._tag(at).startswith(FINITE_OR_MODAL) for at in range(start, comma)):
            return -1
        return comma + 1

    def subject(self, start: int) -> Part | None:
        """The noun phrase that begins at a word, with all its complements up to the verb."""
        subject = self._read.noun(start, subject=True)
        if subject is not None and self._tag(subject.last + 1) == "TO0":
            subject = self._with_deed(subject)
        while subject is not None and self._tag(subject.last + 1) in PREPOSITIONS:
            farther = self._read.prepositional(subject.last + 1, subject=True)
            if farther is None:
                return None
            passing = self.is_time(farther) and self._tag(farther.head) in ("NP0", "CRD", "NN0")
            shown = () if passing else farther.shown  # "Kolb | on Friday | resigned"
            subject = replace(subject, last=farther.last, shown=(*subject.shown, *shown))
        if subject is None:
            return None
        subject = self._named_alone(subject)
        time = self.time(subject.last + 1)
        if time is not None and self._read.is_finite_behind(time.last + 1):
            return replace(subject, last=time.last)  # "Kolb | last month | resigned"
        return self._with_attribute(subject)

    def _named_alone(self, subject: Part) -> Part:
        """A subject without what its owner is to somebody: "[his neighbour] Ivo Kolb"."""
        first = subject.last
        while first > subject.first and self._tag(first) == "NP0":
            first -= 1
        first += 1
        owned = self._tag(subject.first) == "DPS" and self._tag(first - 1) == "NN1"
        if not owned or first >= subject.last or subject.joined:
            return subject
        return replace(subject, first=first, shown=((first, subject.last),))

    def _with_attribute(self, subject: Part) -> Part:
        """A subject with what tells which one it is: "farmers | who burn waste", "a man | accused of arson"."""
        start = subject.last + 1
        name = self._read.noun(start + 1) if self._text(start) in ("named", "called") else None
        behind = self.behind_aside(name.last + 1) if name is not None else -1
        named = name is not None and name.first < name.last and self._read.is_finite_behind(behind)
        if named and name is not None and self._tag(name.first) == "NP0":
            # "a man | called | Kolb"
            return replace(subject, last=name.last, shown=(*subject.shown, *name.shown))
        relative = self._read.verb(start + 1) if self._text(start) in ("who", "that", "which") else None
        told = self._behind_relative(subject, relative.last + 1) if relative is not None else -1
        if told >= 0:
            return replace(subject, last=told - 1)
        if relative is not None and not self.has_content(relative.main):
            at = relative.last + 1
        elif self._tag(start) == "VVG" or (self._tag(start), self._tag(start + 1)) in _PASSIVES:
            at = start + 1
        else:
            return subject
        governed = self._read.noun(at) if self._tag(start) != "VVN" else None
        at = governed.last + 1 if governed is not None else at
        while (part := self._read.prepositional(at)) is not None:
            at = part.last + 1
        if not self._read.is_finite_behind(at):
            return subject
        return replace(subject, last=at - 1, shown=(*subject.shown, (start, at - 1)))

    def _behind_relative(self, subject: Part, at: int) -> int:
        """Where the verb stands of one who may remain anybody: "A man | who stole ships, cars and arms | was jailed".

        -1 where the relative clause is simple, which is kept, or its end is not sure.
        """
        some = self._text(subject.first) in ("a", "an") or self._tag(subject.first) == "CRD"
        if not some or self._read.is_finite(at):
            return -1
        hanging = ("CJT", "CJS", "DTQ", "PNQ", "AVQ", "PUQ", "PNP")
        for verb in range(at, len(self._words)):
            hangs = self._tag(verb) in hanging and self._text(verb) != "than"
            if hangs or self._text(verb) in (";", ":") or self.has_content(verb):
                return -1
            joined = self._tag(verb - 1 - (self._tag(verb - 1) == "AV0")) == "CJC"
            noun = can_be(self._words[verb], "NN2") or self._tag(verb + 1) == "CJC"
            plural = self._tag(verb) == "VVZ" and noun
            if self._read.is_finite(verb) and not joined and not plural:
                following = self._tag(verb + 1) in ("AT0", "DPS", "CRD", "NP0")
                sure = self._tag(verb).startswith(("VB", "VH")) or (self._tag(verb) == "VVD" and following)
                return verb if sure and verb - at > _LONG_RELATIVE else -1
        return -1

    def _with_deed(self, subject: Part) -> Part | None:
        """A subject with what may be done: "attempts | to free the hostages"."""
        verb = subject.last + 2
        may_be_done = self._lexicon.asks_for(self._words[subject.head].lemma, "to do")
        if not may_be_done or self._tag(verb) not in ("VVI", "VBI", "VHI"):
            return None
        governed = self._read.noun(verb + 1)
        last = governed.last if governed is not None else verb
        return replace(subject, last=last, shown=(*subject.shown, (subject.last + 1, last)))

    def behind_aside(self, at: int) -> int:
        """Where the verb is looked for, behind what commas enclose: "Kolb, who runs the port, | resigned"; or -1."""
        if self._text(at) != ",":
            return at
        opens = self._text(at + 1)
        itself = opens.endswith(("self", "selves"))  # ", herself a lawyer,"
        if (self._tag(at + 1) == "PNP" and not itself) or opens in ("and", "or", "but", "as", "if"):
            return -1
        if self._is_hedge(at + 1) or self._is_list(at):
            return -1
        attached = self._tag(at + 1) in ("VVN", "VVD")
        hanging = 0  # relative clauses whose verb is to come: "the bank, whose board, [which met in Ulm], resigned, …"
        for close in range(at + 1, min(at + _LONGEST_ASIDE, len(self._words))):
            unseen = self._can_be_told(close + 1) and not self.is_told_later(close + 1)
            hanging += (self._text(close) in RELATIVE) - self._read.is_finite(close)
            told = self._text(close) == "," and hanging <= 0
            if told and (unseen or self._read.is_finite_behind(close + 1)):
                return close + 1
            attached = attached or itself or self._text(close) in (*RELATIVE, *MOMENTS)
            joined = self._text(close) == "," and self._tag(close + 1) == "CJC"
            if joined or (self._read.is_finite(close) and not attached):
                return -1  # a list, or somebody who says so
        return -1

    def behind_insertion(self, at: int) -> int:
        """Where the object of a verb begins behind what commas enclose: "approved, after few words, | the sale"."""
        if self._text(at) != "," or self._is_hedge(at + 1):
            return at
        end = at + 1
        while (part := self._read.prepositional(end)) is not None:
            end = part.last + 1
        thing = self._read.noun(end + 1) if end > at + 1 and self._text(end) == "," else None
        return end + 1 if thing is not None and not self._read.is_finite_behind(thing.last + 1) else at

    def _can_be_told(self, at: int) -> bool:
        """Whether HanTa may have missed the verb of a sentence: ", the mayor, today | called for …"."""
        while self._tag(at) == "AV0":
            at += 1
        taken = self._tag(at) == "AJ0" and self._text(at).endswith("ed")
        return self._tag(at) == "VVN" or (taken and can_be(self._words[at], "VVD"))

    def named_in_aside(self, subject: Part, verb: int) -> Part | None:
        """The full name of who holds an office, between commas: "the harbour master, [Ivo Kolb], resigned"."""
        comma = subject.last + 1
        name = range(comma + 1, verb - 1)
        office, last = self._words[subject.head].lemma, self._words[subject.last].lemma
        means_who = self._lexicon.means_who
        named = means_who(office) and (subject.last == subject.head or not means_who(last))
        named = named and len(name) in (2, 3) and all(self._tag(at) == "NP0" for at in name)
        enclosed = named and self._text(comma) == self._text(verb - 1) == ","
        return Part(name[0], name[-1], name[-1], ((name[0], name[-1]),)) if enclosed else None

    def _is_list(self, comma: int) -> bool:
        """Whether names go on behind a name: "Kolb, [Veld and Halych], all of Ulm, signed"."""
        if self._tag(comma - 1) != "NP0" or self._tag(comma + 1) != "NP0":
            return False
        ends = next(
            (at for at in range(comma + 1, len(self._words)) if self._text(at) == ","), len(self._words)
        )
        return any(self._tag(at) == "CJC" for at in range(comma + 1, ends))

    def _is_hedge(self, at: int) -> bool:
        """Whether an aside makes less of what is told: ", in effect," or ", perhaps,"."""
        part = self._read.prepositional(at)
        bare = part is not None and part.opens == part.last and self._tag(part.last) == "NN1"
        known = self._tag(at + 1) in ("VVN", "AJ0") or (self._text(at), self._text(at + 1)) == (
            "together",
            "with",
        )
        free = known or self._text(at) in self._lexicon.passing  # ", best known for her horses,"
        adverb = self._tag(at) == "AV0" and not free
        return bare or adverb or self._text(at) in self._lexicon.hedges

    def opens_clause(self, at: int) -> bool:
        """Whether a new clause begins with its own subject."""
        while self._tag(at) == "AV0":
            at += 1
        if self._tag(at) == "PNP":
            return True
        subject = self.subject(at)
        behind = self.behind_aside(subject.last + 1) if subject is not None else -1
        return behind >= 0 and self._read.is_finite_behind(behind)

    def is_told_later(self, at: int) -> bool:
        """Whether the verb of a clause is still to come: "a survey published in May | found …"."""
        for place in range(at, len(self._words)):
            if self._text(place) in (*RELATIVE, *GROUNDS, *MOMENTS, ";", ":") or self._tag(place) == "CJC":
                return False
            if self._read.is_finite(place):
                return True
        return False

    def is_time(self, part: Part) -> bool:
        """Whether a part only says when: "on 3 May", "last week", "in 2024"."""
        if part.kind == "prepositional" and self._text(part.first) not in _WHEN:
            return False
        head = self._words[part.head] if part.head >= 0 else None
        if head is None or part.joined:
            return False
        year = head.text.isdigit() and len(head.text) == 4 and part.kind == "prepositional"
        month = head.lemma in ("may", "march") and head.tag != "NP0"
        aged = head.lemma == "age" and part.kind == "prepositional"  # "at the age of 81"
        ordered = head.lemma == "time" and self._tag(part.head - 1) == "ORD"  # "for the first time"
        known = aged or ordered or head.lemma in self._lexicon.times or head.lemma in _TIMES
        return year or (known and not month)
