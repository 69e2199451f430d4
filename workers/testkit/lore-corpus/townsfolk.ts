/** Who lives in the town on piles. */
export const townsfolk = `
[t1] People of Brindlewater > Alderman Josse Quill
Josse Quill has presided over the council for nineteen years and has never once voted. He holds that a chairman should be like the keel: out of sight and in the way of nobody. In truth he cannot read the motions, and his daughter whispers them to him behind a fan.

[t2] People of Brindlewater > Merrin Quill
Merrin, the alderman's daughter, runs the town from behind her fan. She is twenty-four, forgets nothing and wishes to be a cartographer. In a locked chest she keeps the only accurate chart of the channels, drawn by herself, which the smugglers would pay a fortune for.

[t3] People of Brindlewater > Doctor Anselm Rook
The town's physician came with a travelling show and stayed. He is cheerful, thorough and has no degree of any kind. He pulls teeth for free on market days. People whisper that his patients recover rather too well, and that none of them casts quite the right shadow afterwards.

[t4] People of Brindlewater > Widow Pask
Widow Pask lets rooms above the net loft, four beds to a chamber, hot eel broth included. She has outlived five husbands, all ferrymen, and wears their five rings on one hand. Lodgers who ask about the fifth find their breakfast cold.

[t5] People of Brindlewater > Tobin Latch
Tobin Latch mends locks and, his neighbours suspect, opens them. He is missing two fingers on the left hand and blames a pike. For a fee he will tell anyone how to get into a house, and for twice the fee he tells the owner who asked.

[t6] People of Brindlewater > Sister Ewe
The shrine by the Heron Stair is tended by a woman known only as Sister Ewe, who keeps a flock of six sheep on a raft. She hears confessions with her back turned, shearing as she listens, and her fleeces are said to be heavier in a bad year.

[t7] People of Brindlewater > Captain Isolde Varr
The captain of the watch served the coast kings as a marine and has the scars to show for it. She commands eleven constables and trusts four. She will not enter the Drowned Bell, on whose steps her brother was stabbed, and sends her reports in by a boy.

[t8] People of Brindlewater > Hob Tansy
Hob Tansy brews a beer from bog myrtle that makes the drinker tell the truth for about an hour, then sleep. He sells it openly at the Cracked Oar. Lovers and lawyers are his best customers, and he himself drinks nothing but rainwater.

[t9] People of Brindlewater > Old Nettie Fenn
Nettie Fenn is a hundred and four and remembers the winter the lake froze to the bottom. She will trade any memory for one she has not heard before. Her own she gives away entirely: once told, it is gone from her, and she asks you to say it back.

[t10] People of Brindlewater > Garrick Moll
Moll buys what divers bring up, no questions asked, in a shop hung with lead weights. He pays fairly for gold and foolishly for anything with writing on it. A buyer in a grey hood collects the written pieces at each new moon and has never been seen to eat.

[t11] People of Brindlewater > The twins Ash and Alder
Two apprentice pilots, identical but for a chipped tooth, work one licence between them. Ash knows the northern channels and Alder the southern, and each will claim to know both. When they disagree in the middle of the lake the passengers are advised to sit down.

[t12] People of Brindlewater > Magistrate Leontine Shaw
Magistrate Shaw travels up from the coast for two weeks each spring to hear the cases that have piled up. She is bored by theft and fascinated by boundaries, and will hang nobody before lunch. Bribes offend her; rare orchids do not.

[t13] People of Brindlewater > Piers Goodbody
The baker is the fattest man in the country and the best swimmer. At four each morning he dives off his own jetty and goes once round the town in the dark. What he sees below on these rounds he has told only to his oven, and the loaves sell out by six.

[t14] People of Brindlewater > Wren
A girl of about ten who sleeps in the belfry and answers to Wren. She carries messages for a copper and can imitate any voice she has heard once. She does not know whose child she is; the register of births for her year has a page cut out.

[t15] People of Brindlewater > Fenwick Oar
Fenwick was the finest builder of boats in three counties until he began leaving a plank out. Each hull he launches now has one gap below the waterline, and none of them leaks. He says the gap is for the passenger, and will not say which.

[t16] People of Brindlewater > Mother Cindry
Mother Cindry teaches the children letters in a barge painted yellow. She was a court poet once and left the coast in a hurry over a rhyme. The rhyme is still sung in taverns there, and its price, forty crowns for the author, has never been withdrawn.

[t17] Factions > The Pilots' Guild
No stranger may steer for hire on the lake without the Guild's brass heron. The Guild sets fares, fines poachers and, on the quiet, moves the channel markers each month so that yesterday's map is worth nothing. Its master is chosen by a race held blindfold.

[t18] Factions > The Under-Council
Nine tradespeople who meet in the ice cellar beneath the fish hall and settle whatever the aldermen talk about. They vote with beans. They have no leader, no minutes and one rule: whoever speaks of it outside pays for the town's next bridge.

[t19] Factions > The Grey Readers
Collectors in grey who want everything the empire wrote and left in the water. They pay in new coin, sleep standing, and copy nothing: each page is read once, by one of them, and then dissolved in vinegar. Nobody has seen more than three together.

[t20] Factions > The Eel Wives
Some thirty women who work the traps at night. They share profits, nurse each other's children and keep a list of men who hit. A man on the list finds that his boat will not stay afloat, whoever built it and however often it is caulked.

[t21] Factions > Smugglers of the Reed
Brandy and iron come in by the eastern reed beds, books and people go out. The runners signal with bitterns' calls and are led by somebody called the Heron, who pays in advance and has never been met. The alderman's house is never searched.

[t22] Places in town > The Cracked Oar
The lower tavern, always full, where the floor tilts towards the water and anything dropped belongs to the house. Upstairs there is a card table reserved for the dead: stakes are put down for whoever drowned last, and his luck is said to be better than most.

[t23] Places in town > The ice cellar
A vault under the fish hall, lined with straw and cut ice from the northern tarns. It has a second door, iron, with no handle on this side, older than the town. On some nights the frost on it melts in the shape of a hand.

[t24] Places in town > The belfry
All that rises above the roofs is the belfry of the sunken chapel. The bell has no clapper, having lost it in the fall, and is struck with a mallet for fire and flood. When it sounds with nobody near it, the Guild cancels all sailings for a day.

[t25] Places in town > The yellow barge
School, library and post office, moored wherever the water is quietest. It holds two hundred and twelve books, each chained to its neighbour, so that to read one at the far end a pupil must carry the whole shelf.

[t26] Rumours > In the fish hall
They say the new physician buys mirrors and breaks them; that the lake has fallen a hand's breadth since midsummer though it has rained all month; and that a coast lord's younger son is lodging at the Widow's under the name of Smith, which he cannot spell.
`;
