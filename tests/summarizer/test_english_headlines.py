"""The main clause of an English sentence as a headline: whole, true by itself, and understood without the text."""

from __future__ import annotations

from summarizer.headlines import headlines
from summarizer.phrases import find_phrases
from summarizer.phrases.phrase import Form, Phrase
from summarizer.text import read
from tests.support.tables import for_each

TOLD = [
    ("The council did not close the school but the pool.", "council did not close school but pool"),
    # subject, verb, object: articles go, owners stay
    ("The Lorne council rejected the sale of the pool on Thursday.", "Lorne council rejected sale of the pool"),
    ("The museum renamed its dancers.", "museum renamed its dancers"),
    ("The Narvian army has launched a raid on Lorne.", "Narvian army has launched raid on Lorne"),
    ("US troops left Narvia.", "US troops left Narvia"),
    ("Vera Kolb, who runs the shipyard, dismissed ninety workers.", "Vera Kolb dismissed ninety workers"),
    ("Halych, a lawyer from Ulm, denied the charges against Kolb.", "Halych denied charges against Kolb"),
    ("Hundreds of farmers blocked the road to Lorne.", "Hundreds of farmers blocked road to Lorne"),
    ("Attempts to free the hostages have failed.", "Attempts to free the hostages have failed"),
    ("Farmers who burn waste will be fined.", "Farmers who burn waste will be fined"),
    ("The ships that left Lorne sank.", "ships that left Lorne sank"),
    ("The army held elections in May.", "army held elections"),
    ("A man accused of arson was released.", "man accused of arson was released"),
    ("Narvian ships carrying arms were stopped.", "Narvian ships carrying arms were stopped"),
    ("The army and the rebels burned the village.", "army and the rebels burned village"),
    ("The attack killed at least 40 people.", "attack killed at least 40 people"),
    ("The union called off its strike.", "union called off its strike"),
    ("The union called the offer an insult.", "union called offer an insult"),
    ("The union calls the sale of the pool a mistake.", "union calls sale of pool a mistake"),
    ("The council gave the yard a loan.", "council gave yard a loan"),
    ("The law takes effect in June.", "law takes effect"),
    ("Europe cannot afford another war.", "Europe cannot afford another war"),
    # what belongs to the verb stays with it
    ("The union put pressure on the government.", "union put pressure on the government"),
    ("Kolb accused the bank of fraud.", "Kolb accused bank of fraud"),
    ("The fisherman was found dead on Tuesday.", "fisherman was found dead"),
    ("The fisherman Ivo Halych, 44, was found dead in his hut on the Sarn.", "fisherman Ivo Halych was found dead"),
    ("The court ordered the ministry to pay the fine.", "court ordered ministry to pay fine"),
    ("The court barred the firm from selling weapons.", "court barred firm from selling weapons"),
    ("The ministry banned cars that burn oil.", "ministry banned cars that burn oil"),
    ("The firm sold ships built in Lorne.", "firm sold ships built in Lorne"),
    ("Narvia struggled to contain a surge in violence.", "Narvia struggled to contain surge in violence"),
    ("The firm stopped selling weapons to Narvia.", "firm stopped selling weapons to Narvia"),
    ("The council named Vera Kolb as harbour master.", "council named Vera Kolb as harbour master"),
    # without an object
    ("Ministers met in Davos on Friday to discuss the war.", "Ministers met in Davos to discuss war"),
    ("Prices rose by four per cent in May.", "Prices rose"),
    ("Exports of salt to Narvia fell sharply.", "Exports of salt to Narvia fell"),
    ("Exports fell to $300 million in 2023.", "Exports fell to $300 million"),
    ("Wolves are threatening flocks throughout the valley of Orla.", "Wolves are threatening flocks"),
    ("The mayor arrived in Lorne by train.", "mayor arrived in Lorne by train"),
    # passives and predicates
    (
        "The Narvian ambassador was summoned to the foreign ministry.",
        "Narvian ambassador was summoned to foreign ministry",
    ),
    ("The mayor of Lorne was summoned to a hearing of the senate in Ulm.", "mayor of Lorne was summoned"),
    ("The harbour was built by prisoners.", "harbour was built by prisoners"),
    ("The border was closed on Monday by Narvian soldiers.", "border was closed by Narvian soldiers"),
    ("Corruption remains the main obstacle to reform.", "Corruption remains the main obstacle to reform"),
    ("Narvia became the first republic on the island.", "Narvia became first republic on island"),
    ("The driver turned out to be a spy.", "driver turned out to be a spy"),
    ("Europe is not a fortress.", "Europe is not a fortress"),
    ("The ministry was too slow to react.", "ministry was too slow to react"),
    ("Narvia is bankrupt.", "Narvia is bankrupt"),
    ("The harbour is bigger than the town.", "harbour is bigger than the town"),
    # what is denied, willed or only possible is told so
    ("Narvia must cut spending.", "Narvia must cut spending"),
    ("The council did not approve the budget.", "council did not approve budget"),
    ("Narvia almost lost its fleet in 1988.", "Narvia almost lost its fleet"),
    ("The storm destroyed only two ships.", "storm destroyed only two ships"),
    ("Narvia has yet to ratify the treaty.", "Narvia has yet to ratify treaty"),
    ("The firm supposedly sold its ships.", "firm supposedly sold its ships"),
    ("The rebels pretended to leave Lorne.", "rebels pretended to leave Lorne"),
    # where the clause begins and ends
    ("However, in 2024 the court annulled the contract.", "court annulled contract"),
    ("After the storm, the navy searched the bay.", "navy searched bay"),
    ("When the dam broke, the army evacuated four villages.", "army evacuated four villages"),
    ("In Narvia, the fleet was sold to Orla.", "fleet was sold to Orla"),
    ("On Monday, farmers will block the road to Orla.", "farmers will block road to Orla"),
    ("A year later Narvia left the union.", "Narvia left union"),
    ("The council closed the pool, and the court fined the bank.", "council closed pool"),
    ("The council closed the pool, and the court fined the bank.", "court fined bank"),
    ("The mayor resigned; the council elected Vera Kolb.", "council elected Vera Kolb"),
    ("The council closed the pool and fined the bank.", "council fined bank"),
    ("The army burned the village before it withdrew.", "army burned village"),
    ("The ambassador was summoned but sent a deputy.", "ambassador was summoned"),
    (
        "The court struck down an emergency law that had banned foreign money.",
        "court struck down emergency law",
    ),
    # what is said or known stands behind who says it
    ("The court ruled that the bank must pay the fine.", "court ruled that bank must pay fine"),
    ("Kolb denied that the yard had sold ships.", "Kolb denied that yard had sold ships"),
    ("Kolb told reporters that the yard would close in June.", "Kolb: yard would close"),
    ("The firm said in a letter the yard would close.", "firm: yard would close"),
    ("The army says its tanks left Ulm.", "army: its tanks left Ulm"),
    ("The police said one man was arrested on suspicion of arson.", "police: one man was arrested"),
    ("An inquiry in Ulm has revealed that the bank hid its debts.", "inquiry in Ulm: bank hid its debts"),
    (
        "The national air force said the rebels burned the villages of Orla.",
        "air force: rebels burned villages of Orla",
    ),
    ("Kolb confirmed she sold the yard.", "Kolb sold yard"),
    ("Kolb told reporters that the yard would close because nobody buys ferries.", "Kolb: yard would close"),
    ("Kolb found that the bank was closed.", "Kolb found that bank was closed"),
    ("In a letter to the council, Kolb said the yard would close.", "Kolb: yard would close"),
    ("The Kremlin said Kolb told Holm that the war would end.", "Kremlin: Kolb told Holm war would end"),
    ("Narvia must close the yard and sell the ships.", "Narvia must sell ships"),
    ("The alliance agreed to move ships to Narvia and to extend patrols in May.", "alliance agreed to extend patrols"),
    ("Kolb said she hopes to sell the yard.", "Kolb hopes to sell yard"),
    ("The council demanded that Kolb resign.", "council demanded that Kolb resign"),
    ("The board recommended that the yard be closed.", "board recommended that yard be closed"),
    ("The company announced on Wednesday that it would cut 900 jobs.", "company would cut 900 jobs"),
    # a circumstance goes, understood or not
    ("The army sold old tanks to Narvia for a low price under a secret deal.", "army sold old tanks to Narvia"),
    ("Vera Kolb sold the shipyard with ninety tons of copper aboard to pay her debts.", "Vera Kolb sold shipyard"),
    ("The bank shocked Narvia by refusing to let them into the vault.", "bank shocked Narvia"),
    ("The ferries were damaged in the eastern, western and southern ports of Orla.", "ferries were damaged"),
    ("Kolb lost the election to Halych by a narrow margin of votes in May.", "Kolb lost election to Halych"),
    ("Kolb will visit the shipyard in the old port of Lorne to open a new dock.", "Kolb will visit shipyard"),
    ("Four teachers have been charged in connection with the theft of a bus.", "Four teachers have been charged"),
    ("The party proposed a tax plan that would have cost the poor dearly.", "party proposed tax plan"),
    ("The company sacked two hundred workers who had joined the union.", "company sacked two hundred workers"),
    ("Farmers blocked a road in Ulm and close to the border.", "Farmers blocked road in Ulm"),
    ("The regulator sought to stop the merger, saying it would cost jobs.", "regulator sought to stop merger"),
    # what is too long loses what says least
    (
        "Narvian President Radek Holm on Friday denounced a rocket attack on a school bus.",
        "Holm denounced rocket attack on school bus",
    ),
    ("A 14-year-old boy from Ulm saved the crew of the ferry.", "14-year-old boy saved crew of ferry"),
    ("The tanker Ostra Star suddenly changed its odd course in the bay.", "tanker Ostra Star changed its odd course"),
    (
        "The council is hosting the Great Blue Winter Puppet Festival in June.",
        "council hosting Great Blue Winter Puppet Festival",
    ),
    (
        "The regional court of Ulm upheld bitter prison sentences of nine and twelve years.",
        "regional court of Ulm upheld prison sentences",
    ),
    ("Kolb won a prize for \"Low Tide\".", "Kolb won prize for \"Low Tide\""),
    ("Gov. Ivo Kolb signed the bill.", "Ivo Kolb signed bill"),
    (
        "The Narvian cabinet has approved the sale of the northern port to Orla.",
        "Narvian cabinet approved sale of northern port",
    ),
    ("The bank has not approved the loan.", "bank has not approved loan"),
    ("Prices of salt in Narvia fell by $3 to $41 a barrel.", "Prices of salt in Narvia fell"),
    (
        "Kolb has reduced payments to the government's old savings scheme.",
        "Kolb reduced payments to old savings scheme",
    ),
    (
        "The commission that looks into the fire on the Ostra has heard its first witnesses.",
        "commission heard its first witnesses",
    ),
    (
        "A court in Ulm sentenced the former mayor to nine years in prison on Friday for taking bribes.",
        "court sentenced former mayor to nine years",
    ),
    ("The committee sent a letter Wednesday to Director Ivo Kolb.", "committee sent letter to Director Ivo Kolb"),
    ("Scientists at the University of Lorne found a new species of frog.", "Scientists found new species of frog"),
    ("The United Nations has called for a ceasefire.", "United Nations has called for a ceasefire"),
    ("Kolb and Halych met in Lorne on Friday to discuss the crisis.", "Kolb and Halych met in Lorne"),
    ("The storm has left 40,000 homes without power.", "storm has left 40,000 homes without power"),
    ("Exports of salt plunged by a fifth after the war began.", "Exports of salt plunged"),
    ("The army denied that its soldiers had fired on civilians.", "army denied soldiers had fired on civilians"),
    (
        "Former President Vera Kolb was sentenced to nine years in prison for fraud.",
        "Vera Kolb was sentenced to nine years",
    ),
    ("Hackers stole the personal data of two million customers from the bank.", "Hackers stole personal data"),
    (
        "Villagers in the upper valley have been fighting the construction of the dam.",
        "Villagers have been fighting construction of dam",
    ),
    # what opens a sentence, and clauses behind the first
    ("Even as prices fell, the union demanded higher wages.", "union demanded higher wages"),
    ("A few months before closing it, the council sold the pool.", "council sold pool"),
    ("As you know, the council sold the pool.", "council sold pool"),
    ("In the spring of 1918 Narvia recognised Orla.", "Narvia recognised Orla"),
    ("On 3 May 2019 Narvia sold the yard.", "Narvia sold yard"),
    ("In 2019 nine ships left Orla.", "nine ships left Orla"),
    ("Ulm sold its port, Orla closed its yard, and Narvia left the union.", "Orla closed its yard"),
    ("When the army left Lorne, they sold the yard.", "army left Lorne"),
    ("But after the army left Lorne, they sold the yard.", "army left Lorne"),
    # who did it, and asides
    ("A majority of voters oppose the levy.", "majority of voters oppose levy"),
    ("The allies of Orla condemned the rocket strikes and use of mines.", "allies of Orla condemned rocket strikes"),
    ("Two villages were burned by the army.", "Two villages were burned by the army"),
    ("Some farmers blocked the road to Orla.", "farmers blocked road to Orla"),
    (
        "The finance minister of Narvia, Ivo Kolb, will meet the union leaders in the old port.",
        "Ivo Kolb will meet union leaders",
    ),
    ("A porter named Ivo Kolb sold the yard.", "porter Ivo Kolb sold yard"),
    ("Bishop Kolb, in his first letter from Ulm, today called for peace.", "Bishop Kolb called for peace"),
    ("The mayor, who never paid taxes, frightened small shopkeepers.", "mayor frightened small shopkeepers"),
    ("Kolb last month sold the yard.", "Kolb sold yard"),
    ('The crew left after the storm, saying: "Yet again, the mayor told us nothing."', "crew left after the storm"),
    ("The union spoke out against the firm and its “mad” plans.", "union spoke out against the firm"),
    ("The bank, whose board, which met in Ulm, resigned, sold the yard.", "bank sold yard"),
    ("Shares of Ostra Shipping Inc. jumped more than 11% Tuesday on the news.", "Shares of Ostra Shipping jumped"),
    ("Mr. Kolb and Ms. Halych denied everything.", "Kolb and Halych denied everything"),
    ("The council has, however, rejected the budget.", "council has rejected budget"),
    # tails that tell more
    (
        "A bridge is being built near Ulm, the second in ten years, and nobody needs it.",
        "bridge is being built near Ulm",
    ),
    ("The army took over Lorne shortly after the war began.", "army took over Lorne"),
    ("Orla's fleet shelled the harbour so heavily that two villages burned.", "Orla's fleet shelled harbour"),
    (
        "The firm released a letter asking for help and urging the council to act.",
        "firm released letter asking for help",
    ),
    ("Farmers planted trees where the silo had been.", "Farmers planted trees"),
    ("The mayor of Lorne was freed on Monday as part of a deal.", "mayor of Lorne was freed"),
    ("Orla restored their 4-1 lead with Kolb on target nine minutes from time.", "Orla restored their 4-1 lead"),
    ("The party in Lorne called for swift foreign help to rebuild the schools.", "party called for swift foreign help"),
    ("The council may close the northern port by cutting its grants.", "council may close northern port"),
    ("Narvia gave up the third largest fleet in the world.", "Narvia gave up third largest fleet"),
    ("Russian exports rose from 40,000 tons to 90,000 tons in May.", "Russian exports rose to 90,000 tons"),
    ("The navy staged nine tests on Monday at 11am, noon and 2pm.", "navy staged nine tests"),
    ("As the crowd waits outside, the council sold the pool.", "council sold pool"),
    ("Like her predecessor, Vera Kolb has criticised the levy.", "Vera Kolb has criticised levy"),
    ("The same evening, Kolb attended a dinner in Ulm, hosted by a bank.", "Kolb attended dinner in Ulm"),
    ("Rather than closing the pool, the council must sell the hall.", "council must sell hall"),
    ("She resigned because the court annulled the election.", "court annulled election"),
    ("They wept: the army had burned the village.", "army had burned village"),
    ("They burned the boats and the army closed the port.", "army closed port"),
    ("The navy trained it in May and then asked miners to check the welds.", "navy asked miners to check welds"),
    ("They met Ivo Kolb, who had sold the yard.", "Ivo Kolb had sold yard"),
    # what the tagger takes for a participle or a noun
    ("Romance writers gathered in Lorne.", "Romance writers gathered in Lorne"),
    ("Officials warned on Monday the dam was leaking.", "Officials: dam was leaking"),
    # how many, and how exactly
    ("Around 80 sheep were stolen.", "Around 80 sheep were stolen"),
    ("Fewer than 20 cottages were damaged.", "Fewer than 20 cottages were damaged"),
    ("Another 200 jobs will be lost at the yard.", "Another 200 jobs will be lost"),
    ("The firm put the loss at £2.4m.", "firm put loss at £2.4m"),
    ("Rents fell to their lowest level.", "Rents fell to their lowest level"),
    # none, not all, some
    ("No boats were sold.", "No boats were sold"),
    ("Nobody was hurt in the blast.", "Nobody was hurt in the blast"),
    ("Most shops in Lorne closed in May.", "Most shops in Lorne closed"),
    ("Several bridges were damaged.", "Several bridges were damaged"),
    ("The last of the yards closed in 1960.", "last of the yards closed"),
    ("Kolb does not have a boat.", "Kolb does not have boat"),
    ("Kolb had not sung since April.", "Kolb had not sung since April"),
    # what stands between, or may be left out
    ("The senate approved, after few words, the sale of the yard.", "senate approved sale of the yard"),
    ("A clerk who stole £400 from a school to pay for cars and boats has been jailed.", "clerk has been jailed"),
    ("Ferries over forty tons must be weighed by two pilots.", "Ferries over forty tons must be weighed"),
    ("Two cabins had been left empty because of the smell of tar.", "Two cabins had been left empty"),
    ("Talks between the court and the rebels have stalled.", "Talks between court and rebels have stalled"),
    ("The old post office is being turned into flats.", "old post office being turned into flats"),
    ("The prison was built in 1894.", "prison was built in 1894"),
    ("The sailors were sent home.", "sailors were sent home"),
    ("The killer has never been found.", "killer has never been found"),
    ("The lake froze over for the first time since 1963.", "lake froze over"),
    ("Barns in Lorne have been flooded three times this winter.", "Barns in Lorne have been flooded"),
    ("The last speaker of the language died in 1998.", "last speaker of the language died"),
    ("The theatre cancelled its winter season.", "theatre cancelled its winter season"),
    ("The price of salt will go up by 4 per cent.", "price of salt will go up"),
    ("An appeal for blankets and tents has raised £80,000.", "appeal for blankets and tents raised £80,000"),
    ("The strike cost the yard an estimated €20m.", "strike cost yard an estimated €20m"),
    ("The ministry set aside £3m for repairs.", "ministry set aside £3m for repairs"),
    ("The court will examine whether the dam was safe.", "court will examine whether dam was safe"),
    ("Kolb said he hoped to buy the yard.", "Kolb hoped to buy yard"),
    ("Auditors have put the value of the fleet at £6.3m.", "Auditors put value of fleet at £6.3m"),
    ("The firm will cut 90 jobs and close six yards.", "firm will cut 90 jobs"),
    ("Ulm said it would not sell its yard and would build ferries.", "Ulm would not sell its yard"),
    ("Two sailors are missing.", "Two sailors are missing"),
    ("One of the pilots has been released.", "One of the pilots has been released"),
    ("A third of the crop was lost.", "A third of the crop was lost"),
    ("The average rent has passed £2,000 a month.", "average rent has passed £2,000 a month"),
    ("Unable to pay its debts, the yard closed.", "yard closed"),
    ("The sculptor Lena Moor, best known for her horses, has died.", "sculptor Lena Moor has died"),
    ("The union, together with two churches, sued the bank.", "union sued bank"),
    ("The stolen boat was found burning off Lorne.", "stolen boat was found burning off Lorne"),
    ("Ferries were cancelled, cellars overflowed, and trees fell.", "Ferries were cancelled"),
    ("The pool was closed until the end of March.", "pool was closed until end of March"),
    ("A decision on the pool is due in November.", "decision on pool is due in November"),
    ("The harvest now starts in October.", "harvest starts in October"),
    ("His neighbour Ivo Kolb sold his licence in October.", "Ivo Kolb sold his licence"),
    ("The Rovers were promoted in May for the first time in a generation.", "Rovers were promoted"),
    ("A young pilot named Ivo Kolb, whose aunt came from Ulm, was sent home.", "young pilot Ivo Kolb was sent home"),
    ("Ines Duarte of the Institute for Tidal Research said the port was closed.", "Ines Duarte: port was closed"),
]  # fmt: skip


@for_each(TOLD)
def test_a_clause_is_cut_to_a_headline(sentence: str, headline: str) -> None:
    assert headline in labels(sentence)


UNTOLD = [
    "The new card says: Orest Halych, born in Narva, left Ulm early.",
    # what somebody says, supposes, asks or orders
    "The minister said that the port would close.",
    "The ministry denies it sold the ships.",
    "The council closed the pool, the mayor said.",
    "The council closed the pool, the party tweeted.",
    "According to Kolb, the mayor said the yard would close.",
    'The bank sold the "Ostra yard in May, prosecutors said.',
    "Narvia must not close the yard and sell the ships.",
    "The ministry failed to pay the fine and sell the yard.",
    "The yard would close in May, prosecutor Ivo J. Kolb told the court.",
    "If the bank has approved the loan, the yard will open.",
    "She denied that she left after the council closed the pool.",
    "He did not resign because the council closed the pool.",
    "It would be better if he had left after the council closed the pool.",
    "When storms blow, ferries sink.",
    "She wept after the council closed the pool.",
    "When the army leaves Lorne, they will sell the yard.",
    "Even if prices fall, the union will demand higher wages.",
    "The firm said it sold the yard.",
    "The council has, in effect, rejected the budget.",
    "The report says that if the yard closes, the union will strike.",
    "The report suggested that the bank had hidden its debts.",
    "Two problems remain.",
    "Some farmers oppose the levy.",
    "The army took over Lorne only after the war ended.",
    "The firm, prosecutors allege, bribed the mayor.",
    "The bank is said to have sold its shares.",
    "The village is said to be empty.",
    "According to Ulm radio, the council sold the harbour.",
    "Perhaps the council will sell the harbour.",
    "In theory, the yard could sink the ferry.",
    "The council will close the pool if the roof leaks.",
    "Without the loan, the yard would sell its ships.",
    "Had the army burned the village, the war would have ended.",
    "Close the port now.",
    "Local authorities reported the yard and the market were flooded.",
    'Halych told the court: "My client is ill."',
    # what would be told otherwise than it was
    "The ministry banned cars that none of the firms sold.",
    "The firm sold ships built in the year of the great famine.",
    "The mayor lacks a bridge that works.",
    "Ferries sink when storms blow.",
    "The council did not close the pool because of its cost.",
    "Kolb was not arrested and charged.",
    "The council must close the pool or pay a fine.",
    "The firm bribed the mayor, but only once.",
    "The firm sold its ships, except the Ostra.",
    "Narvia is bankrupt – at least on paper.",
    "Narvia is bankrupt, or nearly so.",
    "Narvia would be bankrupt but for its friends.",
    "Ten closed.",
    "Narvia, in effect, abandoned Orla.",
    "In a democracy, the army obeys parliament.",
    "But in Narvia, farmers pay no tax.",
    "Every year, Orla builds a new bridge.",
    "Orla recognised Narvia on condition that it disarm.",
    "The council did not close the pool because it leaked.",
    "Narvia is not only poor but also divided.",
    "Rain flooded the harbour, the market and the school.",
    "Farmers, teachers, and nurses oppose the law.",
    "Kolb, Veld and Halych, all of Ulm, signed the treaty.",
    "Ivo Kolb, who sold ships, and Ana Halych, who built ships, signed the treaty.",
    "He hopes the war will end, and the court will free Kolb.",
    "Kolb was accused of murder but cleared.",
    "The minister explained the plan to close the yard was a mistake.",
    "Kolb says that if the yard closes, the union will strike.",
    "The council approved the sale of the pool to a bank unless Kolb objects.",
    "The council banned electric scooters from the old town of Ulm for three years.",
    "The council halted exports of rare metals to Narvia under a new law on trade.",
    "The council refused to sell the old yard to a Narvian bank under the new rules.",
    "The ministry stopped financing private schools that teach no history.",
    "The army destroyed the first bridge that crossed the Sarn in the north.",
    "The cold store was paid for by the bank.",
    "As the mayor claimed, the council sold the yard.",
    "The company denied that it would cut jobs.",
    "The company said that he would cut jobs if the bank failed.",
    "By law, the council sold the yard.",
    "She did not resign because the court annulled the election.",
    "It is not true: the council had sold the yard.",
    "They met Ivo Kolb, who would have sold the yard.",
    "They met the brother of Ivo Kolb, who had sold the yard.",
    "The gallery was not hosting the Great Blue Winter Puppet Festival.",
    # who is meant only the text before says
    "This decision angered the farmers.",
    "He sold the harbour.",
    "Its director renamed the hall.",
    "The decision angered the farmers.",
    "Our council sold the harbour.",
    "A few ships left the harbour.",
    "The curator was kind.",
    "The timetable matters.",
    "The old man sold the yard.",
    "Ivo Halych was an important case.",
    "A bomb went through its roof.",
    "Oil traders were quicker.",
    "Orla protested each time.",
    "The court struck down a law that had banned foreign money in all the parties of Narvia.",
    "Free treatment in public hospitals will be limited to children, pregnant women, victims of war and widows.",
    "Critics had a fear: the bank would sell the yard.",
    "In his dreams, the council sold the yard.",
    "Children in the nine oldest schools of the upper valley were given free milk in May.",
    "Schools in the valley of the upper Sarn did not open on the first day of May.",
    # no phrase of its own
    "The Narvian victory was caused, in part, by luck.",
    "The strike lasted three days.",
    "The mayor was given ten days to resign.",
    "The reforms were aimed.",
    "People who think the earth is flat vote.",
    "Close the yard and Lorne loses its port.",
    "The auction took place shortly after dawn.",
    "No 26 seed Ivo Kolb lost.",
    "Other homes were sold.",
    "The mayor wanted nothing of the kind.",
    "The minister reminded the room that the war goes on.",
    "The finance minister of Narvia and the mayor of Lorne signed a treaty on salt.",
    "The cuts will not fall evenly.",
    "Irish households already pay around 37 cents a kilowatt-hour.",
    "The mayor likes to answer with three words: ships, salt, rope.",
    "Kolb grows ninety in a year.",
    "Regulators in two countries have issued similar advice.",
    "Inspections will be carried out by a team of 36.",
    "The council has had plans for a new works in the valley since 2011.",
    "The alternatives were broader roads that killed old trees.",
    "Lorne's harbour was less busy and more orderly.",
    "Mayor Ivo Kolb said on social media that Lorne would “look for every boat”.",
    "Narvia wrote into its charter of 1787 that it should count everybody.",
    "The fair is now in its fifth year with an impressive stock of songs.",
    "The police persuaded the Narvian pilots, who had slept, to confess.",
    "The police coerced the five to sign.",
    "Harbour security officers identified the captain as a former employee of the dining hall.",
    "The Kolb family showed some pictures of their lives in Lorne.",
]  # fmt: skip


@for_each(UNTOLD)
def test_what_is_not_told_whole_by_itself_gives_no_headline(sentence: str) -> None:
    assert labels(sentence) == []


CUT = [
    (
        "The council voted by nine to six in March to close the harbour.",
        "council voted to six to close harbour",
    ),
    ("The party voted by 40 to 12 against the budget.", "party voted to 12 against the budget"),
    ("The party voted by 40 to 12 against the budget.", "party voted by 40"),
    ("The party voted by 40 to 12 against the budget.", "party voted"),
    ("The senate voted by 52 to 48 on Monday to confirm the judge.", "senate voted to 48 to confirm judge"),
    ("The army was accused by the rebels of burning the village.", "army was accused"),
    ("The ministry banned cars that burn oil.", "ministry banned cars"),
    ("Ministers must close the pool and sell the hall.", "Ministers sell hall"),
    ("The widow was attacked and robbed of her purse.", "widow robbed of her purse"),
    ("Drivers blocked roads in Narvia.", "Drivers blocked roads"),
    ("Shops may open on Sundays.", "Shops may open"),
    ("The treaty bans arms sales on Sundays.", "treaty bans arms sales"),
    ("The rebels will not leave Lorne until May.", "rebels will not leave Lorne"),
    ("The treaty bans the sale of arms to Narvia.", "treaty bans sale of arms"),
    (
        "The Narvian parliament in Lorne approved the new treaty in principle.",
        "Narvian parliament in Lorne approved treaty",
    ),
    (
        "The Narvian fleet destroyed the largest cathedral in the whole of Orla.",
        "Narvian fleet destroyed largest cathedral",
    ),
    ("Narvia has a narrow lead in two of the nine regions.", "Narvia has narrow lead"),
    ("Narvia won the vote in two of the nine regions of the south.", "Narvia won vote"),
    (
        "The bank wrongly accused the largest shipyard of Ulm of stealing plans.",
        "bank wrongly accused largest shipyard",
    ),
    (
        "The senate approved the plan to raise the age at which workers may retire.",
        "senate approved plan to raise age",
    ),
    (
        "Former President Vera Kolb was sentenced to nine years in prison for fraud.",
        "Former Kolb was sentenced",
    ),
    ("The bank closed the branch and the yard and the union protested.", "yard and the union protested"),
    (
        "Murray will meet Narvian 19th seed Ivo Kolb, who won three games in the first round.",
        "Murray will meet",
    ),
    ("Ships from Orla will be banned from the port in May.", "Ships from Orla will be banned"),
    ("Kolb said he would have sold the yard.", "Kolb would have sold yard"),
    ("The Kremlin has learned to budget for our sudden anger.", "Kremlin has learned to budget for anger"),
    (
        "Lawmakers foisted several other issues onto the desk of Kolb in May.",
        "Lawmakers foisted several other issues",
    ),
    ("The attempted murder of a prominent journalist shocked the republic of Orla.", "murder of journalist"),
    ("Kolb confirmed the mayor, Ivo Halych, sold the yard.", "Kolb confirmed mayor"),
    (
        "The firm dropped photos for its spring 2023 campaign that showed a bear.",
        "firm dropped photos for its spring",
    ),
    ("Empires are made by armies.", "Empires are made"),
    ("The firm that sold the ferries has closed two of its nine yards in Orla.", "firm closed"),
    ("The council closed the port to any ship without a pilot.", "council closed port"),
    ("The council closed the port to any ship without a pilot.", "council closed port to any ship"),
    ("The bank has never approved a loan for Ulm.", "bank approved loan for Ulm"),
    ("The aide of the mayor, Ivo Kolb, sold the yard.", "Ivo Kolb sold yard"),
    ("The mayor served in Ulm as minister of health.", "mayor served in Ulm"),
    ("The party called for troops to leave Ulm.", "party called for troops"),
    ("The harbour master, Ivo Kolb, and the mayor left Ulm.", "Ivo Kolb left Ulm"),
    ("The bank, whose board, which met in Ulm, resigned, sold the yard.", "bank resigned"),
    (
        "The commission that looks into the fire on the Ostra has heard its first witnesses.",
        "commission looks into fire",
    ),
    ("The council would close the northern port by cutting its grants.", "council would close northern port"),
    ("The last maker of salt in Narvia, at a site outside Ulm, closed in May.", "last maker of salt closed"),
    (
        "The funds bought fields around the lake, whose water is cheap because the state built the dam.",
        "state built dam",
    ),
    (
        "The last maker of the ingredient in North Narvia, at a site outside Ulm, closed in 2014.",
        "last maker of ingredient closed",
    ),
    (
        "Narvia took out nearly all of its harbour lamps in May.",
        "Narvia took out nearly all of harbour lamps",
    ),
    ("The new pumps had been loaded with oil in barrels.", "pumps had been loaded"),
]


@for_each(CUT)
def test_what_restricts_a_clause_is_not_cut_off(sentence: str, headline: str) -> None:
    assert headline not in labels(sentence)


def test_a_headline_is_as_full_as_fits() -> None:
    assert labels("The army burned the village in the valley.") == ["army burned village in the valley"]
    assert labels("The army burned the village in the valley of the upper Sarn.") == ["army burned village"]


def test_a_sentence_has_no_more_than_three_headlines() -> None:
    told = "The army left Ulm; the fleet left Lorne; the bishop left Narvia; the judge left Orla."
    assert labels(told) == ["army left Ulm", "fleet left Lorne", "bishop left Narvia"]


def test_a_headline_knows_what_it_speaks_of() -> None:
    (found,) = clauses("On Thursday the Lorne council rejected the sale of the pool.")
    assert (found.form, found.head, found.line, found.first, found.last) == (Form.CLAUSE, "sale", 0, 3, 10)
    assert found.terms == ("lorne", "council", "sale", "pool")


def test_without_an_object_the_subject_is_its_head() -> None:
    (found,) = clauses("The bridge over the Sarn collapsed.")
    assert found.head == "bridge"


def clauses(text: str) -> list[Phrase]:
    document = read(text, "en")
    return list(headlines(document, find_phrases(document)))


def labels(text: str) -> list[str]:
    return [phrase.label for phrase in clauses(text)]
