import { NarratorAnswer } from "../contracts/orchestration.ts";
import type { SecretWatch } from "../core/script/secrets.ts";
import { linesOf } from "./lines-of.ts";

/** A secret that is told is told in a few words: only the end of what has been said is compared with each new word. */
const HEARD_CHARS = 600;
const DRAFT_CHARS_MAX = 4_000;

/** The narrator was about to give a sealed secret away: what it says is not heard any further. */
export class SecretTold extends Error {}

interface Listener {
  /** Whether somebody still waits for these words. */
  readonly wanted: () => boolean;
  /** Which secret words would give away; and whether they are about to. */
  readonly givesAway: SecretWatch;
  readonly tell: (n: number, delta: string) => void;
}

/**
 * Passes words on as they come and answers with the whole at the end; null when nobody waits for it any more. `stop`
 * gives the stream up, however far it is: a narrator that falls silent must not be waited for in the background.
 */
export function listenTo(
  stream: ReadableStream<Uint8Array>,
  listener: Listener,
): { answer: Promise<NarratorAnswer | null>; stop: () => void } {
  const reader = stream.getReader();
  // A read that waits ends with it: a generator asked to return would wait for the next byte first.
  const stop = () => void reader.cancel().catch(() => undefined);
  return { answer: hear(linesOf(reader), listener), stop };
}

async function hear(lines: AsyncGenerator<string>, { wanted, givesAway, tell }: Listener) {
  let heard = "";
  let held = "";
  let n = 0;
  for await (const line of lines) {
    if (!wanted()) return null;
    const said = JSON.parse(line) as { delta?: unknown; answer?: unknown };
    if (said.answer !== undefined) return NarratorAnswer.parse(said.answer);
    if (typeof said.delta !== "string") continue;
    heard = (heard + said.delta).slice(-HEARD_CHARS - said.delta.length);
    if (givesAway(heard) !== null) throw new SecretTold("The narrator was about to give a sealed secret away.");
    held += said.delta;
    // Most of a secret is a secret too: its first words wait until it is clear that they lead somewhere else.
    if (givesAway.begins(heard)) continue;
    tell(n++, held.slice(0, DRAFT_CHARS_MAX));
    held = "";
  }
  throw new Error("The narration broke off before its end.");
}
