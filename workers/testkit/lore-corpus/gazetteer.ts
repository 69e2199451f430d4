/** A gazetteer of a region that is nowhere else. A block is an id and its headings, then its text. */
export const gazetteer = `
[g1] The Harrowmere > The land
The Harrowmere is a bowl of wet country three days' walk across, ringed by chalk hills and drained by a single river. Nothing here stands more than a spear's length above the water, and every family knows which of its rooms floods first.

[g2] The Harrowmere > Weather
Mist lies on the fields from the first frost until the lambs come. Locals call it the Wool. In the Wool a lantern shows an arm's length and no further, sound carries oddly, and travellers are told to keep one hand on the guide rope strung along the causeway.

[g3] The Harrowmere > The Sull
The Sull rises under Corbel Hill and crosses the bowl from west to east. It is slow, brown and far deeper than it looks. Twice a year, at the equinoxes, it runs backwards for the length of a night, and no boatman will be on it then for any fee.

[g4] The Harrowmere > Roads
One paved road enters the country: the Tithe Way, laid by an empire that nobody remembers kindly. It comes over the southern hills at Gallows Gap and ends, without explanation, in the middle of Odmoor, forty paces from the nearest house.

[g5] The Harrowmere > Tolls
At Gallows Gap a wagon pays two silver, a rider one, and walkers nothing if they carry a stone up to add to the wall. The keeper, who is deaf, judges the stones by weight and has been known to send a bishop back down for a bigger one.

[g6] Settlements > Brindlewater
Brindlewater, some nine hundred souls, is the only town with a charter. It is built on oak piles driven into the lake bed, and its streets are planks. Fire is feared above all else: naked flame is forbidden out of doors, and the watch carries jars of glow-worms.

[g7] Settlements > Brindlewater > The market
The market floats. Each tenth day some sixty punts are lashed into a square off the Heron Stair and trade goes from deck to deck until the evening bell. A thief who is caught is not beaten but untied: his punt is cut loose and pushed towards the weir.

[g8] Settlements > Brindlewater > The Drowned Bell
The council meets in the Drowned Bell, once a chapel, whose floor sank by a man's height in one winter. The aldermen sit in the old gallery and petitioners stand below, up to the knee in wet seasons, which is thought to keep speeches short.

[g9] Settlements > Odmoor
Odmoor is a village of peat cutters on the one dry rise in the western marsh. Its people sell fuel to half the country and bury nobody: their dead are lowered into the bog with a painted board, and the boards come up again, a generation later, to be read aloud.

[g10] Settlements > Sallow Ferry
Where the Sull narrows there are four houses, a rope and a flat barge. The ferrywoman asks a copper a head and a true story from each party. She writes the stories down, and has bought a farm by selling the better ones to players from the coast.

[g11] Settlements > Tarn Abbas
Tarn Abbas was a monastery for bees. The monks are gone; the hives remain, forty of them, each as tall as a door. The villagers who took over the cells send the wax south and keep the dark honey, which is given to women in childbed and to men before a hanging.

[g12] Settlements > Crake
Crake is where outlaws winter. There are no locks in it and no questions, and any quarrel older than the first snowfall must be left at the gatepost, where a clerk writes it in a book and hands it back in spring.

[g13] Wild places > The Lanternless Mile
Between Odmoor and the river lies a stretch where no light will burn, neither torch nor spell nor the glow of rotten wood. Crossing takes an hour by day. By night the only way is to follow a goat, for goats are not troubled by it and do not say why.

[g14] Wild places > Corbel Hill
Corbel Hill is hollow. The quarrymen of the old empire cut its chalk from within, leaving galleries on nine levels, and the lowest of them are under water. Swallows nest at the entrance by the thousand, and their sudden silence is the sign that something is coming up.

[g15] Wild places > The Standing Herd
On the northern rim twenty-three boulders stand in a loose crowd, shaped by wind into something like cattle. Shepherds count them each autumn. In a year when they make it twenty-four, the flocks are taken down early and nobody goes up again until thaw.

[g16] Wild places > The Weir of Hands
Below Brindlewater the river is crossed by a weir of carved stone palms, fingers upward, hundreds of them. It catches what the town loses. Wreckage taken from it belongs to the finder, but anything still living must be asked its name before it is helped.

[g17] Wild places > Kettle Wood
Kettle Wood steams. Warm springs under the roots keep it green all winter, and snakes come there from miles around to sleep in heaps. Woodcutters work it only in high summer, when the sleepers have gone, and they leave a saucer of milk on each stump.

[g18] Ruins > The Tollhouse of Saint Orrin
The saint took no money; he weighed hearts. His tollhouse on the eastern rim still has the scales, big enough to sit in, and the left pan is worn smooth. Whoever sits in the right pan with a lie on their conscience hears it spoken aloud by the roof beams.

[g19] Ruins > Vantry Keep
Vantry Keep burned from the top down in a single afternoon, during a siege in which neither side had used fire. The walls are sound and dry. Three companies have tried to hold it since, and each left in good order, at noon, without giving a reason.

[g20] Ruins > The Salt Stair
A stair of ninety steps goes down into Lake Harrow beside the wreck of a palace, and only the first ten are dry. The treads are of rock salt and should have melted centuries ago. Divers report that it continues to at least the two-hundredth step, and that the water down there is warm.

[g21] Ruins > The Paper Mill
Nobody has worked the mill at Pell's Bend since the old miller hanged himself, yet the wheel still turns on windless nights and in the morning there is a fresh sheet on the drying line. It is always blank on one side. What stands on the other is always about tomorrow.

[g22] Travel > Punts and pilots
A hired punt with a pilot costs five coppers a day and covers twelve miles on still water, or eight against the stream. Without a pilot a party that does not know the channels will run aground every other hour, and after dark it is certain to be lost.

[g23] Travel > The guide rope
The causeway rope is tarred red on the side that leads to safety. A knot means a bridge, two knots a shelter, three knots a place where somebody let go. Cutting it is the only crime in the country for which the penalty is death.

[g24] Travel > Shelters
Every four miles along the causeway stands a stilt hut with a stove, dry peat and a tin cup. Custom has it that whoever sleeps there leaves more fuel than they found. Those who do not are remembered: their names are burned into the underside of the table.

[g25] Trade > What the country sells
Peat, eels in barrels, beeswax, osier baskets and black oak dug from the bog, which is harder than iron once it has dried for seven years. Of these the oak pays best, and a single sound trunk will keep a household for a decade.

[g26] Trade > What it lacks
There is no stone worth building with, no iron at all, and no horse lives long in the wet. A good knife is an heirloom. Smiths from outside are given a house, a boat and a cow, and are watched closely lest they think of leaving.

[g27] Trade > Money
Copper is counted, silver is weighed, and gold is distrusted, because the marsh turns it green and nothing else does. Most debts are kept as notches on a split stick, half of which stays with each party; when it is paid, both halves are burned together.

[g28] Customs > Welcome
A guest is met at the water's edge with a dry pair of stockings. Refusing them is a declaration of feud. A host who forgets the stockings must let the guest win at any game that is played that night, and most would sooner lose a finger.

[g29] Customs > The night of boats
On the longest night each house sets a small boat with a candle stub on the water, one for each person lost that year. It is the only evening when open flame is allowed in the town. A boat that comes back to its own door is brought in and given a place at table.

[g30] Customs > Names
Children of the marsh are called by their place in the family until they are seven: First, Second, Latecomer. Only then are they named, by the oldest person in the village, who has the right to give any name except that of somebody drowned.
`;
