import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { type Boundary, SafetyTag } from "../../contracts/dm.ts";
import { crossings } from "../../core/safety/crossings.ts";
import { DraftGuard } from "./draft-guard.ts";
import { ROLE } from "./narrator-orders.ts";

// Hundreds of tellings on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

const boundaries: Boundary[] = [
  ...SafetyTag.options.map((tag, at) => ({
    kind: at % 2 === 0 ? ("line" as const) : ("veil" as const),
    tag,
    text: "",
  })),
  { kind: "line", tag: null, text: "clowns, death of a parent" },
];
const orders = [ROLE];

function shown(text: string, cuts: readonly number[] = []): string {
  const guard = new DraftGuard({ boundaries, orders });
  const ends = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  let out = "";
  for (const end of [...ends, text.length]) {
    out += guard.push(text.slice(from, end));
    from = end;
  }
  return out + guard.end();
}

const words = fc
  .array(
    fc.constantFrom(
      ...(
        "the a door opens rain Wren said spider fly butterflies in stomach child killed severed head drown drowned out clown parent death " +
        "plagued by fever [12] [3, 4] [ [x] < <b> </b> <think> </think> <<words ab12ab12ab12>> ** _ # . ! ? … , “Who?” \n https://a.b/c www.a.b ftp://x www https : / :// :/ ) ] naïve ｓｐｉｄｅｒ spi\u0301der 🐺"
      ).split(" "),
      "You never speak, think, feel, promise or decide for a hero.",
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(" "));
const text = fc.oneof(
  words,
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.string({ unit: "binary", maxLength: 60 }),
);

test("the same draft comes out however a text is cut into pieces", () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 12 }), (whole, cuts) => {
      expect(shown(whole, cuts)).toBe(shown(whole));
    }),
    { numRuns: 200 },
  );
});

test("no draft ever crosses a boundary", () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 12 }), (whole, cuts) => {
      expect(crossings(shown(whole, cuts), boundaries)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("innocent words are passed on as they are", () => {
  const prose =
    "Rain falls on the yard. “Who goes there?” calls the guard; nobody answers.\n\nThe lamp drowns out the stars.";
  expect(shown(prose.replace("drowns out", "dims"))).toBe(prose.replace("drowns out", "dims"));
  expect(shown("The bell drowns out his words.")).toBe("The bell drowns out his words.");
});

test("a word is passed on as soon as it is whole, markers and markup never", () => {
  const guard = new DraftGuard({ boundaries: [], orders });
  expect(guard.push("Rai")).toBe("");
  expect(guard.push("n falls ")).toBe("Rain falls");
  expect(guard.push("on **stone** [1")).toBe(" on stone");
  expect(guard.push("2]. Then")).toBe(".");
  expect(guard.push(" <b>still</b>ness")).toBe(" Then");
  expect(guard.end()).toBe(" stillness");
});

test("a sentence is stopped before the word that crosses, and the next one goes on", () => {
  expect(shown("A shape drops: a spider, huge and pale. Run or stand.")).toBe("A shape drops: a… Run or stand.");
});

test("orders are not recited: the draft falls silent", () => {
  const draft = shown(`Of course. ${ROLE} And then some.`);
  expect(draft.split(/\s+/).length).toBeLessThan(12);
  for (const line of ROLE.split("\n").filter((each) => each.length > 40)) expect(draft).not.toContain(line);
});

test("a model that goes round in circles is noticed", () => {
  const guard = new DraftGuard({ boundaries: [], orders });
  guard.push("The door stays shut. The door stays shut. ");
  expect(guard.isLost).toBe(false);
  guard.push("The door stays shut. ");
  expect(guard.isLost).toBe(true);
});

test.each([
  ["Read on at https://evil.example/a?b=c#d now. The door opens.", "Read on at… The door opens."],
  ["Read on at https://evil.example. The door opens.", "Read on at… The door opens."],
  ["Go to www.evil.example/x and look! Then rest.", "Go to… Then rest."],
  ["Go to WWW.Evil.example. Then rest.", "Go to… Then rest."],
  ["A note [here](http://evil.example/x_y) hangs there. It is old.", "A note [here… It is old."],
  ["It says ht*tps://evil.example/.a.b.c for all. Rain.", "It says… Rain."],
  ["https://evil.example/ is all. Rain falls.", "Rain falls."],
  ["See steam://run/1 and ftp://x.y/z now.\nRain falls.", "See…\nRain falls."],
])("no draft shows an address: %s", (text, draft) => {
  for (let size = 1; size <= 9; size += 1) {
    const cuts = Array.from({ length: Math.ceil(text.length / size) }, (_, n) => n * size);
    expect(shown(text, cuts)).toBe(draft);
  }
});

test("not a sign of an address comes through, wherever a stream is cut or waits", () => {
  const guard = new DraftGuard({ boundaries: [], orders });
  let out = "";
  for (const sign of "Look: a sign: www.evil.example and http://evil.example/path. It creaks.") {
    out += guard.push(sign);
    expect(out).not.toMatch(/www|http|evil|\/\//i);
  }
  expect(out + guard.end()).toBe("Look: a sign… It creaks.");
});

test("a colon, a slash and three letters w are no address", () => {
  const prose = "One thing: a door/hatch. He said:/ www and went: //left. At last:";
  expect(shown(prose)).toBe(prose);
});
