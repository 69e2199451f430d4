import type { Scene } from "../../../contracts/adventure.ts";

export const saltings: Scene = {
  id: "saltings",
  title: "The Saltings",
  look: { seed: "hathe-saltings", kind: "marsh", time: "night", weather: "fog" },
  read: "A path two planks wide runs out over black mud and sea-lavender. On either hand the creeks are emptying, with a noise like soup being finished. Every hundred paces somebody has driven in a post with a rag on it. At the third post the rag is fresh, red, and nailed at the height of a dog’s head.\n\nAhead, square against the last of the light, stands the tide-mill. No lamp shows there. From under it, though, as if from the marsh itself, comes one slow creak, and after a long while another.",
  again: "The plank way: mud, posts, fog, and the black square of the mill.",
  ambience: [
    "A curlew says its own name, thinks about it, and says it again.",
    "The mud blinks. Crabs, a thousand of them, have all gone indoors at once.",
    "Your weight on one plank lifts the next, so that somebody seems to be walking just ahead.",
    "Fog closes the way behind you and, being fair, opens a little of the way in front.",
  ],
  features: [
    {
      id: "red-rag-post",
      name: "the post with the red rag",
      aliases: ["post", "rag", "red rag", "third post"],
      look: "Under the rag, in tar: PRIVATE. R.T. The planks beyond are scored with claw marks. Here and there among them lies a bone, cracked for the marrow; mutton, by the look of it. By the look of most of it.",
      beats: [
        {
          id: "read-dog-signs",
          intents: ["search", "look", "recall"],
          label: "Read the tracks around the red post",
          keys: ["tracks", "prints", "claws", "bones", "dogs"],
          check: { skill: "survival", ability: "wis", dc: 11, trait: "spark" },
          text: "Dogs, and big: more than two, fewer than six. They come up out of the left-hand creek when the planks rattle, run to the red post, and turn there, always there. Beyond the post is theirs. In the creek bed to the right is a lane of shingle where they never go, for it floods; but at this state of the tide it is dry.",
          effects: [{ set: "knows-creek-lane" }, { xp: 15 }],
          failure: {
            text: "You are on your knees with your nose to the planks when a growl, quite close, invites you to get up again. It comes from the left. Nothing at all comes from the right, where a bed of shingle lies as bare as a road.",
            effects: [{ set: "knows-creek-lane" }, { minutes: 5 }],
          },
        },
      ],
    },
    {
      id: "silt-hounds-lair",
      name: "the dogs in the creek",
      aliases: ["dogs", "hounds", "dog", "hound", "creek", "eyes", "silt hounds"],
      look: "Shapes, lower than the planks and keeping level with you. They are the colour of the mud because they are covered in it. The eyes are not.",
      beats: [
        {
          id: "call-dogs",
          intents: ["talk", "persuade", "help"],
          label: "Call the dogs by their names",
          keys: ["names", "captain", "biscuit", "call", "whistle"],
          requires: [{ flag: "knows-dogs" }, { flag: "past-dogs", not: true }],
          text: "The names go out over the mud: Biscuit; Captain; Old Sal. The fog thinks about it. Then, one by one, three of the ugliest animals in the county come up on the planks with their ears flat and their whole back ends swinging, as though nobody had said those words to them for a year.",
          effects: [{ set: "past-dogs" }, { set: "dogs-friendly" }, { xp: 60 }],
        },
        {
          id: "calm-dogs",
          intents: ["help", "persuade", "talk"],
          label: "Calm the dogs",
          keys: ["calm", "gentle", "soothe", "still"],
          requires: [{ flag: "past-dogs", not: true }],
          check: { skill: "animal-handling", ability: "wis", dc: 13, trait: "hearth" },
          text: "You turn sideways. You yawn; you look at the sky; you let a hand hang. After a time a cold nose is put into it. They are thin under the mud. One after another they lie down across the planks, and then, with a sigh, move over to let you by.",
          effects: [{ set: "past-dogs" }, { set: "dogs-friendly" }, { xp: 60 }],
          failure: {
            text: "You are nearly there. The biggest has his nose an inch from your fingers when out at the mill a shutter bangs. Whatever he has been taught to do at that sound, he was beaten until he learned it.",
            effects: [{ encounter: "silt-hounds" }],
          },
        },
        {
          id: "feed-dogs",
          intents: ["give", "use"],
          with: "salt-mutton",
          label: "Throw the dogs the salt mutton",
          requires: [{ has: "salt-mutton" }, { flag: "past-dogs", not: true }],
          text: "It never touches the ground. By the time they have settled whose it was, you are past the red post, past the next, and they have seen no reason to bring it up.",
          effects: [{ take: "salt-mutton" }, { set: "past-dogs" }, { xp: 50 }],
        },
        {
          id: "fight-dogs",
          intents: ["attack", "threaten", "break"],
          requires: [{ flag: "past-dogs", not: true }],
          text: "They have been waiting for somebody to start. It makes everything simpler.",
          effects: [{ encounter: "silt-hounds" }],
        },
      ],
    },
    {
      id: "shingle-lane",
      name: "the dry creek on the right",
      aliases: ["shingle", "lane", "right hand creek", "dry creek", "creek bed"],
      look: "Waist-deep, floored with shingle, winding off towards the mill between walls of mud. Weed hangs at the level of your chin, still wet, to show where the water will be when it comes back.",
      beats: [
        {
          id: "creep-creek",
          intents: ["sneak", "climb", "go"],
          label: "Creep along the creek bed past the dogs",
          keys: ["creep", "creek", "shingle", "bed", "round"],
          requires: [{ flag: "past-dogs", not: true }],
          check: { skill: "stealth", ability: "dex", dc: 12, trait: "smoke", group: true },
          text: "Shingle is loud, so you walk on the weed. Up on the planks, claws tick to the red post and back, and stop, and listen, and tick away. You come out under the wall of the mill, wet to the thigh and alone.",
          effects: [{ set: "past-dogs" }, { xp: 50 }],
          partial: {
            text: "They do hear you, near the end, and run along the top of the bank to look down; but it is a long drop into bad mud, and they are not fools. You leave a boot there. You get it back. It will never be the same boot.",
            effects: [{ set: "past-dogs" }, { minutes: 15 }],
          },
          failure: {
            text: "A bank gives way. You go down in a slither of clay, shingle and language, and when you have cleared your eyes there are three heads in a row against the sky, looking down with interest.",
            effects: [{ encounter: "silt-hounds" }],
          },
        },
      ],
    },
    {
      id: "sea-lavender",
      name: "the sea-lavender",
      aliases: ["lavender", "flowers", "mud", "plants", "herbs"],
      look: "Grey-purple, dry as paper. Among it, rosettes of a fat little plant with a bruise-coloured flower.",
      beats: [
        {
          id: "gather-herbs",
          intents: ["search", "take"],
          label: "Look for something useful among the lavender",
          check: { skill: "nature", ability: "int", dc: 11, trait: "spark" },
          text: "Staunchwort. It grows where blood has been or where people believe it has. A handful, chewed and clapped on, will close most things.",
          effects: [{ give: "staunchwort" }, { xp: 10 }],
          failure: {
            text: "You bring up a fine fat handful of something and try a little of it. The next few minutes are between you and the marsh. Mixed in with the rest, though, is some that looks all right.",
            effects: [
              { give: "staunchwort" },
              { condition: "poisoned", until: "rest", source: "marsh weed", to: "actor" },
            ],
          },
        },
      ],
    },
  ],
  exits: [
    {
      id: "saltings-to-slip",
      to: "slip",
      name: "the planks back to the slip",
      aliases: ["back", "slip", "town", "planks back", "hathe"],
      minutes: 10,
      beats: [],
    },
    {
      id: "saltings-to-mill",
      to: "tide-mill",
      name: "the planks on to the mill",
      aliases: ["mill", "tide-mill", "on", "ahead", "planks", "tide mill"],
      requires: [{ flag: "past-dogs" }],
      blocked:
        "You pass the red rag, and three dogs step up on the planks in front of you and stand there in a row. They do not bark. Each of them weighs about as much as a bag of wet sand, and they have done this before.",
      minutes: 10,
      beats: [],
    },
  ],
  people: [],
  beats: [
    {
      id: "listen-saltings",
      intents: ["listen", "wait"],
      label: "Listen to the mill from the planks",
      text: "The creak, and a long wait, and the creak. A wheel with its sluice shut has no business to turn. It is being moved a little, from underneath, every time the tide draws: leaned on, as people lean on a door.",
      effects: [{ set: "heard-wheel" }],
    },
  ],
  safeToRest: false,
};
