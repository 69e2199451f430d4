import { expect, test } from "vitest";
import { CampaignEvent } from "../contracts/events.ts";
import { NEWEST, type Upcasters, upcast } from "./upcast.ts";

const typesInTheContract = CampaignEvent.options.map((option) => option.shape.type.value);

test("the table of versions names every event of the contract, in the version the contract writes", () => {
  expect(Object.keys(NEWEST).sort()).toEqual([...typesInTheContract].sort());
  for (const option of CampaignEvent.options)
    expect(NEWEST[option.shape.type.value], option.shape.type.value).toBe(option.shape.v.value);
});

test("an event of today is the very same event", () => {
  const body = { type: "flag_set", v: 1, payload: { flag: "lit", value: true } };
  const read = upcast(body);
  expect(read.ok && read.body).toBe(body);
});

test("a body this code does not know is answered with a reason", () => {
  const why = (stored: unknown) => {
    const read = upcast(stored);
    return read.ok ? "readable" : `${read.unreadable.why} ${read.unreadable.type}@${read.unreadable.v}`;
  };
  expect(why({ type: "dragon_hatched", v: 1 })).toBe("unknown-type dragon_hatched@1");
  expect(why({ type: "flag_set", v: 2 })).toBe("unknown-version flag_set@2");
  expect(why({ type: "flag_set" })).toBe("malformed flag_set@0");
  expect(why({ type: "constructor", v: 1 })).toBe("unknown-type constructor@1");
  expect(why({ type: "__proto__", v: 1 })).toBe("unknown-type __proto__@1");
  for (const junk of [null, undefined, 7, "flag_set", [], {}]) expect(why(junk)).toBe("malformed @0");
});

test("an old body is lifted step by step, and a missing step is told", () => {
  const steps: Upcasters = {
    "flag_set@1": (body) => ({ ...body, payload: { name: "lit" } }),
    "flag_set@2": (body) => ({ ...body, payload: { ...(body.payload as object), on: true } }),
  };
  const read = upcast({ type: "flag_set", v: 1, payload: {} }, steps, { flag_set: 3 });
  expect(read.ok && read.body).toEqual({ type: "flag_set", v: 3, payload: { name: "lit", on: true } });
  expect(upcast({ type: "flag_set", v: 1 }, {}, { flag_set: 2 })).toMatchObject({
    ok: false,
    unreadable: { why: "unknown-version", v: 1 },
  });
});
