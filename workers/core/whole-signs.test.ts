import { expect, test } from "vitest";
import { wholeSigns } from "./whole-signs.ts";

test("half of a sign is replaced, a whole one stays", () => {
  expect(wholeSigns("a wolf 🐺".slice(0, -1))).toBe("a wolf \ufffd");
  expect(wholeSigns("a wolf 🐺")).toBe("a wolf 🐺");
});
