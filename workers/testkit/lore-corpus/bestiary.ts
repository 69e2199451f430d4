/** Creatures of the wet country, half of them as stat blocks of the table's own making. */
export const bestiary = `
[b1] Bestiary > Wool-stalker
The wool-stalker hunts only in thick fog. It is long, pale and nearly blind, and follows the tremor of footfalls through the causeway planks. Those who stand quite still are passed by. It drags its catch under the walkway and keeps it alive for days.

[b2] Bestiary > Wool-stalker > Numbers | stat-block
Wool-stalker	Large beast
Armour 13	Hit points 45	Speed 30, swim 40
Str +4 Dex +2 Con +3 Int -4 Wis +2 Cha -3
Grasp: +6 to hit, 2d6+4 and held (escape 14)
Blindsight 60 ft through solid ground only; deafened by bells

[b3] Bestiary > Bog nurse
A tall woman of woven reeds who takes feverish children from their cots and brings them back well. She asks for nothing at the time. Seven years later she returns at the same hour for something the family has made with its hands, and a refusal undoes the cure.

[b4] Bestiary > Bog nurse > Numbers | stat-block
Bog nurse	Medium fey
Armour 12	Hit points 60	Speed 20, marsh 60
Lullaby: all who hear it save against 14 or sleep; a slap wakes them
Unweave: when reduced to half she falls apart into reeds and re-forms at dusk
Vulnerable to fire; cannot cross a line of salt

[b5] Bestiary > Pike of Lake Harrow
Older than the town, long as a barge, with a green beard of weed. It understands speech and can be bargained with, but it keeps only those promises that are made with a hand in its mouth. It knows where everything lies that ever sank.

[b6] Bestiary > Pike of Lake Harrow > Numbers | stat-block
The Pike	Huge beast, unique
Armour 16	Hit points 140	Swim 60
Bite: +9 to hit, 3d10+6, swallows man-sized prey on a twenty
Swallowed: 2d6 acid each round, cut free with 25 damage from within
Will not attack anyone who knows its name

[b7] Bestiary > Candle moths
Moths the size of plates that eat light. A dozen will dim a lantern, a hundred put out a hearth, and a great swarm leaves a noon street in dusk. They are harmless otherwise, and dyers pay for the dust of their wings, which makes the only true black.

[b8] Bestiary > Mudlark swarm | stat-block
Mudlark swarm	Medium swarm of tiny imps
Armour 14	Hit points 27	Speed 25, burrow 10 in mud
Pilfer: on a hit takes one small object instead of doing harm
Half damage from weapons; scattered for a minute by a loud laugh
They value buttons above gold and will swap

[b9] Bestiary > Chalk hounds
When the swallows of Corbel Hill fall silent it is because the chalk hounds have left their kennels. They are hollow, white and make no noise at all. What they bite turns brittle and pale, and unless vinegar is poured on within the hour the limb must be broken off.

[b10] Bestiary > Chalk hounds > Numbers | stat-block
Chalk hound	Medium construct	hunts in packs of six
Armour 15	Hit points 22	Speed 50
Bite: +5 to hit, 1d8+3 and the limb stiffens (save 13)
Immune to poison and fear; water does 1d6 a round
Cannot be heard, only seen or smelt: wet plaster

[b11] Bestiary > The drowned choir
Those lost in the lake on one night sing on its anniversary, beneath the surface, in parts. Whoever hears all four voices at once will walk in to join them. Stopping one ear is enough to be safe, which is why fisherfolk carry a single plug of beeswax.

[b12] Bestiary > Hag of the Bend
The old miller's wife was never found after he died. Something lives under the mill race that has her apron and her way of humming. It writes each night with a wet finger, and what it writes comes to pass so long as somebody reads it before noon.

[b13] Bestiary > Hag of the Bend > Numbers | stat-block
Hag of the Bend	Medium fey
Armour 17	Hit points 82	Speed 30, swim 30
Foretell: names a roll within the next hour and its result; undone if her page is burned unread
Claws: +7 to hit, 2d8+4
Dies for good only on dry land, out of sight of water

[b14] Bestiary > Stilt ravens
Birds on legs as long as a heron's that stand about gallows and sickbeds. They are not evil and hurt nobody; they simply arrive a day early. Killing one does not help, for another takes its place, but a man who feeds them may ask how long.

[b15] Bestiary > Salt bride
She comes up the stair at the spring tide in a dress of white crystal and walks among the houses, looking in. She touches only wedding rings, which crumble. Jewellers hate her; those unhappily married have been known to leave the door ajar.

[b16] Bestiary > Salt bride > Numbers | stat-block
Salt bride	Medium undead
Armour 15	Hit points 66	Speed 30
Touch: +6 to hit, 3d6 as all moisture leaves the flesh
Aura: water within 10 ft turns to brine, potions are spoiled
Harmed by tears; fresh rain drives her off

[b17] Bestiary > Peat giants
Once a generation the diggers cut into something that is not root. Peat giants lie asleep a long way down, brown and folded, with their beards full of beetles. They wake slowly, over a week, complaining of the cold, and have to be told which empire it is.

[b18] Bestiary > Glass eels | stat-block
Glass eel shoal	Large swarm
Armour 11	Hit points 36	Swim 50
Invisible in clear water; outlined by blood or dye
Shock: all in contact with the water within 15 ft take 2d8, half on a save of 12
Stunned themselves by iron thrown among them

[b19] Bestiary > Hushlings
Small hooded things that gather wherever a secret is kept too long. They do no harm while it holds. When it is told at last they swell, all at once, and the teller had better have told it outdoors. A house with a dozen of them creaks at the seams.

[b20] Bestiary > Rope-walkers
Nobody has seen a rope-walker's face, for they come along the causeway line hand over hand, hanging beneath it. At a place with three knots they stop and wait. They will carry a message to whoever let go there, and bring back one word.

[b21] Bestiary > Herd bull | stat-block
The Twenty-fourth	Huge elemental of stone
Armour 18	Hit points 126	Speed 40
Trample: +10 to hit, 4d10, knocks prone
Moves only while nobody is counting aloud
Sleeps from thaw to first frost; ribbons on its horns calm it for a day

[b22] Bestiary > Door mimic
What looks like a second way out of a cellar sometimes is not. The door mimic is patient, opens readily and leads into a small warm room that closes. It cannot copy a keyhole properly: the hole is there, but no draught ever comes through it.
`;
