/** What happened, as a clerk of the town wrote it down. Years count from the charter. */
export const chronicle = `
[c1] Chronicle > Before the charter
The empire came over the southern hills for salt and found only mud. It stayed two hundred years out of pride, built one road and one palace, and left in a single week. What it was running from it did not write down, or wrote on something that has since got wet.

[c2] Chronicle > Year 1
Queen Hild the Younger, stuck on a sandbank for three days, was fed by eel catchers and granted them a charter on the spot: no lord, no levy, and a market on each tenth day. She signed it with a burnt stick. The stick is kept in the belfry.

[c3] Chronicle > Year 8
The first piles were driven by prisoners of the coast war, on the promise of freedom for each hundredth trunk. They sank four thousand and one. The odd one was never claimed, and some say that its maker is still owed.

[c4] Chronicle > Year 23
The great fire. It began in a pastry cook's and took two thirds of the town in the time it takes to say mass. Forty-one died, most of them in the water. From this year dates the law against flames under the open sky, and the breeding of glow-worms.

[c5] Chronicle > Year 31
The monks of Tarn Abbas sealed their gate and were not heard to sing again. When it was broken open after a month the tables were laid, the honey was fresh and there was nobody within. The bees had doubled in number.

[c6] Chronicle > Year 40
The Pilots' Guild was founded by eleven widows of men who had drowned in the same week for want of a chart. Its first act was to forbid charts. Knowledge on paper, they held, can be stolen, and knowledge in the head has to be fed.

[c7] Chronicle > Year 52
Baron Vantry, claiming a debt, marched on the country with six hundred men and was met by nothing. The villages had taken to their boats and the guide rope had been turned round. Four hundred came home. The baron did not, and his keep burned the same month.

[c8] Chronicle > Year 60
The winter of the deep freeze. Lake Harrow went solid to its bed and for nine days people walked down the salt steps as far as they dared. They brought up a bronze chair, two jars and a boy of about six, living, who spoke no language and died in spring.

[c9] Chronicle > Year 61
At the thaw the chapel sank by the height of a man with the choir inside, between one verse and the next. Twenty-eight singers were lost. It is on this night each year that fishermen stay indoors.

[c10] Chronicle > Year 66
A plague of moths darkened the town for eleven days in June. No lamp could be kept alight, the dyers grew rich, and nine months later the midwives were worked off their feet. The council, asked to act, moved to wait until it could see what it was voting on.

[c11] Chronicle > Year 70
Saint Orrin died in the pan of his own scales, aged about ninety, weighing nothing. His last toll, a feather, is still in the other pan. The road over the eastern rim fell out of use within a year, since nobody else dared sit there.

[c12] Chronicle > Year 77
A peat giant awoke at Odmoor and asked for the emperor. On being told, it wept for a day, which flooded the diggings, and then walked off along the imperial road to its end, where it lay down. That is why the road seems to stop: the rest is underneath.

[c13] Chronicle > Year 81
First spring court under a judge from the coast, at the town's own request, after a murder trial in which all nine jurors turned out to be cousins of the accused. The accused was acquitted and eaten by the Pike within the week.

[c14] Chronicle > Year 84
Three brothers fell out over a cow and divided the village of Crake by a ditch. The clerk who wrote down the quarrel so as to have some peace that winter was the first keeper of the book. All three were reconciled, and the cow outlived them.

[c15] Chronicle > Year 88
The miller at Pell's Bend was found hanged with a sheet of his own paper in his pocket, saying that he would be. His wife was sought along the race for a fortnight. Since then no miller has taken the lease, although it is cheap.

[c16] Chronicle > Year 90
Isolde Varr landed with eight marines to collect a debt for the coast kings, saw the town, tore up the warrant and asked for work. The aldermen made her captain by five votes to four. Her brother Lucan, who had come with her, opened a fencing school.

[c17] Chronicle > Year 93
The Reed affair. A barge was boarded that carried iron bars under its cabbages, and nobody aboard could say who owned it. The cargo was put under lock in the ice cellar and was gone by morning, with the seal unbroken. A heron's feather lay on the floor.

[c18] Chronicle > Year 95
Lucan Varr was stabbed on the steps of the Drowned Bell at noon on market day, before two hundred witnesses, none of whom saw it. The blade was of black oak, of which there are eleven in the country, all accounted for.

[c19] Chronicle > Year 96
The bell rang by itself for the length of a night. The next day the water had drawn back from the northern piles, and on the mud lay a bronze chair, the twin of the first. The aldermen had it thrown back. It was there again in the morning, and it is now in the fish hall under a cloth.

[c20] Chronicle > Year 97
A show of tumblers and a tooth-puller wintered here. When it moved on the tooth-puller stayed behind and set up as a physician. That spring nobody died, which had not happened since the charter. The grave digger sued for loss of income.

[c21] Chronicle > Year 98
Three strangers in grey took the top floor of the old customs house and paid ten years' rent in coins with tomorrow's date. Since their coming the price of anything with lettering has risen sixfold, and schoolchildren dive for slates.

[c22] Chronicle > Year 99
A newborn girl was left in the belfry on the night of boats, in a basket that had drifted in against the current. The register was damaged in the same week. The bell-ringer took her in and called her after the smallest bird he knew.

[c23] Chronicle > Letters > From a coast lord
My younger son has gone among you marsh people to escape a marriage which I did not lightly arrange. He is tall, vain and cannot tie a knot. Whoever returns him to me unharmed before the harvest will be given a hundred crowns and a horse.

[c24] Chronicle > Letters > To the Guild
You move the marks and call it safety. My husband followed your marks on the fourth and was found at the Hands on the ninth. I do not want your money. I want the name of whoever set the red post off Heron Stair that week, and I shall have it.

[c25] Chronicle > Letters > From the last abbot
The bees have learned our psalms and we can no longer tell which voice is ours. Brother Cellarer has gone into the ninth hive and says it is larger inside. I shall follow with the others after vespers. Do not break the seal; we have left the honey for you.

[c26] Chronicle > Letters > Found in the chair
Under the seat of the bronze chair there is a panel, and in it a strip of lead with these words: the third is for whoever opens the iron door from our side; do not keep them waiting as you kept us.
`;
