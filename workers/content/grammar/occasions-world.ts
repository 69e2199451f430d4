import type { Grammar, Occasion } from "./types.ts";

type Part = Pick<
  Grammar["occasions"],
  Extract<
    Occasion,
    | `item.${string}`
    | `coin.${string}`
    | `rest.${string}`
    | "time"
    | `travel${string}`
    | "arrive.again"
    | `clock.${string}`
    | "secret"
    | "fact"
    | "xp"
    | `talk${string}`
    | `look.${string}`
    | "speak"
    | "nothing"
  >
>;

/** Things, time, ways, and plain looking and talking. */
export const occasionsOfTheWorld: Part = {
  "item.get": [
    "{hero} now has {item}.",
    "{Item} goes into {hero.s} pack.",
    "{hero} takes charge of {item}.",
    "{hero} puts {item} where {hero.they} can find it again.",
    "{Item} changes pockets, and the pocket is {hero.s}.",
    "{hero} is the owner of {item}, for the present.",
    "{hero} weighs {item} in one hand and keeps it.",
    "That leaves {hero} holding {item}.",
  ],
  "item.pass": [
    "{hero} hands {item} to {target}.",
    "{Item} goes from {hero} to {target}.",
    "{target} takes {item} from {hero} with a nod.",
    "{hero} tosses {item} across; {target} catches it.",
    "“Here,” says a look, and {target} has {item}.",
    "{hero} gives up {item}, and {target} makes room for it.",
  ],
  "item.take": [
    "{Item} is gone from {hero.s} things.",
    "{hero} is without {item} now.",
    "That was the last {hero} will see of {item}.",
    "{hero} lets go of {item}.",
    "{Item} stays behind.",
    "{hero.s} pack is lighter by {item}.",
  ],
  "item.use": [
    "{hero} uses {item}.",
    "{hero} draws the cork with {hero.their} teeth.",
    "It is for times like this that {hero} has been carrying {item}.",
    "{Item} does what it is for.",
    "{hero} does not read the label on {item} first.",
    "{hero} makes good use of {item}.",
  ],
  "item.wield": [
    "{hero} takes {item} in hand.",
    "{hero} readies {item}.",
    "{Item} comes out.",
    "{hero} settles {hero.their} grip on {item}.",
    "{hero} puts on {item}, and tugs it straight.",
    "There is {item}, where it belongs, on {hero}.",
  ],
  "item.stow": [
    "{hero} puts {item} away.",
    "{hero} stows {item}.",
    "{Item} goes back where it came from.",
    "{hero} straps {item} down.",
    "For now {hero} can do without {item}.",
    "{hero} hangs up {item}.",
  ],
  "coin.more": [
    "{hero} is richer by {n}.",
    "{n} goes into {hero.s} purse.",
    "{hero} counts it: {n}.",
    "That makes {n}, and nobody asks for it back.",
    "There is a chink of {n}.",
    "{n} finds its way to {hero}.",
  ],
  "coin.less": [
    "It costs {hero} {n}.",
    "{hero.s} purse is lighter by {n}.",
    "{hero} pays {n}, coin by coin.",
    "{n} changes hands.",
    "{hero} parts with {n}.",
    "There goes {n}.",
  ],
  "rest.short": [
    "They sit, see to what hurts, and let an hour go by.",
    "An hour of quiet does what it can.",
    "Bread is passed. Bandages are looked at, and left alone.",
    "Somebody dozes; somebody keeps an eye on the way in.",
    "Nothing wants them for the length of an hour.",
    "They get their breath back, and some of their temper.",
  ],
  "rest.long": [
    "They sleep, one watching while the others dream.",
    "Night passes over them like a hand.",
    "It is morning, or what serves for it.",
    "They wake stiff, whole, and hungry.",
    "Eight hours, and nobody has stolen anything.",
    "Sleep knits most of it up.",
  ],
  "rest.breath": [
    "For a little while nothing has to be done.",
    "They stop where they are and breathe.",
    "A pause, no longer than a song.",
    "Somebody finds half an apple. It goes round.",
    "Hands stop shaking, or at any rate shake less.",
    "They lean on each other, and call it checking the straps.",
  ],
  time: [
    "{Span} goes by.",
    "That takes {span}.",
    "{Span} later they are still at it.",
    "It costs {span} of the day.",
    "{Span} passes, as it does.",
    "When they look up, {span} has gone.",
  ],
  travel: [
    "It is {span} on foot.",
    "They go on to {place}.",
    "{Span}, most of it in single file.",
    "The way is there, once one is on it.",
    "Walking, for the most part.",
    "They leave, and in the course of things arrive.",
  ],
  "travel.back": [
    "They go back the way they came.",
    "The same road, seen from behind.",
    "Going back is shorter, as it always is.",
    "Their own footprints show them the way.",
    "They retrace it.",
    "Back, then.",
  ],
  "arrive.again": [
    "{place} again.",
    "{place}, as it was left.",
    "Once more: {place}.",
    "They are back at {place}.",
    "{place} has waited.",
    "Here is {place}, a little later in the day.",
  ],
  "clock.tick": [
    "Something moves on.",
    "That brings it nearer.",
    "Time is not on their side, and has just said so.",
    "One more notch.",
    "The thing they are not talking about has come a step closer.",
    "It will not wait for ever, and it has begun to show.",
  ],
  "clock.late": [
    "There is very little time left.",
    "It is almost upon them.",
    "One more, and it will have happened.",
    "The last grains are always the quickest.",
    "Anything that is to be done must be done now.",
    "It is later than it was ever meant to get.",
  ],
  secret: [
    "Now it is known: {title}.",
    "One thing is clear at last: {title}.",
    "So that was it. {Title}.",
    "It cannot be unknown again: {title}.",
    "A seal is broken here: {title}.",
    "They have learned something that somebody meant to keep: {title}.",
  ],
  fact: [
    "That is worth remembering.",
    "It goes into the book.",
    "So much is certain.",
    "They will not have to ask that twice.",
    "Somebody makes a note of it.",
    "It is a small thing, and true.",
  ],
  xp: [
    "They are a little wiser for it.",
    "It has taught them something.",
    "One gets better at this, if one lives.",
    "They will know next time.",
    "That was worth the doing.",
    "Experience is what it is called afterwards.",
  ],
  talk: [
    "{hero} speaks to {thing}.",
    "{hero} addresses {thing}.",
    "{hero} draws {thing} aside.",
    "{hero} and {thing} put their heads together.",
    "{thing} turns {hero.s} way.",
    "A nod from {hero} gets {thing} to listen.",
  ],
  "talk.again": [
    "{thing} has nothing to add to that.",
    "{thing} says much the same as before.",
    "From {thing} comes the same answer, in fewer words.",
    "{thing} waits to be asked something else.",
    "{hero} has heard this from {thing} already, and hears it again.",
    "That well is dry, as far as {thing} is concerned.",
  ],
  "look.feature": [
    "{hero} gives {thing} some thought.",
    "{hero} stops at {thing}.",
    "{Thing} has {hero.s} attention.",
    "{hero} bends to {thing}.",
    "{hero} walks once round {thing}.",
    "There is {thing}; {hero} has a look.",
  ],
  "look.person": [
    "{hero} takes the measure of {thing}.",
    "{hero} considers {thing}.",
    "{hero} looks {thing} over, boots to hat.",
    "{hero} watches {thing} for the length of a breath.",
    "{thing} can be read, up to a point.",
    "{hero} sees how {thing} stands, and where {thing} does not look.",
  ],
  "look.again": [
    "{hero} looks at {thing} again, and nothing about it has changed.",
    "There is no more to {thing} than before.",
    "{Thing} is as it was.",
    "A second look at {thing} agrees with the first.",
    "{hero} goes over {thing} once more.",
    "{Thing} has no more to say for itself.",
  ],
  speak: [
    "{hero} says it, and the words hang in the air.",
    "The words are out.",
    "{hero} speaks, and whoever is here has heard.",
    "It is said, and it stays said.",
    "{hero.s} voice sounds odd in this place.",
    "That was {hero}.",
  ],
  nothing: [
    "Nothing comes of it, for now.",
    "For a moment nothing changes.",
    "The moment goes by.",
    "It makes no odds.",
    "Everything is where it was.",
    "The world takes note, and goes on.",
    "No answer; but no trouble, either.",
    "That leads nowhere. Something else might.",
  ],
};
