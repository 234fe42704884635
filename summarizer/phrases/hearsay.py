"""What a sentence only passes on: by whose account it speaks, and what stands in the words of somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.wordlists import word_list
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

# A court that found so is no hearsay: "nach der Überzeugung des Gerichts".
_BY_ACCOUNT = {
    "de": re.compile(
        r"\b(?:laut|zufolge|angeblich|demnach)\b|\bnach (?:\w+ ){0,2}(?:angaben?|darstellung|ansicht|auffassung"
        r"|einschätzung|erkenntnissen|aussagen?|meinung|informationen|berichten)\b"
        r"|, (?:so(?! dass)|sagte?n?|erklärte?n?|meint?e?|glaub(?:t|te|en|ten)|berichte(?:t|te|ten|n)|teilte|heißt"
        r"|hieß)\b"
    ),
    "en": re.compile(
        r"\b(?:according to|allegedly|reportedly|rumou?rs?|rumou?red|gossip|so the story goes)\b"
        r"|, (?:it (?:seems|appears)|if (?:[\w’'-]+ ){1,4}(?:is|are) (?:right|to be believed))\b"
        r"|, (?!(?:and|but|who|which|with|where) )(?:[\w’'-]+ (?:\. )?){0,6}"
        r"(?:says?|said|believes?|believed|claims?|claimed|alleges?|alleged|reports?|reported"
        r"|told|wrote|added|argues?|argued)\b"
    ),
    "uk": re.compile(
        r"\b(?:за (?:\w+ )?(?:даними|словами|версією|інформацією|повідомленням|твердженням|оцінками)|мовляв|нібито"
        r"|буцімто|подейкують|за чутками|на думку|як (?:пиш|запевня|каж|стверджу|повідомля)\w+|якщо вірити)\b"
        r"|,(?: [»”“\"])?(?: [—–-])? (?:[\w’'-]+ )?(?!\w+(?:ючи|вши)\b)(?:вважа\w+|кажуть|каже|стверджу\w+"
        r"|заяви\w+|повідоми\w+|сказа\w+|розпові\w+|пише|пишуть|запевня\w+)\b"
    ),
    "ru": re.compile(
        r"\bпо (?:\w+ )?(?:данным|словам|версии|информации|сообщению|утверждению|оценкам)\b"
        r"|\b(?:якобы|мол|поговаривают|по слухам|по мнению|как (?:пиш|увер|говор|утвержда|сообща)\w+|если верить)\b"
        r"|,(?: [»”“\"])?(?: [—–-])? (?:[\w’'-]+ )?(?:счита\w+|говор\w+|утвержда\w+|заяви\w+|сообщи\w+|сказа\w+"
        r"|пишет|пишут|уверя\w+)\b"
    ),
}
# English things that tell something by themselves: "Report: …".
SOURCES = word_list(
    "analysis census document inquiry intelligence investigation media poll report review study survey"
)
FINDING = ("find", "reveal", "show")
_FIRST_PERSON = ("we", "i", "wir", "ich", "ми", "я", "мы")
OPENS_CONTENT = ("that", "whether", "dass", "ob", "що", "чи", "щоб", "что", "чтобы")
ENGLISH_FINITE = ("VVD", "VVZ", "VVB", "VM0", "VBB", "VBD", "VBZ", "VHB", "VHD", "VHZ")
_IN_CHAIN = ("AV0", "XX0", "VB", "VH")
_INTENDED = ("would", "will", "werde", "werden", "wolle", "wollen", "würde", "würden")
_PRONOUNS = ("PNP", "PPER")
SAID_TO, TO_HAVE = ("soll", "sollen"), ("haben", "sein")
_REPORTED = ("habe", "sei", "seien")
_CLOSING = '"“”»«)'


def is_by_account(words: Sequence[Word], language: str) -> bool:
    """Whether a sentence tells what somebody says or believes: "Laut Polizei …", "…, prosecutors say"."""
    pattern = _BY_ACCOUNT.get(language)
    return pattern is not None and pattern.search(" ".join(word.text.lower() for word in words)) is not None


def is_open(words: Sequence[Word], told: range, language: str, *, quoted: bool) -> bool:
    """Whether a sentence only asks, wishes or supposes what it tells of its subject.

    Only what stands before what somebody says counts: "Kuch says the port [should] close" tells of Kuch.
    """
    inside = words[told.start : told.stop]
    ending = next((word.text for word in reversed(words) if word.text[0] not in _CLOSING), "")
    if "?" in (ending, *(word.text for word in inside)):
        return True
    said = [word.text.lower() for word in inside]
    if said[0] == "would" and not quoted and not {"if", "unless"}.isdisjoint(word.text for word in words):
        return True
    content = next((at for at, word in enumerate(inside) if word.text.lower() in (*OPENS_CONTENT, ",")), None)
    beside = [*words[: told.start], *inside[:content]]
    hedges = lexicon(language).hedges
    return not quoted and any(word.text.lower() in hedges and word.tag != "NP0" for word in beside)


def is_reported(words: Sequence[Word], told: range) -> bool:
    """Whether a German clause is in the mood of what others say: "Kuch [habe] Geld", "[soll] Geld gehabt [haben]"."""
    verb = words[told.start].text.lower()
    said_to = verb in SAID_TO and any(words[at].text.lower() in TO_HAVE for at in told)
    return said_to or (verb in _REPORTED and words[told.start].tag.endswith("(FIN)"))


def is_of_speaker(words: Sequence[Word], verb: int) -> bool:
    """Whether the clause of a verb in an opening quotation has its speaker for a subject: "[We will build] a wall"."""
    opens = next((at for at in range(verb, 1, -1) if words[at].text in (",", ";", ":", ".")), 1)
    return any(words[at].text.lower() in _FIRST_PERSON for at in range(opens, verb + 1))


def is_content(words: Sequence[Word], told: int, verb: int) -> bool:
    """Whether a verb tells what is said, not what the subject of the verb at `told` does.

    What somebody says of their own plans is theirs: "she said she would sell the yard".
    """
    openers = (*OPENS_CONTENT, ",")
    opener = next((at for at in range(told + 1, verb) if words[at].text.lower() in openers), None)
    if opener is not None:
        return not (words[opener + 1].tag in _PRONOUNS and any(map(is_intended, words[opener:])))
    at = told + 1
    while at < verb and words[at].tag.startswith(_IN_CHAIN):
        at += 1
    finite = next((k for k in range(at, verb + 1) if words[k].tag in ENGLISH_FINITE), None)
    if finite is None:
        return False
    of_itself = words[finite - 1].text.lower() == "it"  # "the firm said it closed the yard"
    return not (of_itself or (is_intended(words[finite]) and words[finite - 1].tag in _PRONOUNS))


def is_intended(verb: Word) -> bool:
    """Whether a finite verb tells what somebody wants, which accuses nobody: "Narvia [will] die Stadt unterstützen"."""
    return verb.text.lower() in _INTENDED


def is_finite(word: Word) -> bool:
    """Whether a word is a verb that has a subject."""
    return word.tag.endswith("(FIN)") or word.tag in (*ENGLISH_FINITE, "VERB")
