"""Which language a text is written in: by script, then by its function words and its own letters."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

from summarizer.abbreviations import OPENERS

#: Languages with linguistics of their own; any other is treated by statistics alone.
LANGUAGES: Final = ("de", "en", "uk", "ru")
UNDETERMINED: Final = "und"

#: What is read of a text (characters): more does not change the answer.
_SAMPLE = 6_000
#: The least share of tell-tale words in a text of some length; our languages have three times that.
_LEAST_SHARE = 0.1
_FEW_WORDS = 12

_FUNCTION_WORDS: dict[str, str] = {
    "fr": (
        "au aux avec ce ces cette dans des du elle en est et il je la le les leur mais ne nous ont ou où "
        "par pas plus pour qu que qui sa se ses son sont sur un une vous être"
    ),
    "es": (
        "al como con de del el en es esta este ha la las lo los más no o para pero por que se sin su sus "
        "un una y ya"
    ),
    "it": (
        "al alla anche che come con da dal della dei delle di e è gli ha i il in la le lo ma nel nella "
        "non per più si sono su un una"
    ),
    "pt": (
        "ao as com como da das de do dos e é em foi mais mas na não nas no nos o os ou para pela pelo por "
        "que se seu sua um uma"
    ),
    "nl": (
        "aan als bij dat de den deze die dit een en er het hij ik in is maar met naar niet nog ook om "
        "onder op te van voor was wat we wordt zich zijn zo"
    ),
    "pl": (
        "a ale bo być co czy dla do i ich jak jako jest już kiedy które który lub ma na nie o od po pod "
        "przez przy są się tak także to tylko tym w z za że"
    ),
    "cs": (
        "a ale ani by být co do i jak jako je jeho jsem jsou k kdy která který má na ne nebo o od po pro "
        "při s se si tak také to v ve však z za že"
    ),
    "sv": (
        "att av de den det där ej en ett för från har hon i inte jag kan man med men mot nu när och om på "
        "som så till under var vi är"
    ),
    "tr": "ama bir bu çok da daha de en gibi için ile ise kadar ki mi ne o olan olarak sonra ve veya ya",
    "be": "а або але быў была для да з за і каб калі на не ня па пра са так таксама у ў што як яго яна яны",
    "bg": (
        "а ако беше без да до за и как като който които на не но няма от по при са се си след със това "
        "той тя че ще"
    ),
    "sr": "а али би бити да до за и из или је као која који на не него о од по са се су то у што",
}

#: More of them, which others may have too: they tell no language, but say nothing about a topic either.
_FURTHER_WORDS: dict[str, str] = {
    "fr": (
        "alors après aucun aussi autre autres avant avoir bien car celle celui cet chez comme comment "
        "contre depuis deux donc elles encore entre faire fait ils jamais leurs lors lorsque lui moins même "
        "non notre parce peu peut quand sans selon sera sous tous tout toute toutes très vers voici votre "
        "était"
    ),
    "es": (
        "además ante antes aquí así aunque aún cada casi contra cual cuando cuya cuyo desde después donde "
        "durante ella ellas ellos entre era eran eso estas esto estos fue fueron había hacia hasta hay les "
        "mientras muy nos nosotros otra otro otros porque pues quien qué según ser sido sobre son también "
        "tan tanto todo todos tras tus unas unos"
    ),
    "it": (
        "allora anch ancora anzi aveva chi cioè contro cosa così cui dai dall dalle dell dello dentro dopo "
        "dove durante ella era erano essere fino fra già invece lei loro lui mentre molto negli nei nell "
        "nelle noi nostra ogni oltre ora perché però poi prima qua quale quando quanto quella quelle quelli "
        "quello questa queste questi questo quindi sarà secondo sempre senza sia sopra sotto stata stato "
        "sua sue sul sulla sulle suo suoi tra tutti tutto uno"
    ),
    "pt": (
        "ainda além antes após aquele até cada contra depois desde dessa desse desta deste dois ela elas "
        "ele eles embora enquanto entre era essa esse esta este está foram isso isto lhe mesmo muito nem "
        "nesta neste num numa onde outra outro pelas pelos pois porque porém quando quem segundo sem ser "
        "seus sob sobre suas são tal também tem ter todos tudo"
    ),
    "nl": (
        "alle alleen altijd andere ben bent daar dan doen door dus echter geen had heeft hem hen hier hoe "
        "hun iets jaar kan kunnen maken meer men mijn nadat niets omdat ons onze over sinds tegen terwijl "
        "toch toen tot tussen uit veel waar waarom wanneer want waren weer wel welke werd wie wij worden "
        "zal zelf zij zonder zou"
    ),
    "pl": (
        "albo bez był była było były będzie chociaż choć cię dlaczego dlatego dopiero dziś gdy gdyby gdyż "
        "gdzie inne jeden jednak jego jej jeszcze jeśli każdy kto którym którzy lecz między może można nad "
        "nawet nic nich nim nią niż ona one oni oraz pan podczas ponad ponieważ poza przeciw przed sobie "
        "stąd swoje tam tego tej ten też tutaj tych według więc wszystko wtedy wśród zanim zaś"
    ),
    "cs": (
        "aby bez bude byl byla bylo byly další dnes jejich její jen jenže jestli ještě jiný již kde kdo "
        "kdyby když kolem kromě kteří mezi mimo mnoho moc může nad nebyl než nic nim ona oni pak pod podle "
        "pokud proti proto protože proč před přes přesto snad sobě své svůj tady takže tam tedy ten tento "
        "tom tuto této tím všechno zatímco"
    ),
    "sv": (
        "alla allt andra bara blev bli blir både dem denna deras dess detta din dock efter eftersom eller "
        "emot ens genom hade hans helt henne honom hur här ingen innan inom kunde mellan mer min mycket nej "
        "nog någon något några också oss redan sedan sig sin sina ska skulle trots upp utan vad vara varför "
        "vem vid vilka vilken över"
    ),
    "tr": (
        "ancak artık aslında aynı bazı belki ben bile biz bunu bunun böyle değil diye diğer dolayı eğer "
        "fakat göre hangi hem hep her hiç işte kendi kim nasıl neden niye onlar onu oysa rağmen sadece sen "
        "siz tüm yani yine yok çünkü öyle üzere şey"
    ),
    "be": (
        "ала былі быць гэта гэты дзе есць каля між нават над нас паводле пад пасля праз пры сабе свае сваю "
        "сваёй тады там таму тое той толькі тут усе хто чым якая які якія ўжо"
    ),
    "bg": (
        "бил била били бъде вече взе все всички във въпреки дали докато доста други защо защото или има "
        "каза какво както какъв когато кой която между много може над нас него ней никой нито няколко обаче "
        "около освен още пред преди през само според съм също тази така такава там тези този тук тъй тях "
        "щом"
    ),
    "sr": (
        "ако без била били било био већ где други зато због ипак кад када како коме које кроз мене међу "
        "много може над нас нису није она они осим пре према при сам само све свега сви себе смо тада тако "
        "такође тај тек тога тој хоће чак јер још њега њих"
    ),
}

#: Letters that none of the other languages of the same script writes.
_OWN_LETTERS: dict[str, str] = {
    "de": "ß", "fr": "çœêèû", "es": "ñ¿¡", "pt": "ãõ", "pl": "łąężźćśń", "cs": "řěůčž", "sv": "å",
    "tr": "ğışç",
    "uk": "їєґі", "be": "ўіыэё", "ru": "ыэъё", "sr": "јљњћђџ",
}  # fmt: skip

#: Scripts that name their language, as ranges of code points; Han with kana is Japanese.
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3040-\u30ff"),
    ("zh", "\u4e00-\u9fff"),
    ("ko", "\uac00-\ud7af"),
    ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"),
    ("ar", "\u0600-\u06ff"),
    ("hi", "\u0900-\u097f"),
    ("ka", "\u10a0-\u10ff"),
    ("hy", "\u0530-\u058f"),
)
_WORD = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of most of `text`, "und" where nothing tells.

    German, Ukrainian, Russian and English are told reliably from a sentence on; other languages are named
    where that costs little, so that they are not taken for one of these.
    """
    sample = text[:_SAMPLE].lower()
    words = _WORD.findall(sample)
    if not words:
        return UNDETERMINED
    letters = sum(map(len, words))
    for language, letters_of_script in _SCRIPTS:
        share = len(re.findall(f"[{letters_of_script}]", sample)) / letters
        if share > (0.1 if language == "ja" else 0.5):
            return language
    is_cyrillic = len(CYRILLIC.findall(sample)) * 2 > letters
    scores = _scores(words, cyrillic=is_cyrillic)
    if not scores:
        return UNDETERMINED
    best, score = max(scores.items(), key=lambda item: item[1])
    if len(words) >= _FEW_WORDS and score < _LEAST_SHARE * len(words):
        return UNDETERMINED
    return best


def _scores(words: list[str], *, cyrillic: bool) -> dict[str, float]:
    """Count the function words and own letters of each language; shared ones count in equal parts."""
    scores: defaultdict[str, float] = defaultdict(float)
    function_words, own_letters = _function_words(), _own_letters()
    for word in words:
        if bool(CYRILLIC.search(word)) != cyrillic:
            continue
        languages = function_words.get(word, ())
        for language in languages:
            scores[language] += 1 / len(languages)
        for letter in own_letters.keys() & set(word):
            for language in own_letters[letter]:
                scores[language] += 1 / len(own_letters[letter])
    return scores


@cache
def function_words(language: str) -> frozenset[str]:
    """Words that say nothing about a topic, of a language without linguistics; none where they are not known."""
    lists = (_FUNCTION_WORDS, _FURTHER_WORDS)
    return frozenset(word for words in lists for word in words.get(language, "").split())


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    by_word: dict[str, list[str]] = {}
    lists = {language: list(words) for language, words in OPENERS.items()}
    lists |= {language: words.split() for language, words in _FUNCTION_WORDS.items()}
    for language, words in lists.items():
        for word in words:
            by_word.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in by_word.items()}


@cache
def _own_letters() -> dict[str, tuple[str, ...]]:
    by_letter: dict[str, list[str]] = {}
    for language, letters in _OWN_LETTERS.items():
        for letter in letters:
            by_letter.setdefault(letter, []).append(language)
    return {letter: tuple(languages) for letter, languages in by_letter.items()}
