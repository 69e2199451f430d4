import type { DirectorInput } from "../../core/ports.ts";
import type { LorePassage } from "../../library/search.ts";
import type { LoreDesk } from "../lore/lore-desk.ts";
import { PASSAGES_PER_PROMPT_MAX } from "../prompt/sources-part.ts";

/** Passages of a turn. Which of them players may read is asked while the model thinks, and known before it is needed. */
export interface TurnPassages {
  readonly all: readonly LorePassage[];
  readonly forPlayers: Promise<readonly LorePassage[]>;
}

const TOKENS_MAX = 1_500;
const TEXT_CHARS_MAX = 1_200;
const NAMES_MAX = 16;
/** So many turns are kept in mind in an isolate: keys only, read and authorised anew in each round. */
const TURNS_KEPT = 200;
const found = new Map<string, readonly string[]>();

/** What was read that bears on a turn: searched for in its first round, and only looked up again in those after it. */
export async function passagesFor(input: DirectorInput, lore: LoreDesk): Promise<TurnPassages> {
  const campaignId = input.state.public.campaignId ?? "";
  const turn = `${campaignId}/${input.turn.id}`;
  const known = input.round === 1 ? undefined : found.get(turn);
  const all =
    known === undefined
      ? await lore.forTurn({ campaignId, ...soughtIn(input), may: "gm", ...SIZE })
      : await lore.byKeys({ campaignId, keys: known, may: "gm" });
  const keys = all.map(({ key }) => key);
  if (known === undefined) keep(turn, keys);
  return { all, forPlayers: lore.byKeys({ campaignId, keys, may: "players" }) };
}

const SIZE = { limit: PASSAGES_PER_PROMPT_MAX, tokensMax: TOKENS_MAX };

/** The players' words, and who and what is before them. A foe's move asks for nothing: it is in its manner. */
function soughtIn({ turn, state }: DirectorInput): { text: string; names: string[] } {
  const text = turn.actions
    .map((action) => action.text)
    .join("\n")
    .slice(0, TEXT_CHARS_MAX);
  const { scene } = state.public;
  const names = scene === null ? [] : [scene.title, ...scene.people.map(({ name }) => name)];
  return { text, names: [...new Set(names)].slice(0, NAMES_MAX) };
}

function keep(turn: string, keys: readonly string[]): void {
  const [oldest] = found.keys();
  if (found.size >= TURNS_KEPT && oldest !== undefined) found.delete(oldest);
  found.set(turn, keys);
}
