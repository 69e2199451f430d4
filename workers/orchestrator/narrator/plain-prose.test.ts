import fc from "fast-check";
import { expect, test } from "vitest";
import { isMachineTalk, isRefusal, plainProse } from "./plain-prose.ts";

test("markup, links, pictures and tokens of roles become plain text", () => {
  const raw =
    "# The Inn\n\n**Rain** taps at the _shutters_. ![x](http://evil.example/p?q=1) See [the bell](https://evil.example).\n\n<|im_start|>assistant\nNarrator: A beam creaks.<script>alert(1)</script> <b>Softly.</b>";
  const text = plainProse(raw);
  expect(text).toContain("Rain taps at the shutters.");
  expect(text).toContain("See the bell.");
  expect(text).not.toMatch(/[*_#<>[\]]|http|im_start|evil|Narrator/);
});

test("thinking is no story, also where it never closes", () => {
  expect(plainProse("<think>They want a wolf.</think>A wolf howls.")).toBe("A wolf howls.");
  expect(plainProse("A wolf howls.<think>And now")).toBe("A wolf howls.");
});

test("plain prose stays as it is, and making it plain twice changes nothing", () => {
  const prose = "“Three coppers,” says Osk.\n\nThe well-rope creaks (it is old) – and holds.";
  expect(plainProse(prose)).toBe(prose);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
      expect(plainProse(text)).not.toMatch(/[*`]|<\/?[a-z]+>|\p{Surrogate}/u);
    }),
  );
});

test.each([
  ["I'm sorry, but I can't help with that.", true],
  ["I cannot continue this story.", true],
  ["As an AI, I have no dice.", true],
  ["Sorry, I am unable to write that scene.", true],
  ["“I can’t help you,” says Orla, and turns the bell.", false],
  ["I can’t help with the door, the captain’s portrait seems to say.", true],
  ["Sorry sight that it is, the inn is dry.", false],
  ["The guard is sorry. He cannot help you.", false],
])("%s is a refusal: %s", (text, refuses) => {
  expect(isRefusal(text)).toBe(refuses);
});

test.each([
  ['{"calls":[]}', true],
  ['```json\n{"a":1}', true],
  ["[12] The door opens.", false],
  ["{The door opens.}", false],
])("%s is meant for a machine: %s", (text, machine) => {
  expect(isMachineTalk(text)).toBe(machine);
});

test("an address that taking out the markup puts together is taken out too", () => {
  expect(plainProse("Go to ht*tps://evil.example/x now, or ht`tp://evil.example.")).not.toMatch(/:\/\/|evil/);
  expect(plainProse("See steam://run/1 now.")).toBe("See now.");
});
