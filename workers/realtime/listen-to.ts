import { NarratorAnswer } from "../contracts/orchestration.ts";
import { linesOf } from "./lines-of.ts";

/** A secret that is told is told in a few words: only the end of what has been said is compared with each new word. */
const HEARD_CHARS = 600;
const DRAFT_CHARS_MAX = 4_000;

/** The narrator was about to give a sealed secret away: what it says is not heard any further. */
export class SecretTold extends Error {}

interface Listener {
  /** Whether somebody still waits for these words. */
  readonly wanted: () => boolean;
  /** The title of a secret that words would give away, or null. */
  readonly givesAway: (text: string) => string | null;
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
  const lines = linesOf(stream);
  const stop = () => void lines.return(undefined).catch(() => undefined);
  return { answer: hear(lines, listener), stop };
}

async function hear(lines: AsyncGenerator<string>, { wanted, givesAway, tell }: Listener) {
  let heard = "";
  let n = 0;
  for await (const line of lines) {
    if (!wanted()) return null;
    const said = JSON.parse(line) as { delta?: unknown; answer?: unknown };
    if (said.answer !== undefined) return NarratorAnswer.parse(said.answer);
    if (typeof said.delta !== "string") continue;
    heard = (heard + said.delta).slice(-HEARD_CHARS - said.delta.length);
    if (givesAway(heard) !== null) throw new SecretTold("The narrator was about to give a sealed secret away.");
    tell(n++, said.delta.slice(0, DRAFT_CHARS_MAX));
  }
  throw new Error("The narration broke off before its end.");
}
