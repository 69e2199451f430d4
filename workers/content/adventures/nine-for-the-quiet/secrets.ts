import type { Secret } from "../../../contracts/adventure.ts";

export const secrets: readonly Secret[] = [
  {
    id: "what-hessa-found",
    title: "What Hessa found",
    text: "Eleven nights ago, halfway over with her own daughter’s coffin, Hessa Marl raised the lid to put in a comb. There were sacks of salt in it and nothing else. She has carried nobody since, and has told no one.",
    tells: ["opened the lid on the water", "raised the lid to put in a comb", "there were eight sacks"],
  },
  {
    id: "salt-in-the-coffins",
    title: "What the boxes carry",
    text: "Since March the reeve of Hathe and the skipper of the Good Intent have been moving untaxed salt to the island in coffins, to be fetched off by night. Of the nine boxes in the ice-house, four hold salt.",
    tells: ["untaxed salt", "salt goes over in the coffins", "eight sacks of grey salt", "stencilled with nothing"],
  },
  {
    id: "where-the-dead-went",
    title: "Where the dead went",
    text: "The twenty-three whose coffins were wanted for salt were never buried at all. They stand at the bottom of the mill pool, sewn in sailcloth, a stone at the ankles of each.",
    tells: ["stand at the bottom of the mill pool", "stone at the ankles", "wrapped in sailcloth"],
  },
  {
    id: "what-the-reeve-paid-for",
    title: "What the reeve paid for",
    text: "Ottoline Brack paid Raske Tully, every quarter, to lay those twenty-three decently in the chapel crypt. She believed that it was done. Tully kept the money and used the mill pool, which was nearer.",
    tells: ["I paid for the crypt", "decent keeping of our people", "Tully kept the money"],
  },
  {
    id: "the-drowned-clerk",
    title: "The drowned clerk",
    text: "Ambrose Teale of the Salt Office did not drown in March. The joiner pulled him out of a creek, splinted his leg, and hid him in the loft of the tide-mill, where he has been writing down everything he sees.",
    tells: ["Teale is hiding", "did not drown", "hid him in the loft"],
  },
  {
    id: "the-marked-boxes",
    title: "The joiner’s mark",
    text: "Gather Sool could not stop it, so he marked it. A copper nail at the foot of a coffin means that there is a person inside. No nail means salt.",
    tells: ["copper nail at the foot", "nail of copper at the foot", "it’s a person. No nail"],
  },
  {
    id: "the-reckoning",
    title: "The last lines of the Reckoning",
    text: "If the count of the dead is short, the Quiet will come over at the long ebb and take the difference from among the living, whoever is nearest. Or Hathe may pay in keeping instead: one of its own, freely, seven years with the spade.",
    tells: ["fetch the difference", "seven years with the spade", "seven years of keeping", "pay in keeping"],
  },
  {
    id: "how-linnet-died",
    title: "How Linnet Marl died",
    text: "There was no fever. Linnet followed Tully’s men to the tide-mill, saw what they put in the pool, and ran to tell it. One of them ran after her, begging her to wait, for the planks were rotten. She fell.",
    tells: ["fell from the gantry", "not close enough to push", "it was never fever"],
  },
  {
    id: "the-knocking",
    title: "Who knocks under the ice-house",
    text: "At every ebb those whose cords have rotted climb the culvert from the mill pool to the ice-house, where they were last carried, and knock to be carried again. The flood tide takes them back down.",
    tells: ["hands and knees, uphill", "knock to be carried", "knuckles on the underside"],
  },
  {
    id: "the-unsaid-names",
    title: "The names that were not said",
    text: "When the coffins began to come nailed shut, Almoner Sedge could not bring themselves to say a name over a face they had not seen, nor to ask. Since March they have written every name in the book, neatly, and spoken none.",
    tells: ["left the names unsaid", "spoken none"],
  },
  {
    id: "who-the-sexton-was",
    title: "Who the Sexton was",
    text: "Edrin Marl of the ferry went over to keep the Quiet for seven years, to pay an old debt of the town’s. That was a hundred and forty-seven years ago. Nobody was ever sent to relieve him.",
    tells: ["Edrin Marl", "I was a Marl", "nobody was ever sent to relieve"],
  },
  {
    id: "tullys-plan",
    title: "What Tully means to do",
    text: "Tully is done with Hathe. As soon as she has her last four boxes she means to burn the ice-house with everything in it, put the reeve’s accounts where the Salt Office will find them, and sail.",
    tells: ["leave the old cow", "burn the ice-house with everything", "put the reeve’s accounts where"],
  },
];
