import { stem } from "./stem.ts";

/**
 * Words that stand for each other at a game table often enough, a group to a line. A question asks for an inn where the book
 * says tavern; without a model, this is all that knows it. Only words that mean nearly one thing: a loose group finds
 * everything and therefore nothing.
 */
const groups = `
inn tavern pub alehouse bar taproom
lodging lodgings rooms hostel board sleep bed rent lets lodgers beds chamber
innkeeper landlady landlord barkeep publican host
town city borough settlement village hamlet townsfolk
region country land realm territory area province kingdom
castle keep fort fortress stronghold citadel garrison
ruin ruins ruined wreck remains abandoned
church chapel temple shrine cathedral abbey
monastery abbey convent priory cloister monks
monk monks nun friar brother abbot brethren
priest priestess cleric vicar parson pastor sister clergy
road highway way path street trail track causeway lane
bridge crossing ford span
river stream current water brook
lake mere pond tarn
marsh swamp bog fen moor wetland mire peat
forest wood woods woodland grove
hill hills mountain rise ridge peak
cave cavern tunnel gallery mine quarry galleries
cellar vault basement crypt undercroft
stair stairs steps staircase tread
tower belfry steeple spire
gate gap pass door entrance entry gateway
boat vessel ship barge punt craft hull
sailor boatman mariner pilot ferryman ferrywoman boatmen
harbour port quay dock jetty pier wharf
fog mist haze murk
rain storm downpour shower
cold frost winter freeze frozen ice frosty
ice freeze frozen froze
spring thaw
night dark darkness nightfall midnight dusk
dawn daybreak sunrise morning
noon midday
fire flame blaze burn burned burnt burning
light lamp lantern torch candle glow brightness
guard guards watch watchman sentry constable constables police
captain commander chief head
leader boss chief master head ruler commander runs
king queen monarch ruler crown sovereign
lord baron noble nobleman earl duke count
council aldermen alderman councillor assembly meeting
mayor alderman chairman
meet meets meeting gather assemble
judge magistrate justice court
law crime offence illegal forbidden banned
punish punishment penalty sentence punished fined
thief thieves robber burglar pickpocket cutpurse pilfer
outlaw outlaws bandit bandits criminal fugitive wanted
smuggler smugglers smuggling contraband runner runners
murder murdered killed slain stabbed assassinated
kill slay dies destroy
die death dead perish perished died killed lost
corpse bodies body dead buried bury burial funeral
execution hang hanged hanging capital gallows
doctor physician healer medic surgeon
heal cure healed cured recover recovery treat remedy restore
sick ill illness fever feverish disease plague ailing
wound wounds injury hurt harm damage
potion draught elixir brew tonic
poison venom toxin
child children kid kids infant infants girl boy pupil
baby babies infant newborn midwife midwives birth born
orphan foundling
woman wife widow lady
man husband
married marriage wedding wed bride bridegroom husband wife
parent mother father
sibling siblings brother sister brothers twins
friend ally companion comrade
old aged oldest ancient elderly
stranger strangers outsider foreigner traveller travellers
guest visitor visitors welcome receive
teacher schoolteacher tutor teaches teach school
learn study train training lesson taught
read reading letters literate illiterate
write writing written writes wrote letter lettering
book books volume volumes tome library
map chart maps charts
sign signal warning warn warns
secret secrets hidden hides concealed conceal hiding
truth honest true lie lying lies lied
rumour rumours gossip whisper people
story tale tales
song sing singing sings sang choir
picture painting image portrait
buy purchase buys bought buyer acquire
sell sale sells sold trade merchant merchants dealer
shop store market stall
market fair trade
price cost costs fee fare toll pay pays charge coppers silver
money coin coins currency gold cash
treasure loot gold valuables
reward bounty
rent lease hire hired
debt owe owes owed debts
rich wealthy
gift present bribe bribes
worth value valuable precious prized
weapon sword blade knife steel
armour mail shield
tool tools gear equipment kit
broken damaged mend repair fix mends mending
lock locks locked key
rope line cord
clothes clothing dress robe hood
food meal meals ration rations eat provisions
bread loaf loaves baker bakes
beer ale drink drinks brew
drunk drink drinks
fish pike eel eels fishing fisherman fishermen fisherfolk
snake snakes serpent serpents
dog dogs hound hounds
horse horses mount mounts
cattle cow cows bull livestock herd oxen
sheep flock flocks shepherd shepherds lamb
bird birds raven ravens
insect insects moth moths beetle
monster monsters creature creatures beast beasts
giant giants huge
ghost spirit undead spectre
witch hag
fairy fey fae
enemy enemies foe foes opponent opponents
weak minion minions lesser mook
group party company band
hero heroes character characters protagonist
player players
combat fight fighting battle
attack strike blow hit
initiative order first turn turns
surrender yield yielded giving
prisoner prisoners captive captives convict convicts hostage
army soldiers men troops marines
siege besieged
war conflict
run flee escape fled away
rest resting breather pause sleep sleeping camp
unconscious down downed dying zero
resurrect revive resurrection raise called
level levels advancement advance experience
skill talent ability trick
spell spells magic magical casting cast caster
wizard mage caster sorcerer magician
ritual rituals ceremony rite
curse cursed hex
reroll again rerolls
bonus advantage edge
dice die roll rolls
floor table ground
rule rules ruling rulings
argument dispute disputes quarrel arguments feud feuds
decide decides settle decision decisions settles
absent miss away missing
uncomfortable stop tap
carry carries haul burden encumbered load
scene moment
begin began start started starts
end ends stop stops finish
happen happens happened
find found discover
change changes move moves shift
strange odd weird peculiar curious
big large great size
small tiny little
deep depth lowest bottom
fast quick speed miles
far distance length
empire imperial emperor
invade invasion invaded marched
flood drowned sank sink sunken underwater
holy saint sacred
throne chair seat
gold golden
metal iron bronze steel
wax beeswax
honey bees hive hives
miller mill
year years annual
send carry message word
vanish vanished gone disappear disappeared
`;

const kin = new Map<string, Set<string>>();
const concepts = new Map<string, number[]>();
for (const [number, line] of groups.trim().split("\n").entries()) {
  const stems = [...new Set(line.split(" ").map(stem))];
  for (const each of stems) {
    concepts.set(each, [...(concepts.get(each) ?? []), number]);
    const others = kin.get(each) ?? new Set<string>();
    for (const other of stems) if (other !== each) others.add(other);
    kin.set(each, others);
  }
}

/** Stems that may stand for this one. */
export function kindredOf(stemmed: string): readonly string[] {
  return [...(kin.get(stemmed) ?? [])];
}

/** The groups a stem belongs to, as numbers. */
export function conceptsOf(stemmed: string): readonly number[] {
  return concepts.get(stemmed) ?? [];
}
