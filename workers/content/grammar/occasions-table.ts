import type { Grammar, Occasion } from "./types.ts";

type Part = Pick<
  Grammar["occasions"],
  Extract<
    Occasion,
    | `ask.${string}`
    | `not-${string}`
    | "off-topic"
    | `ooc.${string}`
    | "too-much"
    | `suggest.${string}`
    | `epilogue.${string}`
    | "goodbye"
  >
>;

/** Speaking with the players themselves: asking back, saying no, suggesting, taking leave. */
export const occasionsOfTheTable: Part = {
  "ask.who": [
    "Whom do you mean?",
    "Who is that for?",
    "There is more than one who might answer to that. Which?",
    "To whom does {hero} turn?",
    "Say who, and it is done.",
    "Which of them?",
  ],
  "ask.which": [
    "Which one: {choices}?",
    "That could be {choices}. Which is it?",
    "There is more than one of those here. Do you mean {choices}?",
    "{choices}: which does {hero} have in mind?",
    "Point, if you would: {choices}.",
    "It might be any of these: {choices}.",
  ],
  "ask.what": [
    "What does {hero} do, exactly?",
    "How would that look, if one were watching?",
    "Say it another way: what does {hero} lay hands on?",
    "What is {hero} after?",
    "That went past me. What does {hero} try?",
    "Tell me what {hero} does first.",
  ],
  "ask.how": [
    "How does {hero} go about it?",
    "By force, by craft, or by talking?",
    "With what?",
    "Quickly or quietly?",
    "There are several ways to do that. Which is {hero.s}?",
    "In the open, or so that nobody sees?",
  ],
  "ask.target": [
    "At whom?",
    "Which of them does {hero} go for: {choices}?",
    "Choose: {choices}.",
    "They are all within reach. Which?",
    "Where does the blow fall?",
    "Name one: {choices}.",
  ],
  "not-yet": [
    "Not yet; something stands in the way of it.",
    "There is a step before that one.",
    "It may come to that. It has not come to it now.",
    "That must wait for something.",
    "The time for it is not here.",
    "Something would have to be different first.",
  ],
  "not-here": [
    "Not from here.",
    "That is somewhere else.",
    "One would have to go there first.",
    "It is out of reach from where {hero} stands.",
    "There is none of that in this place.",
    "Here, no. Elsewhere, perhaps.",
  ],
  "not-yours": [
    "That is for {target} to say.",
    "{target} will have to do that.",
    "Nobody here can decide it for {target}.",
    "{target} speaks for {target.themself}.",
    "Ask {target}; it is {target.their} hand.",
    "One may suggest it to {target}.",
  ],
  "not-your-move": [
    "It is {target.s} move.",
    "In a moment; {target} is first.",
    "Hold that thought until {target} has acted.",
    "{target} has the floor.",
    "Soon. For now it is up to {target}.",
    "That will keep until it comes round again.",
  ],
  "off-topic": [
    "That lies outside the story. Inside it, {hero} is still standing there.",
    "I know nothing of that; I only know this place, and it is getting late in it.",
    "A fair question, for another table.",
    "The world of this tale has no word for it.",
    "Let us leave that by the door, with the wet boots.",
    "I have only the one lamp, and it shines on this.",
  ],
  "ooc.help": [
    "Say what your hero does, in your own words: look at a thing, search it, talk to someone, go somewhere.",
    "If you are stuck, look again at what the place was said to hold. Every thing named can be looked at.",
    "Ask people about people. They can seldom resist.",
    "There is more than one way past most things.",
    "You can always go back; it is often where the answer was.",
    "Rest where it is safe to. It costs time, and time may matter.",
  ],
  "ooc.rules": [
    "When it could go either way, dice are rolled where all can see, and anyone may check them afterwards.",
    "Failing moves things on. It is not the end of a road, only of one lane.",
    "In a fight you have one action and your feet. Talking is free, as long as it is short.",
    "An advantage means two dice and the better of them. Say why you ought to have one.",
    "Clocks on the table fill with time and trouble. Watch them.",
    "What you carry counts. Name a thing that you have, and use it.",
  ],
  "too-much": [
    "One thing at a time. What comes first?",
    "That is a whole evening in one breath. Begin at the beginning?",
    "The first of those, then; the rest can follow.",
    "Slowly: what does {hero} do now?",
    "Let us see how the first part goes.",
    "There are several deeds in that. Which is nearest to hand?",
  ],
  "suggest.look": ["Look at {thing}", "Take a closer look at {thing}", "Study {thing}", "See what there is to {thing}"],
  "suggest.search": [
    "Search {thing}",
    "Go over {thing} inch by inch",
    "Look behind {thing}",
    "Find out what {thing} hides",
  ],
  "suggest.talk": ["Talk to {thing}", "Have a word with {thing}", "See what {thing} has to say", "Greet {thing}"],
  "suggest.ask": [
    "Ask {target} about {thing}",
    "Find out what {target} knows of {thing}",
    "Bring up {thing} with {target}",
    "Press {target} about {thing}",
  ],
  "suggest.go": ["Go by {place}", "Follow {place}", "Go on by {place}", "See where {place} leads"],
  "suggest.try": ["Try {thing}", "Use {item} on {thing}", "Do something about {thing}", "Put {item} to use"],
  "suggest.fight": [
    "Attack {target}",
    "Hold the line",
    "Get clear of {target}",
    "Use the surroundings",
    "Look for a way to end this",
  ],
  "suggest.care": ["See to the wounded", "Rest a while", "Use {item}", "Share out what there is to eat"],
  "epilogue.bright": [
    "{hero} carried away a story from here, and told it well, and it was very nearly true.",
    "Of {hero} they said afterwards that you would have known {hero.them} anywhere, by the way {hero.they} laughed about it.",
    "{hero} left by the morning road with somebody else’s bread in {hero.their} pack.",
    "There is a chair that is called {hero.s} now, in a place where {hero.they} spent only the one night.",
    "{hero} slept until noon, and nobody would hear of waking {hero.them}.",
    "A child was named for {hero}, some years on. It was not the best of the name’s fortunes, nor the worst.",
  ],
  "epilogue.bittersweet": [
    "{hero} looked back once, from the turn of the road.",
    "{hero} kept a small thing from that night, and never said which.",
    "When it was talked of afterwards {hero} would get up and see to the fire.",
    "{hero} came back every year, on the day, and stood a while, and went away.",
    "There are things that {hero} does more slowly since.",
    "{hero} had the chance to tell it as a better story, and did not.",
  ],
  "epilogue.dark": [
    "{hero} walked until the road ran out, and then slept in the ditch of another.",
    "{hero} was asked about it a good many times. There was no answer that would go into words.",
    "For a long while {hero} could not abide a knock at a door.",
    "{hero} left {hero.their} share of the silver on a windowsill.",
    "It was {hero} who went back in daylight, by {hero.themself}, to make sure.",
    "{hero} writes the names down sometimes, so as not to lose them.",
  ],
  goodbye: [
    "Here the tale sets down its lamp.",
    "That is the end of it, for these people and this night.",
    "And there the book is closed.",
    "The fire has burned down. Good night.",
    "So it was; and now it is over.",
    "The rest belongs to another evening.",
  ],
};
