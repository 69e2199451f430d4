import fc from "fast-check";
import { expect, test } from "vitest";
import { type Boundary, SafetyTag } from "../../contracts/dm.ts";
import { crossings, judgeWord, watchFor } from "./crossings.ts";
import { foldedWords } from "./folded-words.ts";
import { boundariesOf } from "./rating-boundaries.ts";

const line = (tag: SafetyTag): Boundary => ({ kind: "line", tag, text: "" });
const own = (text: string): Boundary => ({ kind: "line", tag: null, text });
const everyTag = SafetyTag.options.map(line);

test.each<[SafetyTag, string]>([
  ["gore", "The axe comes down and she is disembowelled, or near enough: he disemboweled her."],
  ["gore", "Blood sprays across the wall."],
  ["gore", "A severed hand lies on the altar."],
  ["gore", "His throat has been slit."],
  ["torture", "They tortured him for three days."],
  ["torture", "She would be flayed alive."],
  ["harm-to-children", "The child was murdered in her bed."],
  ["harm-to-children", "He strikes the boy across the face."],
  ["harm-to-animals", "He kicks the dog until it lies still."],
  ["harm-to-animals", "Somebody has butchered the mule."],
  ["sexual-content", "A brothel keeper leans from the window."],
  ["sexual-content", "They made love until dawn."],
  ["sexual-violence", "He had raped her."],
  ["self-harm", "She hanged herself from the beam."],
  ["self-harm", "It looks like a suicide."],
  ["slavery", "The slavers drive their captives south."],
  ["slavery", "The whole valley was enslaved."],
  ["body-horror", "Something is crawling beneath his skin."],
  ["body-horror", "The flesh bubbles where it touched."],
  ["spiders-and-insects", "A spider the size of a dog drops from the beam."],
  ["spiders-and-insects", "Spiders! SPIDERS everywhere."],
  ["spiders-and-insects", "Flies? A swarm of flies lifts from the pail."],
  ["spiders-and-insects", "The moths’ wings dust the lamp."],
  ["drowning", "He is drowning, one arm above the foam."],
  ["illness", "The fever took the miller’s wife."],
  ["illness", "A plague has closed the gates."],
])("%s is crossed by “%s”", (tag, sentence) => {
  expect(crossings(sentence, [line(tag)])[0]?.boundary.tag).toBe(tag);
});

const INNOCENT = [
  "Despite the rain, Wren presses on.",
  "The cider is sweet and the fire is warm.",
  "She is being followed, and she has been for some time.",
  "The bellows breathe; the forge glows orange.",
  "The raven flies over the mill and is gone.",
  "You have butterflies in your stomach before the bout.",
  "Her grin is infectious.",
  "He is plagued by doubts he will not name.",
  "The thunder drowns out the rest of his words.",
  "You avoid the road like the plague.",
  "The house was gutted by fire years ago.",
  "The tortured hinge complains.",
  "It took guts to come here alone.",
  "Rapeseed nods yellow along the lane.",
  "The blacksmith’s hot iron hisses in the trough.",
  "The horses’ hooves beat a quick rhythm on the boards.",
  "The boy says that the bridge is out.",
  "The girl strikes a match and holds it to the lamp.",
  "She has her grandmother’s spidery handwriting.",
  "An antique clock ticks above the anteroom door.",
  "Wren’s arrow bites into the wolf’s shoulder, and it snarls.",
  "Blood runs from a cut above Bram’s eye.",
  "The guard is dead; the door stands open.",
  "The ferryman kisses the coin for luck.",
  "Her thighs burn from the climb.",
  "The cat watches the rain from the sill.",
  "The old sexton tolls the bell.",
  "You feel sick with worry.",
  "A pox on all their houses, he mutters.",
  "The scullery boy drops the tray and runs.",
  "The bandit’s throat is dry; he asks for water.",
  "Gutted fish hang in rows along the quay.",
  "The stream is cold, the stones are slick with moss.",
  "You have killed two birds with one stone.",
  "She whips the cloth from the table.",
  "The skin of the drum is tight.",
  "He takes his own sweet time.",
  "The dog lies down by the fire and sighs.",
  "Mist drifts under the bridge and the night sinks in.",
  "The barrow king’s crown is bronze, not gold.",
  "The captives are freed, laughing and crying at once.",
  "A paper-thin blade? No: a rapier.",
  "The mantle of snow slides from the roof.",
  "The miller’s son has grown tall.",
];

test.each(INNOCENT)("no tag is crossed by “%s”", (sentence) => {
  expect(crossings(sentence, everyTag).map(({ boundary }) => boundary.tag)).toEqual([]);
});

test.each<[string, string, boolean]>([
  ["clowns", "A clown bows from the cart.", true],
  ["clowns", "The crown is gone.", false],
  ["bees", "She is being kind.", false],
  ["bees", "A bee has found the honey.", true],
  ["clowns, dolls and needles", "A row of dolls stares at you.", true],
  ["death of a parent", "Death is the fare all ferries take.", false],
  ["death of a parent", "Her parents’ deaths are not spoken of.", true],
  ["no scenes of starvation please", "They speak of the starvation year.", true],
  ["Zähne", "Ein Zahn, zwei Zähne.", true],
  ["   ", "Nothing at all.", false],
  ["the of and", "The of and nothing.", false],
])("“%s” in a table’s own words: “%s” %s", (text, sentence, crosses) => {
  expect(crossings(sentence, [own(text)]).length > 0).toBe(crosses);
});

test("a word is not hidden by accents, wide letters or what cannot be seen", () => {
  for (const word of ["spíder", "ｓｐｉｄｅｒ", "spi\u200bder", "SPI\u00adDER", "spi\u0301der"])
    expect(crossings(`A ${word} waits.`, [line("spiders-and-insects")])).toHaveLength(1);
});

test("a crossing is found where its last word stands", () => {
  const text = "The door opens. A severed ear lies there.";
  const [found] = crossings(text, [line("gore")]);
  expect(text.slice(found?.at, found?.end)).toBe("ear");
});

test("words of two sentences do not add up", () => {
  expect(crossings("The child laughs. The outlaw is killed at the ford.", [line("harm-to-children")])).toEqual([]);
});

test("a line outranks a veil on the same word, and the table outranks its rating", () => {
  const veil: Boundary = { kind: "veil", tag: "gore", text: "" };
  expect(crossings("A severed head.", [veil, line("gore")])[0]?.boundary.kind).toBe("line");
  const teen = boundariesOf({ rating: "teen", boundaries: [line("gore")] });
  expect(teen.filter(({ tag }) => tag === "gore")).toEqual([line("gore")]);
  expect(boundariesOf({ rating: "everyone", boundaries: [] }).some(({ tag }) => tag === "gore")).toBe(true);
});

test("word by word the verdict is the same as for the whole, once the words after it are known", () => {
  const word = fc.constantFrom(
    ..."a fly spider butterflies in drown drowned out the child killed severed head plagued by sick with worry rain moth eaten . !".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (parts) => {
      const words = foldedWords(parts.join(" "));
      const watch = watchFor(everyTag);
      words.forEach((_, index) => {
        const whole = judgeWord(watch, words, { index, whole: true });
        for (let known = index + 1; known <= words.length; known += 1) {
          const early = judgeWord(watch, words.slice(0, known), { index, whole: false });
          if (early !== "wait") expect(early).toEqual(whole);
        }
      });
    }),
  );
});

test("a long text is read in a time that grows with it alone", () => {
  const text = "the child walks on and on ".repeat(40_000);
  const start = performance.now();
  crossings(text, everyTag);
  expect(performance.now() - start).toBeLessThan(4_000);
});
