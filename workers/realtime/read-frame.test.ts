import { expect, test } from "vitest";
import { MemberCommand } from "../contracts/commands.ts";
import { ClientFrame, FRAME_BYTES_MAX } from "../contracts/frames.ts";
import { mutatedFrame, SeededChance, soundFrames } from "../testkit/frame-mutations.ts";
import { readFrame } from "./socket-door.ts";

const FRAMES = 25_000;

test("every sound frame is read as what it is", () => {
  for (const frame of soundFrames(new SeededChance(1)))
    expect(readFrame(JSON.stringify(frame))).toEqual({ ok: true, frame });
});

test(`of ${FRAMES} frames that met with an accident each is either refused in words or a frame of the contract, and none breaks anything`, () => {
  const outcomes = new Map<string, number>();
  for (let seed = 1; seed <= FRAMES; seed += 1) {
    const message = mutatedFrame(new SeededChance(seed));
    const read = readFrame(message);
    if (read.ok) {
      if (typeof message !== "string") throw new Error(`Seed ${seed}: bytes were read as a frame.`);
      const again = ClientFrame.safeParse(JSON.parse(JSON.stringify(read.frame)));
      if (!again.success) throw new Error(`Seed ${seed}: what was read is no frame of the contract.`);
      if (Object.getPrototypeOf(read.frame) !== Object.prototype)
        throw new Error(`Seed ${seed}: the frame brought a prototype.`);
    } else if ((read.detail ?? "").length > 300)
      throw new Error(`Seed ${seed}: the answer is as long as the question.`);
    const outcome = read.ok ? "read" : read.slug;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect([...outcomes.keys()].sort()).toEqual(["bad-frame", "frame-too-large", "read"]);
  expect(Math.min(...outcomes.values()), "each of them often enough to mean something").toBeGreaterThan(FRAMES / 50);
  expect(({} as { isGm?: unknown }).isGm).toBeUndefined();
}, 60_000);

test("a frame is measured in bytes and not in letters", () => {
  const chat = (text: string) => JSON.stringify({ t: "client.typing", typing: true, text });
  expect(readFrame(chat("é".repeat(FRAME_BYTES_MAX / 2)))).toMatchObject({ ok: false, slug: "frame-too-large" });
  expect(readFrame(chat("e".repeat(FRAME_BYTES_MAX / 2)))).toMatchObject({ ok: false, slug: "bad-frame" });
});

test("[V1] a handout is shown through the API, and over no socket: whoever sends a file's id there is not understood", () => {
  const sound = soundFrames(new SeededChance(1))
    .map((frame) => ClientFrame.parse(frame))
    .find(({ t }) => t === "client.gm");
  const gm = (command: object) => JSON.stringify({ ...sound, command });
  const handout = { type: "gm_show_handout", uploadId: `u_${"b".repeat(20)}`, title: "x", kind: "text", caption: "" };
  expect(MemberCommand.safeParse(handout).success, "the room knows it").toBe(true);
  expect(readFrame(gm(handout))).toMatchObject({ ok: false, slug: "bad-frame" });
  expect(readFrame(gm({ type: "gm_take_over" }))).toMatchObject({ ok: true });
});
