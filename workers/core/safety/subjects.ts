import type { SafetyTag } from "../../contracts/dm.ts";

/**
 * The words by which a subject is known. A plain word stands for itself and its plural, `word~` for a verb in all its
 * endings, `one|other` in a phrase for either.
 */
export interface SubjectWords {
  /** Any of these is enough. */
  readonly words: string;
  /** Words that follow one another. */
  readonly phrases: readonly string[];
  /** One of each near one another in a sentence, in either order. */
  readonly pairs: readonly (readonly [string, string])[];
  /** Phrases in which the same words mean something harmless. */
  readonly innocent: readonly string[];
}

const CHILD = "child|children|toddler|infant|baby|girl|boy|orphan|newborn";
const BEAST = "dog|hound|puppy|cat|kitten|horse|pony|mare|foal|mule|donkey|lamb|sheep|goat|cow|calf|rabbit";
const WHOSE = "his|her|its|their|your|my";

/** Subjects by tag. English only: a table in another tongue writes its own words. */
export const SUBJECTS: Readonly<Record<SafetyTag, SubjectWords>> = {
  gore: {
    words:
      "gore gored gory viscera entrails intestine disembowel~ eviscerate~ decapitate~ behead~ dismember~ mutilate~ bloodbath gutted innards",
    phrases: [
      "severed head|hand|arm|leg|limb|finger|ear|foot|tongue",
      "guts spill~|hang|trail|slither~",
      "spill~ his|her|its|their|your guts|bowels",
      "blood spray~|spurt~|gush~|splatter~|fountain~",
      "spray|spurt|gush|fountain|gout|pool of blood",
      "slick|soaked|drenched with|in blood",
      "splintered bone",
      "chunk|strip|ribbon|lump of flesh",
      "torn|shredded|mangled flesh|corpse|body|bodies",
      "skull crack~|split~ open",
      "brain matter",
      "brains splatter~|spill~|leak~",
      "limb from limb",
      "eye|eyeball burst~|pop~|dangle~",
    ],
    pairs: [
      ["lung liver bowel", "spill~ burst~ ripped dangle~"],
      ["skull throat", "slit slitting crush~ shatter~"],
    ],
    innocent: ["gutted by fire", "gutted building|house|mill|tower|ship|candle", "gutted fish|trout|herring|salmon"],
  },
  torture: {
    words: "torture~ torturer thumbscrew waterboard~",
    phrases: [
      "stretched on the rack",
      "branding iron",
      "red hot poker",
      "pull~|tear~|tore out his|her|their|your fingernail",
      "flay~|flayed|skinned|burned|burnt|boiled alive",
      "iron maiden",
    ],
    pairs: [["prisoner captive", "flay~ scourge~ agony scourged"]],
    innocent: ["tortured metal|hinge|wood|iron|prose|gears|logic", "torturing the metaphor"],
  },
  "harm-to-children": {
    words: "infanticide",
    phrases: [
      "child sacrifice",
      `dead|murdered|drowned|beaten|bleeding ${CHILD}`,
      `${CHILD} s corpse|body|blood|skeleton`,
      "corpse|body|skeleton|blood|bones of a|the child|boy|girl|baby|infant",
      "beat~|strike~|struck|whip~|slap~|kick~|hit~|hurt~ the|a|his|her|their child|children|boy|girl|baby|infant",
    ],
    pairs: [
      [
        "child children toddler infant baby babies girl boy orphan newborn",
        "killed slain murder~ strangle~ stab~ starve~ maim~ butcher~ slaughter~ smother~ abused bludgeon~",
      ],
    ],
    innocent: ["old boy"],
  },
  "harm-to-animals": {
    words: "",
    phrases: [
      "animal cruelty|sacrifice|abuse",
      "cruelty to animals",
      `beat~|beaten|kick~|whip~|flog~|hurt~ the|a|his|her|their ${BEAST}`,
      `dead|beaten|whipped|starving|butchered ${BEAST}`,
    ],
    pairs: [
      [
        "dog hound puppy cat kitten horse pony mare foal mule donkey lamb sheep goat cow calf calves rabbit pet",
        "kill~ slay~ slain slew starve~ maim~ butcher~ slaughter~ cripple~ torture~ skinned gutted stab~ strangle~",
      ],
    ],
    innocent: ["beat~ a dead horse", "flog~ a dead horse", "dead horse to"],
  },
  "sexual-content": {
    words:
      "sex sexual sexually erotic nude nudity orgasm genitals brothel prostitute whore intercourse masturbate~ lewd",
    phrases: [
      "make~|made love",
      "strip~|stripped naked",
      "naked body|bodies|breast|skin",
      "bare|bared breast",
      `between ${WHOSE} thighs|legs`,
      "moan~ with|of|in pleasure",
      `share ${WHOSE} bed`,
    ],
    pairs: [["breast thigh groin nipple buttock", "caress~ fondle~ grope~ kiss~ lick~"]],
    innocent: ["fairer|opposite|either sex"],
  },
  "sexual-violence": {
    words: "rape~ rapist molest~ molester molestation",
    phrases: [
      "sexual|sexually assault~|abuse~",
      "force~|forcing himself|herself|themselves|itself on|upon her|him|them|you",
    ],
    pairs: [["grope~ fondle~", "unwilling struggle~ scream~ helpless"]],
    innocent: ["rape seed|field|oil", "field of rape"],
  },
  "self-harm": {
    words: "suicide suicidal",
    phrases: [
      "self harm~",
      "kill~|hang~|hung|hanged|drown~ himself|herself|themselves|themself|yourself|myself",
      `cut~|cutting|slit|slitting ${WHOSE} wrist`,
      `cut~|cutting|slit|slitting ${WHOSE} own wrist|throat|arm`,
      `take~|took|taken|end~ ${WHOSE} own life|lives`,
      "want~ to die",
    ],
    pairs: [],
    innocent: ["suicide mission"],
  },
  slavery: {
    words: "slave slaver slavery enslave~ enslavement slaveholder",
    phrases: ["sold into bondage", "human chattel", "auction block", "sell~|sold|buy~|bought people|folk|captives"],
    pairs: [],
    innocent: ["slave~|slaved|slaving over|away", "slave to fashion|habit"],
  },
  "body-horror": {
    words: "pustule tumor tumour mutate~ mutation malformed suppurate~ putrefy~",
    phrases: [
      "flesh|skin melt~|bubble~|ripple~|peel~|writhe~|slough~|fuse~|split~|blister~|boil~",
      "crawl~|move~|moving|writhe~|wriggle~|squirm~|ripple~ under|beneath the|his|her|its|your|my skin|flesh",
      "bone crack~ and reshape~",
      "eyes burst~",
      "extra limb|mouth|arm|eye",
      "mass of flesh",
      "rotting|melted|melting|fused|bubbling flesh",
    ],
    pairs: [["jaw spine", "unhinge~ elongate~ reshape~"]],
    innocent: [],
  },
  "spiders-and-insects": {
    words:
      "spider arachnid tarantula insect cockroach roach centipede millipede beetle scorpion wasp hornet bee ant maggot larva larvae grub locust mosquito mosquitoes cricket grasshopper mantis moth butterfly caterpillar louse lice flea termite blowfly gnat horsefly earwig weevil spiderweb spidery",
    phrases: [
      "a fly",
      "swarm|cloud|buzz|drone of flies|bugs",
      "buzzing|fat|black|biting|carrion flies",
      "flies buzz|crawl|swarm|settle",
      "crawling bugs",
      "bugs crawl~|swarm~|scuttle~",
    ],
    pairs: [],
    innocent: [
      "butterflies in",
      "flea market",
      "not cricket",
      "spidery hand|script|writing|letter|handwriting",
      "a fly on the wall",
      "a fly in the ointment",
      "hornet s nest",
      "bee line",
      "moth eaten",
      "spelling bee",
    ],
  },
  drowning: {
    words: "drown~ drownings",
    phrases: [
      `water fill~ ${WHOSE} lungs|mouth`,
      "lungs fill~ with water",
      "gasp~|gasping for air underwater",
      "hold~|held|push~|drag~|dragged him|her|them|you under",
    ],
    pairs: [["water river lake", "choke~ suffocate~"]],
    innocent: [
      "drown~ out",
      "drown~ the sound|noise|music|voices|words|silence",
      "drown~ in debt|paper|paperwork|work|light",
      `drown~ ${WHOSE} sorrows`,
    ],
  },
  illness: {
    words:
      "plague plagued pestilence disease diseased leper leprosy pox smallpox cholera typhus tuberculosis consumptive fever feverish infection infect~ infectious contagion contagious epidemic cancer vomit~ gangrene dysentery",
    phrases: [
      "cough~ blood",
      "cough~ up blood",
      "deathly|mortally|gravely ill",
      "fall~|fell|fallen|taken|took ill",
      "wasting sickness",
      "sickness spread~|take~|took",
      "sick with",
    ],
    pairs: [],
    innocent: [
      "plagued by|with",
      "fever pitch",
      "infectious|contagious laugh|laughter|grin|cheer|joy|smile",
      "laugh|laughter|grin|cheer|joy|smile is|was infectious|contagious",
      "like the plague",
      "plague of questions|paperwork",
      "pox on|upon",
      "sick with worry|relief|love",
    ],
  },
};
