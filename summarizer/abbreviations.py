"""What a sentence splitter must know by heart: abbreviations, and words that open a sentence, per language.

After an `ABBREVIATIONS` entry ("Dr.", "ca.", "Mio.") the sentence goes on unless one of the `OPENERS`
follows: function words, which nothing but the start of a sentence writes with a capital. After a `FINAL` one
("usw.", "тощо") any capital begins the next sentence.
"""

from __future__ import annotations

from typing import Final

from summarizer.wordlists import word_set

ABBREVIATIONS: Final[dict[str, frozenset[str]]] = {
    "de": word_set(
        "abb abs abschn abt allg anm apr art aufl aug bd bearb begr bes betr bez bhf bspw bsp bzgl bzw ca "
        "chr co dez dgl dipl dr ebd einschl engl ev evtl fa fam feb febr ff fn fr frl gb geb gegr gem gen "
        "gest gez ggf ggü griech hg hl hr hrsg inc ing inkl insb insbes int jan jh jr jul jun kap kath kfm "
        "kg lat lfd lic lit lt ltd mag mär max med mi min mind mio mo mr mrd mrz nat nov nr nrn obj okt op "
        "pf pkt prof red rer röm sek sen sept sep sog sogen spez st std stk tel theol tsd übers urspr verf "
        "vgl vol vors vs zit zw zzgl zzt"
    ),
    "en": word_set(
        "adm approx apr art assn aug ave brig bros capt cf cmdr co col corp dec dept dr ed eds esp est feb "
        "fig figs fr ft gen gov hon hr hrs inc jan jr jul jun lt ltd maj mar mass min mr mrs ms messrs mt no "
        "nos nov oct oz pg pp pres prof pvt rep reps rev sec sen sens sep sept sgt sq sr st ste supt univ "
        "viz vol vols vs"
    ),
    "uk": word_set(
        "акад буд бульв вид вул гл гр див доц зав заст ім кв кн мал наприкл напр нац обл оз пл пор пр пров "
        "просп проф рис ред розд св сл ст стор табл тел укр упоряд фіз цит чл зв"
    ),
    "ru": word_set(
        "акад бул вып гл гр доц зав зам илл им кв кн напр нац обл оз пер пл пос пр просп проф ред рис св см "
        "ср ст стр табл тел ул цит чл"
    ),
}

#: Single letters among them count only behind a number ("2022 р.", but "р. Дніпро").
FINAL: Final[dict[str, frozenset[str]]] = {
    "de": word_set("etc usf usw uva uvm"),
    "en": word_set("etc"),
    "uk": word_set("г грн ін коп крб м млн млрд р рр с сек ст тис тощо трлн хв"),
    "ru": word_set("вв г гг др коп м мин млн млрд с сек ст трлн тыс ч"),
}

OPENERS: Final[dict[str, frozenset[str]]] = {
    "de": word_set(
        "aber ach alle allein allem aller allerdings alles als also am an ander andere anderen anders "
        "ansonsten auch auf aus außerdem bald bei beide beiden beim bereits besonders bis bisher da dabei "
        "dadurch dafür dagegen daher dahinter damals damit danach daneben dann daran darauf daraus darin "
        "darüber darum darunter das dass davon davor dazu dein demnach den denn dennoch der deren des "
        "deshalb dessen deswegen die dies diese diesem diesen dieser dieses doch dort dorthin du durch ein "
        "eine einem einen einer eines einige einmal er erst es etwa etwas für ganz gegen genau gerade "
        "gestern gleichzeitig heute hier hierbei hierfür hin hingegen hinter ich ihm ihn ihnen ihr ihre "
        "ihrem ihren ihrer im immer in indem indes inzwischen ist ja je jede jeden jeder jedes jedoch jemand "
        "jene jetzt kann kaum kein keine keinen keiner könnte mal man manche manchmal mehr mein meine meinen "
        "meiner meist mit nach nachdem natürlich neben nein nicht nichts nie niemand noch nun nur ob obwohl "
        "oder offenbar oft ohne schließlich schon sehr sein seine seinem seinen seiner seit seitdem selbst "
        "sich sicher sie so sobald sogar solange solche sondern sonst sowie sowohl später statt stattdessen "
        "trotz trotzdem über um und uns unser unsere unter viel viele vielleicht vielmehr vom von vor "
        "während wann war waren warum was wegen weil weiter weitere weiterhin welche welcher wem wen wenig "
        "wenige wenn wer werden wessen weshalb wie wieder wieso will wir wird wo wobei wodurch wohl wohin "
        "wollen womit woran worauf zu zudem zuerst zugleich zuletzt zum zumal zur zurzeit zuvor zwar "
        "zwischen"
    ),
    "en": word_set(
        "a about according after again all also although among an and another any are as at because before "
        "both but by can could despite did do does during each either even every few finally first for from "
        "had has have he her here his how however i if in instead is it its just last later many maybe "
        "meanwhile more moreover most much my neither never nevertheless no nobody none nor not nothing now "
        "of on once one only or other others our over perhaps rather several she should since so some still "
        "such than that the their then there therefore these they this those though thus to today together "
        "tomorrow under unless until was we were what when where whether which while who whom whose why will "
        "with without would yes yesterday yet you your"
    ),
    "uk": word_set(
        "а або адже але без би був була були було в вже ви від він вона вони воно все всі втім де для до "
        "досі дуже є ж за зараз звісно згодом зі знову і із інші її їх їхні його й коли кожен крім лише "
        "мабуть ми між мовляв можливо на навіть нам нас натомість наш наша наші не ні ніхто нічого ніби "
        "однак ось отже перед під після по поки потім проте про при раніше саме свій себе сьогодні та так "
        "також такий така таке такі там те тепер ти тим тільки то тобто тоді той тож тому тут у уже усе усі "
        "хоча хто це цей ця ці цього цю цьому через чи чому ще що щоб щоправда як яка які який якщо я"
    ),
    "ru": word_set(
        "а без бы был была были было в вам вас ведь вероятно вместо во вот все всё вскоре вы где да даже для "
        "до его ее её ей ему если есть еще ещё же за зато затем здесь и из или им иначе именно иногда их к "
        "как какая какие какой ко когда конечно кроме кто ли лишь между меня мне можно может мой мы на над "
        "надо нам нас наш наша наши не него нельзя нет ни никто ничего но ну о об однако он она они оно от "
        "перед по под пока поэтому после потом почему при про раньше с сегодня сейчас со снова так также "
        "такая такие такой там тем теперь то тогда того тоже только тот ты у уже хотя чем через что чтобы "
        "эта эти это этого этой этом этот эту я"
    ),
}
