import { expect, test } from "vitest";
import { Making } from "../contracts/making.ts";
import { heldBy, making } from "./index.ts";

test("what a character is made from is what the contract says, things looked up", () => {
  const told = { ...making, callings: making.callings.map((calling) => ({ ...calling, items: heldBy(calling) })) };
  expect(() => Making.parse(told)).not.toThrow();
  for (const calling of told.callings) expect(calling.items.length).toBeGreaterThan(0);
});
