import { expect, test } from "vitest";
import { inShort, lanternTable, proposed } from "../../testkit/oracle-table.ts";

/**
 * What people type, and what must come of it: `words => calls`, several outcomes parted by `|`. A line that begins with
 * `say:` or `ask:` is typed in that mode. Every one of them must be read right.
 */
const PHRASINGS: Readonly<Record<string, string>> = {
  "inn look": `
look => describe scene
look around => describe scene
I look around the room => describe scene
what do I see? => describe scene
Where am I? => describe scene
who is here? => describe scene
take a look around => describe scene
let's have a look around => describe scene
I'd like to take a good look at the place => describe scene
look at the hearth => describe feature hearth
could I have a look at the fireplace? => describe feature hearth
LOOK AT THE CHEST => describe feature strongbox
look at the portrait => describe feature portrait
I gaze up at the rafters => describe feature beams
glance at the bell => describe feature bell
I want to see the notice board => describe feature notice-board
check out the table => describe feature table
what does the woman look like? => describe person orla
look at Orla => describe person orla
I look the boy over => describe person tam
look at the yard door => describe exit yard-door
look at my rope => describe item rope
inventory => describe creature wren
what am I carrying? => describe creature wren
how hurt am I? => describe creature wren
look at Bram => describe creature bram
examine the hearth => play_beat search-hearth
take a closer look at the ashes => play_beat search-hearth
`,
  "inn go": `
go to the yard => move_scene yard-door
go out => move_scene yard-door
leave => move_scene yard-door | ask_player
I go outside => move_scene yard-door
we head out into the yard => move_scene yard-door
let's go through the door => move_scene yard-door
head upstairs => move_scene stairs
go up => move_scene stairs
go back up => move_scene stairs
climb the stairs => move_scene stairs
take the stairs => move_scene stairs
I walk up the staircase => move_scene stairs
north => move_scene yard-door
go north => move_scene yard-door
n => move_scene yard-door
up => move_scene stairs
Wren goes down to the cellar => move_scene cellar-hatch
I try to go into the cellar => move_scene cellar-hatch
make my way down the hatch => move_scene cellar-hatch
could we maybe step outside? => move_scene yard-door
my character leaves by the yard door => move_scene yard-door
I will use the stairs => move_scene stairs | describe exit stairs
run for the door => move_scene yard-door
go to the market => ask_player
go => ask_player
`,
  "inn talk": `
talk to Orla => person_speaks orla greet
I talk to the innkeeper => person_speaks orla greet
speak with the landlady => person_speaks orla greet
greet the boy => person_speaks tam greet
say hello to Tam => person_speaks tam greet
I wave at the kid => person_speaks tam greet
approach Orla => person_speaks orla greet
strike up a conversation with the barkeep => person_speaks orla greet
I'd like to have a word with the woman => person_speaks orla greet
chat up the landlady => person_speaks orla greet
walk over to Tam => person_speaks tam greet
orla => person_speaks orla greet
"Hello, Orla" => person_speaks orla greet
I say "good evening" to Orla => person_speaks orla greet
say: Good evening, Orla! => person_speaks orla greet
say: hi Tam => person_speaks tam greet
Tam, come with us => person_speaks tam greet
please come down with us => ask_player
come with us => ask_player
talk => ask_player
I'd like to speak to someone => ask_player
`,
  "inn ask": `
ask Orla about the wolves => person_speaks orla wolves
ask the innkeeper about the miller => person_speaks orla miller
I ask her about the cellar => person_speaks orla cellar
ask Tam about the horse => person_speaks tam horse
question Orla about the missing man => person_speaks orla miller
talk to Orla about the wolves => person_speaks orla wolves
I want to know what Orla knows about the mill => person_speaks orla miller
inquire about a room with the innkeeper => person_speaks orla rooms
ask orla how much a bed costs => person_speaks orla rooms
ask for a room => person_speaks orla rooms
Orla, what happened to the miller? => person_speaks orla miller
say: Orla, have you seen any wolves? => person_speaks orla wolves
say: Tam, tell me about your horse => person_speaks tam horse
"Do you have a room for the night?" => person_speaks orla rooms
I ask "what is in the cellar?" => person_speaks orla cellar
what happened to the miller? => person_speaks orla miller
ask Tam about the wolves => person_speaks tam tam-wolves
ask the lad what he knows about the mare => person_speaks tam horse
ask Orla about the king of France => person_speaks orla
ask Orla about her husband => person_speaks orla
go over to Orla and ask her about the wolves => person_speaks orla wolves
go to Orla to ask about the miller => person_speaks orla miller
could you tell me about the wolves, Orla? => person_speaks orla wolves
ask about the horse => person_speaks tam horse
`,
  "inn search": `
search the hearth => play_beat search-hearth
I search the cold hearth => play_beat search-hearth
Search the fireplace for clues => play_beat search-hearth
sift through the ashes => play_beat search-hearth
rummage in the ashes => play_beat search-hearth
dig around in the grate => play_beat search-hearth
search the room => play_beat search-hearth
I carefully search the whole room for anything useful => play_beat search-hearth
look behind the painting => play_beat behind-portrait
search behind the portrait => play_beat behind-portrait
is there anything behind the picture? => describe feature portrait | play_beat behind-portrait
I check under the table => ability_check investigation
search the long table => ability_check investigation
poke around in the fireplace => play_beat search-hearth
investigate the hearth => play_beat search-hearth
feel around inside the chimney => play_beat search-hearth
serach the harth => play_beat search-hearth
SEARCH THE ASHES!!! => play_beat search-hearth
look for secret doors => play_beat search-hearth | ability_check investigation
`,
  "inn take": `
take the painting => play_beat behind-portrait
take the portrait down => play_beat behind-portrait
grab the picture off the wall => play_beat behind-portrait
pick up the painting => play_beat behind-portrait
take the bell => describe feature bell
steal the bell => describe feature bell
grab the dragon egg => ask_player
take the table => describe feature table
pick up the sword => describe item shortsword | equip_item shortsword true
take Bram's mace => ask_player
take the rope => describe item rope
`,
  "inn give": `
give the letter to Orla => play_beat give-letter
give Orla the letter => play_beat give-letter
hand the letter to the innkeeper => play_beat give-letter
I hand over the sealed letter to Orla => play_beat give-letter
offer the envelope to the landlady => play_beat give-letter
give the rope to Bram => transfer_item rope bram
pass Bram the potion => transfer_item draught bram
hand Bram my lantern => transfer_item lamp bram
I toss the rope to Bram => transfer_item rope bram
let Bram have the healing draught => transfer_item draught bram | ask_player
give the rope to Tam => ask_player
give Bram the crown jewels => ask_player
`,
  "inn use": `
ring the bell => play_beat ring-bell
I ring the brass bell => play_beat ring-bell
use the bell => play_beat ring-bell
light the fire with my tinderbox => play_beat light-hearth
use the tinderbox on the hearth => play_beat light-hearth
light the hearth => play_beat light-hearth
kindle a fire in the fireplace => play_beat light-hearth
use the key on the strongbox => play_beat unlock-strongbox
put the key in the lockbox => play_beat unlock-strongbox
drink the potion => use_item draught wren
I quaff my healing draught => use_item draught wren
use the healing potion on Bram => use_item draught bram
draw my sword => equip_item shortsword true
I light my lantern => equip_item lamp true
ready my bow => equip_item longbow true
put away my sword => equip_item shortsword false
sheathe the blade => equip_item shortsword false
use the painting => play_beat behind-portrait
use the teapot => ask_player
`,
  "inn open": `
open the chest => play_beat unlock-strongbox
open the strongbox with the brass key => play_beat unlock-strongbox
unlock the chest => play_beat unlock-strongbox
unlock the box with the key => play_beat unlock-strongbox
I try to open the iron box => play_beat unlock-strongbox
open it up, the coffer => play_beat unlock-strongbox
could I open the chest please? => play_beat unlock-strongbox
I lift the lid of the chest => play_beat unlock-strongbox
open the door => describe exit yard-door
open the cellar hatch => move_scene cellar-hatch
open the wardrobe => ask_player
oepn the chset => play_beat unlock-strongbox
`,
  "inn break": `
break the chest => play_beat break-strongbox
smash the strongbox open => play_beat break-strongbox
bash open the box => play_beat break-strongbox
kick the chest open => play_beat break-strongbox
force the lockbox open => play_beat break-strongbox
I force open the strongbox => play_beat break-strongbox
pry the lid off the coffer => play_beat break-strongbox
hit the chest with my sword => play_beat break-strongbox
attack the strongbox => play_beat break-strongbox
break the table => ability_check athletics
kick down the hatch => move_scene cellar-hatch
smash the bell => ability_check athletics
`,
  "inn pick": `
pick the lock => play_beat pick-strongbox
pick the lock of the chest => play_beat pick-strongbox
pick the strongbox's lock => play_beat pick-strongbox
I try to pick the lock on the iron strongbox => play_beat pick-strongbox
lockpick the box => play_beat pick-strongbox
jimmy the lock => play_beat pick-strongbox
work the lock with a bit of wire => play_beat pick-strongbox
can I pick the lock? => play_beat pick-strongbox
pick the lock of the hatch => move_scene cellar-hatch
`,
  "inn sneak": `
sneak => play_beat sneak-room
I sneak past the innkeeper => play_beat sneak-room
creep across the room => play_beat sneak-room
tiptoe past Orla => play_beat sneak-room
hide => play_beat sneak-room
I try to move quietly => play_beat sneak-room
be stealthy => play_beat sneak-room
sneak out the door => ability_check stealth; move_scene yard-door | play_beat sneak-room
quietly go upstairs => ability_check stealth; move_scene stairs
`,
  "inn climb": `
climb the beams => play_beat climb-beams
climb up to the rafters => play_beat climb-beams
I clamber up onto the roof beams => play_beat climb-beams
scale the beam => play_beat climb-beams
climb the rafters with my rope => play_beat climb-beams
use the rope to climb the beams => play_beat climb-beams
jump over the table => ability_check athletics
I vault over the bench => ability_check athletics
swing from the chandelier => ability_check athletics | ask_player
do a somersault => ability_check acrobatics
`,
  "inn sway": `
persuade Orla => play_beat persuade-orla
convince the innkeeper to help us => play_beat persuade-orla
I try to charm the landlady => play_beat persuade-orla
sweet talk Orla => play_beat persuade-orla
beg her for help, the innkeeper I mean => play_beat persuade-orla
flatter Orla => play_beat persuade-orla
haggle with Orla => play_beat persuade-orla
try and win over the barkeep => play_beat persuade-orla
persuade Tam to lend us the horse => person_speaks tam horse | ability_check persuasion
lie to Orla => ability_check deception
I bluff the innkeeper that I am the new sheriff => ability_check deception
tell Tam a lie => ability_check deception
deceive Tam => ability_check deception
pretend to be a tax collector => ability_check deception
threaten Orla => play_beat threaten-orla
intimidate the innkeeper => play_beat threaten-orla
I scare the landlady with my sword => play_beat threaten-orla
demand answers from Orla => play_beat threaten-orla
say: Orla, open that hatch or else => play_beat threaten-orla
menace the boy => ability_check intimidation
`,
  "inn read": `
read the notices => play_beat read-notices
read the notice board => play_beat read-notices
I read what's on the board => play_beat read-notices
what does the notice say? => play_beat read-notices
have a read of the posters => play_beat read-notices
study the writing on the notice board => play_beat read-notices
read => play_beat read-notices
read the letter => describe item letter
I'd like to read my sealed letter => describe item letter
read the spellbook => ask_player
`,
  "inn listen": `
listen => play_beat listen-room
I listen carefully => play_beat listen-room
what do I hear? => play_beat listen-room
listen at the door => play_beat listen-room
put my ear to the door => play_beat listen-room
listen for noises => play_beat listen-room
hold my breath and listen => play_beat listen-room
eavesdrop => play_beat listen-room
`,
  "inn wait rest": `
wait => advance_time
I wait a while => advance_time
wait for an hour => advance_time
do nothing => advance_time
we stay put => advance_time
don't move => advance_time
let's pass the time => advance_time
rest => short_rest
take a short rest => short_rest
we rest for a bit => short_rest
let's catch our breath => short_rest
I take a breather => short_rest
bandage my wounds => short_rest
sleep => long_rest
we make camp for the night => long_rest
take a long rest => long_rest
I'd like to go to bed => long_rest
`,
  "inn recall": `
what do I know about wolves? => recall_lore wolf-lore
do I know anything about this inn? => recall_lore lantern-lore
recall what I know of the Tin Lantern => recall_lore lantern-lore
try to remember stories about the inn => recall_lore lantern-lore
have I heard of wolves around here? => recall_lore wolf-lore
ask: what is known about wolves? => recall_lore wolf-lore
think back to tales of wolf packs => recall_lore wolf-lore
rack my brains about dragons => ability_check history
`,
  "inn help attack": `
help Bram => nothing
attack Orla => ask_player
I stab Tam => ask_player
attack => ask_player
punch the innkeeper in the face => ask_player
fight the boy => ask_player
`,
  "inn questions": `
what can I do? => ask_player
what should i do? => ask_player
help, what can I do => ask_player
help what can i do => ask_player
help me out here, I'm stuck => ask_player
ask: how does advantage work? => ask_player
ask: what exits are there? => describe scene
ask: what does the strongbox look like? => describe feature strongbox
is the chest locked? => describe feature strongbox
where does the yard door lead? => describe exit yard-door
who is the woman? => describe person orla
ask: can I climb the beams? => describe feature beams
`,
  "inn negation and order": `
I don't attack, I talk to Orla => person_speaks orla greet
instead of opening the chest I search the hearth => play_beat search-hearth
not the hearth, look at the bell => describe feature bell
open the chest and read the notices => play_beat unlock-strongbox; play_beat read-notices
search the hearth, then ring the bell => play_beat search-hearth; play_beat ring-bell
I ring the bell and talk to Orla => play_beat ring-bell; person_speaks orla greet
look at the portrait. Then look behind it. => describe feature portrait; play_beat behind-portrait
walk over to the hearth and search it => play_beat search-hearth
go to the chest and open it => play_beat unlock-strongbox
read the notices, then ask Orla about the miller => play_beat read-notices; person_speaks orla miller
ask Orla about the wolves and go upstairs => person_speaks orla wolves; move_scene stairs
before I leave I ring the bell => play_beat ring-bell; move_scene yard-door | play_beat ring-bell; ask_player
go up to the bell and ring it => play_beat ring-bell
I take out my rope and climb the beams => equip_item rope true; play_beat climb-beams | describe item rope; play_beat climb-beams
look at the hearth and the bell => describe feature hearth | describe feature hearth; describe feature bell
without waking anyone, I creep past Orla => play_beat sneak-room
`,
  "yard all": `
open the kennel => play_beat open-kennel
open the gate => play_beat open-kennel
I let the wolves out of the kennel by opening the gate => play_beat open-kennel
go back => move_scene inn-door
go back inside => move_scene inn-door
return to the inn => move_scene inn-door
enter the inn => move_scene inn-door
follow the road => move_scene moor-road
take the moor road => move_scene moor-road
head east => move_scene moor-road
look into the well => describe feature well | ability_check investigation
rest => ask_player
talk => nothing | ask_player
talk to Bram => nothing
say: Bram, watch my back => nothing
climb down the well => ability_check athletics
break the gate => play_beat open-kennel
pick the lock => ask_player
listen => ability_check perception
persuade the wolves => ask_player
`,
  "fight attack": `
attack the wolf => attack wolf-1 shortsword; end_turn
I attack! => attack wolf-1 shortsword; end_turn
attack the second wolf => attack wolf-2 shortsword; end_turn
attack wolf 2 => attack wolf-2 shortsword; end_turn
hit the other wolf => attack wolf-2 shortsword; end_turn | attack wolf-1 shortsword; end_turn
stab the beast => attack wolf-1 shortsword; end_turn
I swing my sword at the nearest wolf => attack wolf-1 shortsword; end_turn
slash at it => attack wolf-1 shortsword; end_turn
shoot the wolf => attack wolf-1 longbow; end_turn
fire an arrow at the first wolf => attack wolf-1 longbow; end_turn
I loose an arrow at the second wolf => attack wolf-2 longbow; end_turn
shoot the wolf with my longbow => attack wolf-1 longbow; end_turn
kill it => attack wolf-1 shortsword; end_turn
kick the wolf => attack wolf-1 shortsword; end_turn
charge the wolf => attack wolf-1 shortsword; end_turn
atack teh wlof => attack wolf-1 shortsword; end_turn
ATTACK WOLF => attack wolf-1 shortsword; end_turn
draw my bow and shoot the second wolf => equip_item longbow true; attack wolf-2 longbow; end_turn
with my sword I strike the animal => attack wolf-1 shortsword; end_turn
finish off the weakest one => attack wolf-1 shortsword; end_turn
let's kill these things => attack wolf-1 shortsword; end_turn
`,
  "fight other": `
defend => take_action dodge; end_turn
I dodge => take_action dodge; end_turn
take cover => take_action dodge; end_turn
raise my guard and brace myself => take_action dodge; end_turn
protect myself => take_action dodge; end_turn
help Bram => take_action help bram; end_turn
I assist Bram with his attack => take_action help bram; end_turn
hide => take_action hide; end_turn
hide behind the well => take_action hide; end_turn
flee => take_action disengage; end_turn
run away => take_action disengage; end_turn
everyone retreat! => end_encounter flee
we run for it => end_encounter flee
let's fall back => end_encounter flee
disengage => take_action disengage; end_turn
dash => take_action dash; end_turn
drink my potion => use_item draught wren; end_turn
give Bram the healing potion => transfer_item draught bram
use the potion on Bram => use_item draught bram; end_turn
throw the meat to the wolves => play_beat throw-meat; end_turn
feed the wolf the mutton => play_beat throw-meat; end_turn
wait => end_turn
end my turn => end_turn
pass => end_turn
look around => describe scene
look at the wolf => describe creature wolf-1
rest => ask_player
say: Bram, on your left! => nothing
`,
};

const cases = Object.entries(PHRASINGS).flatMap(([group, block]) =>
  block
    .trim()
    .split("\n")
    .map((line) => {
      const [typed = "", expected = ""] = line.split(" => ");
      const mode = /^(say|ask): /.exec(typed)?.[1] as "say" | "ask" | undefined;
      return {
        group,
        typed,
        text: typed.replace(/^(?:say|ask): /, ""),
        mode: mode ?? ("do" as const),
        expected: expected.split(" | "),
      };
    }),
);

const tables = { inn: lanternTable("inn"), yard: lanternTable("yard"), fight: lanternTable("fight") };

test("there are at least three hundred phrasings", () => {
  expect(cases.length).toBeGreaterThanOrEqual(300);
});

test.each(Object.keys(PHRASINGS))("every phrasing is read right: %s", async (group) => {
  const misread: string[] = [];
  for (const { typed, text, mode, expected } of cases.filter((each) => each.group === group)) {
    const stage = group.split(" ")[0] as keyof typeof tables;
    const got = inShort(await proposed(tables[stage].state, [{ text, mode }]));
    if (!expected.includes(got)) misread.push(`${typed} => ${got}, not ${expected.join(" | ")}`);
  }
  expect(misread).toEqual([]);
});
