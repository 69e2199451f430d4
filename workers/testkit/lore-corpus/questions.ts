/** A question with the passages that answer it: 2 for an answer, 1 for what belongs to it. None: nothing should be found. */
export interface LoreTrial {
  readonly text: string;
  readonly kind: "reworded" | "misspelt" | "unanswerable";
  readonly relevant: ReadonlyMap<string, number>;
}

// A line is a question, the passages that answer it, and after a second bar what belongs to it.
const reworded = `
How big is the region and what surrounds it? | g1
How far can you see when the fog comes down? | g2
What do people here call the thick mist? | g2 | b1
On which nights does the current reverse? | g3
Why won't anybody take me across the river at the equinox? | g3
Who built the old highway and where does it stop? | g4 c12 | c1
What does it cost to bring a cart through the southern pass? | g5
How can we get through the gap without paying? | g5
Why are torches not allowed in the streets? | g6 c4
What do the guards use to see by at night? | g6 | c4
When is market day and how does it work? | g7 | c2
How are pickpockets punished? | g7
Where do the aldermen hold their meetings? | g8
Why do speeches before the council never last long? | g8
What happens to dead bodies in the peat village? | g9
What is the fare for the barge across the narrows? | g10
What does the ferrywoman want apart from coins? | g10
Is there anywhere we can get dark honey? | g11
Where could a wanted criminal spend the cold months in safety? | g12 | c14
What must we do with our feuds before entering the outlaw village? | g12 | c14
Our lanterns keep going out, where are we? | g13
How do locals get across the dark stretch at night? | g13
What lies at the bottom of the old chalk mine? | g14
What warns people that the quarry is about to be dangerous? | g14 b9
Why do shepherds bring their sheep down early in some years? | g15 | b21
Who owns what washes up on the stone palms? | g16
Where do serpents go to hibernate? | g17
Which place can tell whether I am lying? | g18
Why has nobody managed to garrison the burnt castle? | g19 | c7
How deep do the underwater steps go? | g20 | c8
Where can we read what is going to happen tomorrow? | g21 b12
How fast can we travel by boat and what do we pay for a guide? | g22
What do the knots in the rope signify? | g23 | b20
Which offence carries capital punishment? | g23
What do you owe for a night in one of the stilt cabins? | g24
Which export is worth the most? | g25
Why are metal tools so precious here? | g26
Can we keep horses in the marsh? | g26
How do people record what they owe each other? | g27
Why don't merchants like gold coins? | g27
What is the polite way to receive visitors? | g28
How are those who died this year remembered at midwinter? | g29
How old are children when they receive a proper name? | g30
Which member of the council is illiterate? | t1
Who owns a reliable map of the waterways? | t2
What is odd about people healed by the town's doctor? | t3
Where can we rent beds for the night? | t4
How many times was the landlady married? | t4
Whom could we hire to pick a lock? | t5
Who listens to sins in this town? | t6
Why does the head of the watch stay away from the council house? | t7 | c18
Is there a drink that stops people lying? | t8
Who is the oldest inhabitant? | t9
What happens to a memory the old woman gives away? | t9
Where can we sell treasure brought up from the lake bed? | t10
How can I tell the two young pilots apart? | t11
What gift would sway the visiting judge? | t12
Who bakes the bread and what does he do before dawn? | t13
Is there a child who can copy voices? | t14 | c22
What is strange about the boatbuilder's vessels? | t15
Who teaches the kids to read? | t16 t25
What was the schoolteacher before she fled here? | t16
Who may steer for pay on the lake? | t17 | c6
Who changes the buoys and how often? | t17 | c24
Who really makes the decisions in town? | t18 | t1
What do the strangers in grey do with the pages they purchase? | t19 | c21 t10
How do the trap women take revenge on violent husbands? | t20
What contraband is run through the reeds? | t21 | c17
Who is the boss of the smugglers? | t21 | c17
Which pub has a table for the dead to gamble at? | t22
What is odd about the second door in the vault below the fish hall? | t23 | c26
What happens when the bell tolls on its own? | t24 c19
How many volumes does the floating library own? | t25
Is a nobleman's son hiding in town? | t26 c23
How many short rests can we take in a day? | r1
Do I heal fully if I camp outdoors? | r2
Do I have to take my plate mail off to sleep? | r2
What can I do while I'm unconscious on zero hit points? | r3
How many hits until my downed hero is killed? | r3
What happens at the table when somebody's hero dies? | r4
Can we resurrect a friend? | r5
How do I earn and spend rerolls? | r6
Does a critical hit always succeed? | r7
What happens if I roll a one? | r7
How much gear can I haul before I'm encumbered? | r8
When does a torch burn out? | r9
Do we need to keep track of food? | r10
Can a wizard cast with no slots left? | r11
What do we need for a long ceremony? | r12
How do I identify the magic an enemy is working? | r13
How is turn order decided in combat? | r14
How do weak enemies work? | r15
What if the enemies surrender? | r16
How much is a prisoner's ransom? | r16
Can I swing on a chandelier to get an edge? | r17
How do we level up? | r18
How can my hero learn a new language during downtime? | r19
I want to swap to a new hero, what are the rules? | r20
What becomes of my hero if I miss a game? | r21
How can I stop a scene that makes me uncomfortable? | r22
The dice fell on the floor, does it count? | r23
Who settles arguments over rulings? | r24
How do I make a healing draught? | r25
My sword is damaged, how do I fix it? | r26
How do I avoid being caught by the hunter in the fog? | b1
What is the armour class of the stalker in the mist? | b2 | b1
Who takes sick infants away and returns them cured? | b3 | b4
What keeps the reed woman from entering a house? | b4
Which monster will keep its word if you put your arm between its jaws? | b5
How can I cut myself free after the giant fish has eaten me? | b6
Which insects swallow brightness? | b7 | c10
How do I get rid of the little thieves in the mud? | b8
How do you treat a bite from the hollow dogs? | b9 | b10
Are the white hounds hurt by anything? | b10
Whose singing lures people into the lake? | b11 | c9
Why do fishermen carry wax? | b11
How do we kill the miller's wife for ever? | b13 | b12
Which birds turn up before somebody dies? | b14
Who makes wedding rings fall to pieces? | b15
How might we drive away the bride made of salt? | b16
What sleeps in the peat? | b17 | c12
What is dangerous about swimming among the eels that can't be seen? | b18
What grows in a house where somebody hides the truth? | b19
How could I send word to a man lost off the causeway? | b20
How do we stop the stone bull from moving? | b21
How can we tell a false door from a true one? | b22
What was the empire looking for when it invaded? | c1
Which monarch gave the town its freedom, and why? | c2
How many logs did the convicts sink? | c3
How many people perished in the blaze? | c4
What did they find when they forced the abbey's gate? | c5 | c25
Who started the guild of pilots? | c6
What became of the baron's army? | c7
When did the lake turn to ice, and what was brought out of it? | c8 | t9
When did the church go under? | c9 | g8
Why were so many babies born after the insects came? | c10
How did the saint with the scales end? | c11
Why was a judge from outside asked for? | c13
What started the quarrel between the siblings over livestock? | c14
What did the hanged man have on him? | c15
How did the captain come to serve the town? | c16 | t7
What vanished from under seal overnight? | c17
Who murdered the fencing master and with what weapon? | c18
Where is the second throne of bronze kept now? | c19
Since when has the doctor lived here? | c20 | t3
What did the Readers pay their lease with? | c21
How did the orphan come to the bell tower? | c22 | t14
What is the reward for sending the runaway bridegroom home? | c23
Why is the widow writing angrily to the pilots? | c24
What became of the monks, by their leader's own account? | c25 | c5
What is written on the metal strip under the seat? | c26
`;

const misspelt = `
who is mother cindri | t16
wher is vantri keep | g19 | c7
tell me about the lanternles mile | g13
what is the standng heard on the rim | g15 | b21
brindelwater population | g6
who leads the pilots gild | t17 | c6
isold var the captin | t7 c16 | c18
magistrat leontin shaw | t12
what does hob tanzy brew | t8
wool stalkr hit points | b2 | b1
chalk hownds bite | b9 b10
hushlngs | b19
candel moths | b7 | c10
the drownd choir | b11 | c9
stilt ravins | b14
corbell hill galeries | g14
kettel wood springs | g17
saint orin tollhouse | g18 c11
garick mol shop | t10
feenwick the boat bilder | t15
how do rituels work | r12
surender and ransome | r16
advancment and levels | r18
perpetual mimmic door | b22
smuglers of the reed | t21 | c17
`;

const unanswerable = `
What is the capital of France?
How much damage does a fireball do?
Who rules the desert sultanate of Qashem?
Where can I buy a camel?
How many astronauts landed on the moon?
What is the airspeed of a swallow in metres per second at sea level?
Which dragon guards the volcano?
Who is the vampire count of the mountains?
How do I reset my password?
What spaceship does the smuggler fly?
When does the train to the coast leave?
What are the stats of a beholder?
How does multiclassing work for paladins?
Is there a wizards' academy, and who is its chancellor?
What potion cures lycanthropy?
Tell me about the elves of the silver forest.
Which orc tribe raids the plateau?
How much experience do goblins award?
Who painted the ceiling of the cathedral?
What is the exchange rate of platinum to electrum?
Describe the underground city of the dwarves.
Which god is worshipped in the pyramid?
Can I ride a griffon into battle?
What is the recipe for chocolate cake?
Who won the football championship?
How do I install the printer driver?
Where is the portal to the astral plane?
What does the necromancer's phylactery look like?
How tall is the lighthouse of Port Meridian?
Who invented the telephone?
`;

/** Labelled questions in other words than the text, in bad spelling, and to which there is no answer. */
export const trials: readonly LoreTrial[] = [
  ...linesOf(reworded).map((line) => trialOf(line, "reworded")),
  ...linesOf(misspelt).map((line) => trialOf(line, "misspelt")),
  ...linesOf(unanswerable).map((line) => trialOf(line, "unanswerable")),
];

function linesOf(text: string): string[] {
  return text.trim().split("\n");
}

function trialOf(line: string, kind: LoreTrial["kind"]): LoreTrial {
  const [text = "", answers = "", related = ""] = line.split("|").map((part) => part.trim());
  const graded = (ids: string, grade: number) =>
    ids
      .split(" ")
      .filter((id) => id !== "")
      .map((id): [string, number] => [id, grade]);
  return { text, kind, relevant: new Map([...graded(answers, 2), ...graded(related, 1)]) };
}
