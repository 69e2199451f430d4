import type { Scene } from "../../../contracts/adventure.ts";

export const chapel: Scene = {
  id: "chapel",
  title: "The Waiting Chapel",
  look: { seed: "waiting-chapel", kind: "chapel", time: "night", weather: "fog" },
  read: "It was built without a steeple so as not to be mistaken for a place where one stays. Benches face a wide west door instead of an altar; through it you can see the river and, beyond that, the Quiet. Here the dead of Hathe have always lain one night, with a light, before they were taken over. There are nine cold candle-ends in the sand tray. There ought to be nine names called each evening, the almoner will tell you, and so there are.\n\nOn the north wall is a slab of slate as tall as a door, cut all over in small letters. On the south, seven steps lead down to an iron gate.",
  again: "The waiting chapel: the open west door, the slate, the gate of the crypt.",
  ambience: [
    "Fog comes in at the west door as far as the third bench and sits down.",
    "Somebody has swept the aisle so often that there is a path in the stone.",
    "A bell-rope hangs by the door. It moves a little, without any wind.",
  ],
  features: [
    {
      id: "slate",
      name: "the slate on the north wall",
      aliases: ["slate", "slab", "reckoning", "tablet", "letters", "wall", "stone"],
      look: "THE RECKONING OF HATHE WITH THE QUIET, it begins, in letters as thick as a finger. It gets smaller as it goes down, like any bargain. People have touched the first line shiny. Nobody has touched the last.",
      beats: [
        {
          id: "read-slate",
          intents: ["read", "search", "recall"],
          label: "Read the Reckoning down to the last line",
          keys: ["last line", "clauses", "small letters", "bottom"],
          check: { skill: "religion", ability: "int", dc: 12, trait: "spark" },
          text: "The top is what every child here can say: that Hathe shall carry its dead across, each with a name and a copper, and the Quiet shall keep them. You have to kneel for the rest. If the count be short, the Quiet shall come at the long ebb and fetch the difference, of such as it finds nearest. Or Hathe may pay in keeping: one of its own, freely, seven years with the spade. Below that there is a column of names. The last was cut a very long time ago.",
          effects: [{ secret: "the-reckoning" }, { xp: 40 }],
          partial: {
            text: "The lowest lines are furred with lime and must be read by fingertip. Come at the long ebb. Fetch the difference, of such as it finds nearest. And after some scraping: or pay in keeping, one freely, seven years. Lime has got under your nails and will not be got out.",
            effects: [{ secret: "the-reckoning" }, { minutes: 15 }],
          },
          failure: {
            text: "The letters are of three different centuries, in three different tempers. After half an hour you are sure of one thing. The bargain has a penalty clause, the date on it is the long ebb, and whoever cut it pressed hard.",
            effects: [{ set: "knows-penalty" }, { minutes: 30 }],
          },
        },
      ],
    },
    {
      id: "name-desk",
      name: "the desk by the west door",
      aliases: ["desk", "book", "name book", "names", "candle", "sand tray", "candles"],
      look: "A sloped desk, a pot of sand, and a heavy book on a chain: the names of everyone carried over, four hundred years of them. The newest page is as neat as all the rest.",
      beats: [
        {
          id: "read-name-book",
          intents: ["read", "search"],
          label: "Compare the newest pages with the old",
          keys: ["compare", "pages", "newest"],
          check: { skill: "insight", ability: "wis", dc: 12, trait: "hearth" },
          text: "Four hundred years have a tick at the end of each line, made at the water’s edge by someone standing in a wind: the name was said aloud and the ferry answered. Since March there are ticks too; but they are straight. They were made at a desk.",
          effects: [{ set: "knows-ticks" }, { xp: 20 }],
          failure: {
            text: "Names, names. You find a Marl who drowned and a Marl who drowned and a Marl, four generations up, with no date of death at all, only the words gone over to keep. The candle-end you were reading by goes out.",
            effects: [{ set: "knows-old-marl" }, { minutes: 10 }],
          },
        },
        {
          id: "take-name-book",
          intents: ["take", "break"],
          label: "Take the book of names from its chain",
          keys: ["take", "chain", "steal", "borrow"],
          requires: [{ has: "name-book", not: true }],
          check: { skill: "sleight-of-hand", ability: "dex", dc: 11, trait: "smoke" },
          text: "The chain is as old as the book, and the ring has worn to a thread. It opens like a hand. The book is heavier than you expected, for something made entirely of people who are gone.",
          effects: [{ give: "name-book" }, { set: "names-ready" }],
          failure: {
            text: "The ring will not give, the chain will not give, and in the end it is the desk that gives, with a crack that brings the almoner from the vestry with a candle. They look at the desk. They look at the book in your arms. “If it’s to read them,” says Sedge slowly, “then read all of them. It wants to be done out loud.”",
            effects: [{ give: "name-book" }, { set: "names-ready" }, { attitude: "sedge", by: -1 }],
          },
        },
      ],
    },
    {
      id: "crypt-gate",
      name: "the gate of the crypt",
      aliases: ["gate", "crypt", "steps", "iron gate", "down"],
      look: "Iron, chained, with a good new lock. Through the bars you can see the nearest shelves, cut for those who had to wait out a storm before the crossing. Somebody has hung a wreath on the gate, recently, and paid for a good one.",
      beats: [
        {
          id: "look-into-crypt",
          intents: ["open", "break", "pick", "climb", "search"],
          label: "Search the crypt by candlelight through the gate",
          keys: ["crypt", "shelves", "inside", "lock", "light"],
          check: { skill: "perception", ability: "wis", dc: 11, trait: "spark" },
          text: "With a candle on the end of a bench-leg you can see all of it. Sixty shelves. Sixty shelves of undisturbed dust, and in the dust the feet of one mouse. There is nobody here. There has not been anybody for years. On the wreath is a card: For those who wait. O. B.",
          effects: [{ set: "crypt-empty" }, { xp: 25 }],
          failure: {
            text: "The candle falls in. It rolls the whole length of the floor, still burning, past shelf after shelf after shelf, and goes out against the far wall. That was as good a look as anyone could want. There is nobody in there, and the wreath on the gate is from O. B.",
            effects: [{ set: "crypt-empty" }, { minutes: 5 }],
          },
        },
      ],
    },
    {
      id: "bell-rope",
      name: "the bell-rope",
      aliases: ["bell", "rope", "ring"],
      look: "For calling the ferry. The end is bound in red wool, by several generations of the same bad knitter.",
      beats: [
        {
          id: "ring-bell",
          intents: ["use", "break"],
          label: "Ring the ferry bell",
          text: "One stroke goes out over the water. It ought to die away. It goes on instead, lower, out past the bar; and after as long as it would take a person to put down a spade and walk to the end of a jetty, a second bell answers it from the Quiet.",
          effects: [{ set: "rang-bell" }, { tick: "the-long-ebb", by: 1 }],
        },
      ],
    },
  ],
  exits: [
    {
      id: "chapel-to-slip",
      to: "slip",
      name: "the path down to the slip",
      aliases: ["path", "slip", "down", "ferry", "river"],
      minutes: 5,
      beats: [],
    },
    {
      id: "chapel-to-joinery",
      to: "joinery",
      name: "the cart track down to the joinery",
      aliases: ["track", "joinery", "workshop", "cart track"],
      minutes: 5,
      beats: [],
    },
  ],
  people: [],
  beats: [
    {
      id: "light-candles",
      intents: ["use", "help"],
      label: "Light the nine candle-ends",
      keys: ["candles", "candle", "light", "sand"],
      text: "Nine small flames, and the sand tray warms. It changes nothing that can be measured. The fog moves back by one bench.",
      effects: [{ set: "lit-candles" }, { attitude: "sedge", by: 1 }, { minutes: 5 }],
    },
    {
      id: "rest-in-chapel",
      intents: ["rest", "wait"],
      label: "Lie down on the benches for a while",
      text: "They are hard, but they were made for people in no state to complain. Nothing disturbs you. Once or twice the rope stirs.",
      effects: [{ rest: "short" }, { minutes: 60 }],
    },
  ],
  onEnter: [
    {
      id: "sedge-comes-up",
      intents: ["go"],
      text: "Someone comes up the path behind you with short uneven steps, and stops to get their breath in the doorway: the almoner, back from another day of asking.",
      effects: [{ movePerson: "sedge", to: "chapel" }],
    },
  ],
  safeToRest: true,
};

export const saltCellar: Scene = {
  id: "salt-cellar",
  title: "The Dry Cellar",
  look: { seed: "dry-cellar", kind: "cellar", time: "night", weather: "clear" },
  read: "It is the driest cellar in a wet county. Your lips feel it first. Sacks are stacked to the vault on three sides with the care of good masonry, grey-white, tied with tarred string. On the fourth side is a table, two chairs, a pair of scales, and a shelf of account books with their spines turned to the wall. Above your head the floor of the Slack Water creaks under other people’s evening.",
  again: "The dry cellar: salt to the ceiling, a table, the turned spines of the books.",
  ambience: [
    "A boot crosses the boards overhead and stops on the trapdoor. It moves on.",
    "The grains in the pan of the scales stir with your breath.",
    "The lamp flame is as still down here as if it had been painted.",
  ],
  features: [
    {
      id: "account-books",
      name: "the turned account books",
      aliases: ["books", "accounts", "ledger", "spines", "shelf"],
      look: "Four years of them. Each spine, when it is turned round, has a year and a fish drawn on it, by someone who can draw fish.",
      beats: [
        {
          id: "read-accounts",
          intents: ["read", "search", "take"],
          label: "Read the reeve’s true accounts",
          keys: ["read", "accounts", "column", "true"],
          check: { skill: "investigation", ability: "int", dc: 12, trait: "spark" },
          text: "Salt in, from pans up the coast that the Office does not know about. Salt out, by the box, to a lugger called Good Intent that lies off the island after dark. And every penny of the difference, in the same large clear hand: roofs, nets, a midwife, boots for eleven children. To R. T., each quarter, a sum for the decent keeping of our people in the crypt. She has underlined decent.",
          effects: [
            { secret: "salt-in-the-coffins" },
            { secret: "what-the-reeve-paid-for" },
            { give: "salt-accounts" },
            { xp: 50 },
          ],
          failure: {
            text: "It is all in fish. Pilchards are sacks and herring are shillings and you never do find out what a bream is; but one page is in plain words, as though fish would have been disrespectful. To R. T., for the decent keeping of our people in the crypt. The salt goes over in the coffins. These are the receipts.",
            effects: [
              { secret: "salt-in-the-coffins" },
              { secret: "what-the-reeve-paid-for" },
              { give: "salt-accounts" },
              { minutes: 30 },
              { xp: 30 },
            ],
          },
        },
      ],
    },
    {
      id: "table-and-chairs",
      name: "the table with two chairs",
      aliases: ["table", "chairs", "chair", "coat", "scales", "letter"],
      look: "One chair has a cushion. Over the back of the other hangs a sea-coat, with a silver button missing; something stiff makes a corner in its lining.",
      beats: [
        {
          id: "search-sea-coat",
          intents: ["search", "take", "read", "open"],
          label: "Feel in the lining of the sea-coat",
          keys: ["coat", "lining", "letter", "pocket"],
          text: "A letter, folded small, addressed to nobody. It is in a quick sloping hand. You can read most of it by holding it up to the flame.",
          effects: [{ give: "tullys-letter" }, { secret: "tullys-plan" }, { xp: 40 }],
        },
      ],
    },
    {
      id: "sacks",
      name: "the wall of sacks",
      aliases: ["sacks", "salt", "sack", "string"],
      look: "Unmarked hemp, tarred string, eight to a tier. Nobody has yet built a church as neatly.",
      beats: [
        {
          id: "draughty-sacks",
          intents: ["search", "look"],
          label: "Look for the draught between the sacks",
          keys: ["draught", "behind", "gap", "way"],
          text: "Down by the floor a thread of cold plays on your fingers. One sack in the bottom tier is stuffed with straw. Behind it there is a brick passage, and a breath of ice.",
          effects: [{ show: "salt-to-ice" }, { xp: 10 }],
        },
        {
          id: "spoil-salt",
          intents: ["break", "attack", "use"],
          label: "Cut open the sacks of salt",
          text: "It takes a quarter of an hour to undo a winter’s work. Salt pours out round your boots with the sound of something being told to hush. Upstairs they will know of it by morning; so will forty families who were going to eat because of it.",
          effects: [{ set: "salt-spoiled" }, { attitude: "ottoline", by: -3 }, { minutes: 15 }],
        },
      ],
    },
  ],
  exits: [
    {
      id: "salt-to-inn",
      to: "slack-water",
      name: "the stair up behind the bar",
      aliases: ["stair", "up", "bar", "inn", "slack water", "trapdoor"],
      minutes: 2,
      beats: [],
    },
    {
      id: "salt-to-ice",
      to: "ice-house",
      name: "the passage behind the straw sack",
      aliases: ["passage", "ice", "straw sack", "ice-house"],
      hidden: true,
      minutes: 3,
      beats: [],
    },
  ],
  people: [],
  beats: [
    {
      id: "listen-cellar",
      intents: ["listen"],
      label: "Listen to the boards overhead",
      text: "Two voices close above the trapdoor. “Tomorrow,” says the reeve. “We bury what’s ours, and then I want to see them. I want to be taken down that crypt.” “’Course you do,” says somebody with a scar in her consonants. “When it’s convenient.”",
      effects: [{ set: "overheard-pair" }, { xp: 10 }],
    },
  ],
  safeToRest: false,
};
