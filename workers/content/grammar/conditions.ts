import type { Grammar } from "./types.ts";

export const conditions: Grammar["conditions"] = {
  blinded: {
    on: [
      "{target} puts up both hands, and cannot see them.",
      "The light goes out for {target}, and for nobody else.",
      "{target.s} eyes are full of it.",
    ],
    off: [
      "Shapes come back to {target}, and then edges.",
      "{target} blinks, and there is the world.",
      "{target} can see again.",
    ],
  },
  charmed: {
    on: [
      "{target} looks round for whatever is making everything so pleasant.",
      "A smile arrives on {target.s} face, and does not seem to be {target.theirs}.",
      "All at once {target} can think of no reason to object.",
    ],
    off: [
      "{target} shakes {target.their} head, like somebody coming out of warm water.",
      "The smile goes from {target.s} face, and is not missed.",
      "{target} remembers several objections.",
    ],
  },
  deafened: {
    on: [
      "The world goes on in front of {target} without a sound.",
      "{target} sees mouths move.",
      "There is a high thin note in {target.s} ears, and after it nothing.",
    ],
    off: [
      "Sound comes back to {target} from a long way off, and then from next door.",
      "{target} hears {target.their} own boots, and is glad of them.",
      "The ringing in {target.s} ears lets go.",
    ],
  },
  exhaustion: {
    on: [
      "The marrow seems to go out of {target.s} bones.",
      "{target} has come to the bottom of the sack.",
      "{target.s} knees take a vote.",
    ],
    off: [
      "Some of the weight comes off {target}.",
      "{target} stands straighter than {target.they} did an hour ago.",
      "Rest has done what it could for {target}.",
    ],
  },
  frightened: {
    on: [
      "{target} takes a step back without having meant to.",
      "Something small and quick wakes up in {target.s} chest.",
      "{target} cannot look away from it, and cannot go nearer.",
    ],
    off: [
      "{target} breathes out. It is only what it is.",
      "The hair lies down on {target.s} neck.",
      "{target} finds that {target.their} feet will go forward again.",
    ],
  },
  grappled: {
    on: [
      "{target} is held fast.",
      "There is a grip on {target}, and it means to stay.",
      "{target} pulls; what has hold of {target.them} pulls better.",
    ],
    off: [
      "{target} tears loose.",
      "The grip on {target} opens.",
      "{target} twists, drops a shoulder, and is out of it.",
    ],
  },
  incapacitated: {
    on: [
      "{target} can do nothing but be there.",
      "{target.s} hands have stopped answering.",
      "Whatever {target} was about to do is not done.",
    ],
    off: [
      "{target} has the use of {target.themself} again.",
      "One finger, then the rest: {target} is back.",
      "{target} takes up where {target.they} left off.",
    ],
  },
  invisible: {
    on: [
      "Where {target} was there is a place in the air, closing.",
      "{target} goes out like a lamp.",
      "Dust settles on {target}, and then on nothing.",
    ],
    off: [
      "{target} is there after all, from the boots up.",
      "The air puts {target} back.",
      "{target} has an outline again.",
    ],
  },
  paralyzed: {
    on: [
      "{target} stops between one breath and the next.",
      "Every joint that {target} has is locked.",
      "Only {target.s} eyes are still moving.",
    ],
    off: [
      "{target} unlocks, all at once, and nearly falls.",
      "The stiffness runs out of {target} like water.",
      "{target} completes a step begun some time ago.",
    ],
  },
  petrified: {
    on: [
      "Grey goes up {target} from the ground, with a small dry sound.",
      "{target} is stone to the eyelashes.",
      "There stands a very good likeness of {target}.",
    ],
    off: [
      "The stone on {target} crazes, flakes, and is skin.",
      "Colour finds its way up through {target}.",
      "{target} takes the breath that {target.they} had been about to take.",
    ],
  },
  poisoned: {
    on: [
      "{target} turns the colour of old cheese.",
      "It is in {target.s} blood now, and it is making itself at home.",
      "{target} swallows, and swallows again.",
    ],
    off: [
      "{target} sweats it out.",
      "{target.s} colour is that of a person again.",
      "The bad taste leaves {target.s} mouth.",
    ],
  },
  prone: {
    on: [
      "{target} is on the ground.",
      "The floor comes up to meet {target}.",
      "{target.s} legs go one way and the rest of {target.them} another.",
    ],
    off: [
      "{target} is up again.",
      "{target} gets {target.their} feet under {target.them}.",
      "{target} rises, with some of the floor.",
    ],
  },
  restrained: {
    on: [
      "{target} is caught, arm and leg.",
      "Every way that {target} turns, it tightens.",
      "{target} is tied up in it like a parcel.",
    ],
    off: [
      "The last of it snaps, and {target} is loose.",
      "{target} kicks free.",
      "It lets {target} go, one loop at a time.",
    ],
  },
  stunned: {
    on: [
      "{target} stands there with nobody at home.",
      "Stars, and {target} in the middle of them.",
      "{target} has the face of someone trying to remember a word.",
    ],
    off: [
      "{target.s} eyes find the same direction again.",
      "The bells in {target.s} head run down.",
      "{target} looks about, and is angry.",
    ],
  },
  unconscious: {
    on: ["{target} slides down, and is not there any more.", "{target.s} eyes turn up.", "It goes dark for {target}."],
    off: [
      "{target} opens one eye.",
      "{target} comes up from a long way down.",
      "A cough; and {target} is among the living.",
    ],
  },
};
