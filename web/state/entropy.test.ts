import { expect, test } from "vitest";
import { commitmentOf, nextShare, settled } from "./entropy.ts";

const nonces = Array.from({ length: 12 }, (_, index) => String(index).padStart(2, "0").repeat(32));
const dealer = () => {
  let at = 0;
  return () => nonces[at++] ?? "";
};

test("the first share opens nothing, each later one opens what the log holds", () => {
  const fresh = dealer();
  const first = nextShare([], null, fresh);
  expect(first.share.reveal).toBeNull();
  const second = nextShare(first.kept, first.share.commit, fresh);
  expect(second.share.reveal).toBe(nonces[0]);
  expect(commitmentOf(nonces[0] ?? "")).toBe(first.share.commit);
  expect(second.share.commit).not.toBe(first.share.commit);
});

test("a share that never landed is not built upon", () => {
  const fresh = dealer();
  const first = nextShare([], null, fresh);
  const lost = nextShare(first.kept, first.share.commit, fresh);
  const repeated = nextShare(lost.kept, first.share.commit, fresh);
  expect(repeated.share.reveal).toBe(nonces[0]);
});

test("a commitment made on another device is not ours to open", () => {
  expect(nextShare([nonces[3] ?? ""], commitmentOf(nonces[9] ?? ""), dealer()).share.reveal).toBeNull();
});

test("nonces before the one in force are forgotten", () => {
  const kept = nonces.slice(0, 4);
  expect(settled(kept, commitmentOf(nonces[2] ?? ""))).toEqual(nonces.slice(2, 4));
  expect(settled(kept, commitmentOf(nonces[9] ?? ""))).toBe(kept);
  expect(settled(kept, null)).toBe(kept);
});
