import type { Grammar } from "./types.ts";

/** What is said when nothing here answers the action: true, brief, and never the end of the road. */
export const nothingThere: Grammar["nothingThere"] = {
  look: [
    "There is no more to see there than there was.",
    "{Thing} keeps its counsel.",
    "It is what it looks like, and that is all it is.",
  ],
  go: [
    "No way leads there from here.",
    "There is a wall where that way would have to be.",
    "From where {hero} stands, that is somebody else’s direction.",
  ],
  talk: [
    "Nobody of that name is here.",
    "There is no one here to answer to it.",
    "Whoever that is, this is not where they are.",
  ],
  ask: [
    "There is no one about who would know.",
    "The question finds nobody to settle on.",
    "Nobody here can help with that.",
  ],
  search: [
    "{hero} turns up nothing but dust, and some of that is {hero.their} own.",
    "Whatever was worth finding here has been found.",
    "Nothing. {hero} can be tolerably sure of it.",
  ],
  take: [
    "There is nothing of the kind to take.",
    "{Thing} is not going anywhere.",
    "That is fixed, or owned, or not there at all.",
  ],
  give: [
    "{hero} has nothing like that to give.",
    "There is nobody here with a hand out.",
    "It stays where it is; no one will take it.",
  ],
  use: [
    "That does nothing here.",
    "{hero} tries it one way and then another. It was not meant for this.",
    "It fits nothing in sight.",
  ],
  open: [
    "It does not open. It may not be the sort of thing that does.",
    "There is nothing shut there.",
    "{Thing} stays exactly as closed as it was.",
  ],
  break: [
    "It bruises {hero} more than {hero.they} {hero:bruises/bruise} it.",
    "{Thing} has seen off worse.",
    "There would be no sense in that, and there is no weak place either.",
  ],
  pick: [
    "There is no lock on it.",
    "No keyhole, no wards, nothing for a wire to talk to.",
    "It is held by something simpler than a lock.",
  ],
  sneak: [
    "There is no one here to hide from.",
    "{hero} steals across the place, magnificently, unobserved by nobody.",
    "All quiet; it was quiet before.",
  ],
  climb: [
    "There is nothing there to climb.",
    "It goes up to no purpose and comes down again.",
    "No hold, no ledge, and nowhere to arrive.",
  ],
  persuade: [
    "There is nobody here who needs persuading.",
    "No one is listening who could change their mind about it.",
    "The argument is sound, and it is wasted on the furniture.",
  ],
  deceive: [
    "There is no one here to be taken in.",
    "It was a good story. It wanted an ear.",
    "Nobody is near enough to believe it.",
  ],
  threaten: [
    "There is nobody to be frightened.",
    "The threat goes out, meets no one, and comes home.",
    "Whoever that was meant for is somewhere else.",
  ],
  help: [
    "Nobody here wants for help just now.",
    "There is nothing to be done there that is not done.",
    "The offer is a kind one, and nobody needs it.",
  ],
  attack: [
    "There is nobody there to strike.",
    "{weapon} comes out, finds no employment, and goes back.",
    "Nothing here would be the better for it.",
  ],
  defend: [
    "Nothing is coming.",
    "{hero} stands ready. So far it has not been required.",
    "No blow is on its way; there is time to put the guard down.",
  ],
  flee: [
    "There is nothing to run from.",
    "Nobody is chasing anyone.",
    "One might leave, but it would only be called walking.",
  ],
  read: ["There is nothing written on it.", "Not a letter, not a scratch.", "It has no words, on either side."],
  listen: [
    "Only what one would expect: air, wood, somebody’s stomach.",
    "It is as quiet as it looks.",
    "{hero} hears {hero.themself} listening.",
  ],
  wait: [
    "Time passes, and brings nothing with it.",
    "A while goes by. It was an ordinary one.",
    "Nothing comes of it, yet.",
  ],
  rest: [
    "This is no place to lie down.",
    "There is no resting here; the place would not allow it.",
    "One could shut one’s eyes. One would soon open them.",
  ],
  recall: [
    "Nothing comes back.",
    "If {hero} ever knew it, it has gone where such things go.",
    "It does not ring so much as one bell.",
  ],
};
