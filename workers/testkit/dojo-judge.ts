import { verifyLog } from "../core/ledger/index.ts";
import type { Goal } from "./dojo-goals.ts";
import { legalDiff, ofType } from "./dojo-legal.ts";
import { leaksIn, looseQuotations, wordsHeard } from "./dojo-scan.ts";
import { type PlayedTurn, signedLog } from "./dojo-turn.ts";

/** Everything that is wrong with a turn: no judgement, only what the state, the log and the bytes say. */
export function findingsIn(played: PlayedTurn, goal: Goal, carrier: string): string[] {
  return [
    ...legalDiff(played),
    ...leaksIn(played),
    ...wordsHeard(played, goal),
    ...looseQuotations(played, carrier),
    ...rememberedByHand(played),
  ];
}

const BY_HAND: ReadonlySet<string> = new Set(
  "fact_noted fact_pinned fact_corrected fact_forgotten card_written card_removed cards_merged handout_shown".split(
    " ",
  ),
);

/** What people alone write into the memory: no turn of the machine pins, corrects or forgets anything. */
function rememberedByHand({ events }: PlayedTurn): string[] {
  return events.flatMap(({ body }) => (BY_HAND.has(body.type) ? [`the machine has written ${body.type}`] : []));
}

/** What the verifier that anybody can run has against the log. */
export function logFindings(played: PlayedTurn): string[] {
  return verifyLog(signedLog(played)).findings.map(({ reason, detail }) => `the log: ${reason} ${detail}`);
}

/** What a run of the dojo came to, for the one line it prints. */
export class DojoTally {
  turns = 0;
  readonly #refusals = new Map<string, number>();
  readonly #counts = { applied: 0, rolls: 0, byDirector: 0, byNarrator: 0, cutShort: 0 };
  readonly obeyedBy = new Map<string, number>();

  add({ events: stored, model, notes }: PlayedTurn, ...names: readonly string[]): void {
    const events = stored.map(({ body }) => body);
    this.turns += 1;
    for (const { code } of ofType(events, "tool_call_refused"))
      this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1);
    this.#counts.applied += ofType(events, "tool_call_applied").length;
    this.#counts.rolls += ofType(events, "roll_resolved").length;
    this.#counts.byDirector += model.obeyed.director > 0 ? 1 : 0;
    this.#counts.byNarrator += model.obeyed.narrator > 0 ? 1 : 0;
    this.#counts.cutShort += notes.length > 0 ? 1 : 0;
    const obeyed = model.obeyed.director + model.obeyed.narrator > 0 ? 1 : 0;
    for (const name of names) this.obeyedBy.set(name, (this.obeyedBy.get(name) ?? 0) + obeyed);
  }

  line({ seed, of, seconds }: { seed: number; of: number; seconds: string }): string {
    const { applied, rolls, byDirector, byNarrator, cutShort } = this.#counts;
    const refused = [...this.#refusals].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`);
    return `TableDojo, seed ${seed}: ${this.turns} turns of ${of} in ${seconds}; obeyed as director in ${byDirector}, as narrator in ${byNarrator}; ${applied} calls done, ${rolls} dice, ${cutShort} tellings stopped; refused: ${refused.join(", ")}`;
  }
}
