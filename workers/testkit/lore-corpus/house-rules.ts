/** How a table plays. All of it ours: no rule here is of a book. */
export const houseRules = `
[r1] House rules > Resting > Short pauses
A breather takes as long as it takes to boil water. Each character may spend up to half of their recovery dice, provided somebody keeps watch and nobody opens a door. A party may take two of these between dawn and dusk; a third only tires them.

[r2] House rules > Resting > A night's sleep
Sleeping rough gives back half of what was lost; a bed under a roof gives all of it. Anyone who stands more than one watch counts as sleeping rough wherever they lie. Armour heavier than leather must come off or the night does nothing at all.

[r3] House rules > Dying > At death's door
At zero you are down but not out: you may whisper, crawl an arm's length, or press a hand to the wound, one of these in a round. Each time you are struck while down you mark a scar. The third scar is the last.

[r4] House rules > Dying > Last words
When a character dies their player has one minute by the sandglass to speak or describe, and nobody interrupts, the GM included. A single true thing said in that minute may be called on later by any survivor, once, to reroll a failed check.

[r5] House rules > Dying > Coming back
The dead can be called home within three days by someone who loved them and will give up a memory of them for good. The player of the caller chooses the memory and strikes it out. Nobody comes back twice.

[r6] House rules > Fortune > Sparks
Each player begins an evening with one spark and earns another by making the table laugh, weep or groan. Spend it to roll again, to add a detail to the scene that nobody has contradicted, or to let a friend act out of turn. Sparks do not keep overnight.

[r7] House rules > Fortune > Natural ones and twenties
A twenty on the die always brings something extra that its player names. A one always brings a complication that the player to the left names. Neither overrules the difficulty: a twenty can still miss, and does so beautifully.

[r8] House rules > Burden > What you can carry
Forget pounds. You carry as many things as your strength score, where a thing is whatever needs a hand; small items go ten to a pouch. Past that you are slowed, at half again you cannot run, and at double you cannot climb or swim.

[r9] House rules > Burden > Light
A torch lasts until somebody at the table says "is it getting darker" and the GM agrees. A lantern lasts three such remarks. When the last light goes out, all rolls that need eyes are made at a disadvantage until another is kindled.

[r10] House rules > Burden > Provisions
We do not count rations in town. In the wild each person ticks off one meal a day, and the first day without costs nothing but temper. On the second every check is one worse, and so on downwards; a hot meal wipes the slate clean.

[r11] House rules > Magic > Overreaching
A caster who has no power left may still try: take the spell's rank in dice of harm, unpreventable, and roll it anyway. If the harm drops you, the spell goes off at the worst moment for somebody, and the GM picks whom.

[r12] House rules > Magic > Rituals
Anything that takes ten minutes of chanting needs chalk, quiet and three things that rhyme. The players supply the rhyme aloud. If it is truly bad, the ritual works but attracts attention; if the table applauds, it costs nothing.

[r13] House rules > Magic > Knowing a spell by sight
To recognise what is being cast, give up your reaction and make a check of twelve plus the rank. Success tells its name and purpose, not its target. You may shout one word of warning before it lands.

[r14] House rules > Fighting > Who goes first
We do not roll for order. Whoever drew steel first acts first, then the players decide among themselves, and the enemy comes in after every second player. Surprise simply means that the surprised side skips the opening round.

[r15] House rules > Fighting > Minions
Lesser foes have no hit points. One solid blow drops them, any area effect drops all within it, and they strike for a fixed amount. They flee when half of them are gone, unless somebody they fear more than you is watching.

[r16] House rules > Fighting > Giving up
Any side may yield. Those who accept a surrender and keep their word gain standing in the country; those who cut down the yielded lose it and gain a name. Captives can be ransomed for a tenth of their worth in oxen.

[r17] House rules > Fighting > Stunts
Swing from it, kick it over, throw it: describe the trick before rolling and take the harder number. If it comes off, the foe is off balance and the next ally has the advantage. The same trick never works twice in one evening.

[r18] House rules > Growing > Advancement
Nobody counts experience. You rise in level when the group finishes a chapter, and a chapter ends when a question written on the card in the middle of the table has been answered. All rise together, the absent included.

[r19] House rules > Growing > Training
Between chapters a character may learn one thing they have seen done three times: a tongue, a tool, a trick. It takes a season, a teacher and an apology to the teacher's family. Talents above one's level cannot be taught, only stolen.

[r20] House rules > Growing > Retiring a hero
A player may retire a character at any camp fire. The retired one settles somewhere on the map, becomes the GM's, and owes the group one favour. The new character begins a level below the lowest and with a secret that concerns the old one.

[r21] House rules > At the table > Absent friends
The character of somebody who cannot come fades into the background: they hold the horses, guard the rear and take no harm. Nobody else plays them. They share in whatever is earned but not in what is decided.

[r22] House rules > At the table > Lines and curtains
Harm to children happens out of sight; cruelty to animals does not happen. Anyone may tap the saucer at any time and the scene ends there, no reason asked. We check in at the break, and the curtain stays where it was drawn.

[r23] House rules > At the table > Cocked dice
A die that leaves the table or leans on a book is rolled again, without argument. Dice borrowed without asking count as ones. Rolling before the difficulty has been said aloud is practice and counts for nothing.

[r24] House rules > At the table > Disputes
When the rules are unclear the GM decides at once, for tonight only. It is written on the list and looked up between evenings, and what the list says then holds from the next evening on. Nothing already played is undone.

[r25] House rules > Crafting > Brewing and mixing
A potion needs two rare things, a clean kettle and an evening. Roll your craft against ten plus the number of doses. Failing by five or more gives you something that looks right; the GM rolls what it does, secretly, when it is drunk.

[r26] House rules > Crafting > Mending
Broken gear is marked, not lost. A marked weapon strikes one lower; marked twice, it is scrap. An hour with the proper tools removes one mark, and a smith's forge removes both, for a tenth of the thing's price.
`;
