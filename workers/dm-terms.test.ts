import { expect, test } from "vitest";
import { dmTerms, voiceList } from "./dm-terms.ts";

const KEY = "sk-proj-0123456789abcdef";

test.each([
  { DM_PROVIDER: KEY },
  { DM_MODELS: KEY },
  { DM_FALLBACKS: `openai:${KEY}` },
  { DM_HOUR_USD: KEY },
  { DM_TURN_SECONDS: KEY },
])("a key in the wrong place is told to nobody, and the Oracle plays: %o", (env) => {
  const { trouble, items } = voiceList(env);
  expect(trouble).toMatch(/[A-Z]+_[A-Z]+|openai:…/);
  expect(trouble).not.toContain(KEY);
  expect(items).toEqual([]);
  expect(dmTerms(env)).toMatchObject({ voices: [], defaults: [] });
});

test("on the host's own machine the sentence says what was set", () => {
  expect(voiceList({ DM_HOUR_USD: "a lot", PROFILE: "dev" }).trouble).toContain("a lot");
});

test("who only stands in is lent and not offered", () => {
  const env = {
    OPENAI_BASE_URL: "http://127.0.0.1:11434/v1",
    OPENAI_MODEL: "small",
    DM_FALLBACKS: "openai:large",
  };
  expect(dmTerms(env).defaults).toEqual(["openai:small", "openai:large"]);
  expect(voiceList(env).items.map(({ id }) => id)).toEqual(["openai:small"]);
});
