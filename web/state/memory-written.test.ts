import { expect, test } from "vitest";
import type { SeenEvent } from "../../workers/contracts/events.ts";
import { recapsWritten } from "./memory-written.ts";

const zero = "0".repeat(64);
const recap = (seq: number, scope: "scene" | "evening", fromSeq: number): SeenEvent =>
  ({
    header: { seq, epoch: 1, at: 1, prev: zero, bodyHash: zero },
    ...{ hash: zero, salt: zero },
    body: {
      ...{ type: "recap_written", v: 1, actor: { kind: "dm" }, cause: {}, audience: "all" },
      payload: {
        scope,
        fromSeq,
        toSeq: fromSeq + 3,
        sentences: [{ text: "They rang it.", rests: [fromSeq] }],
        voice: {},
      },
    },
  }) as SeenEvent;

test("a recap is found by what it tells, the newest where it was written again, and not by what another tells", () => {
  const seqOf = recapsWritten([recap(9, "scene", 2), recap(10, "evening", 2), recap(20, "scene", 2)]);
  expect([seqOf("scene", 2), seqOf("evening", 2), seqOf("evening", 3)]).toEqual([20, 10, null]);
});
