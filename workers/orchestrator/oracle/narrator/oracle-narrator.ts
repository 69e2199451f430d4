import type { NarratorAnswer } from "../../../contracts/orchestration.ts";
import type { Narrator, NarratorInput } from "../../../core/ports.ts";
import { ORACLE_VOICE } from "../oracle-voice.ts";
import { SeededChoice } from "../seeded-choice.ts";
import { Memory } from "./memory.ts";
import { piecesOf } from "./sentences.ts";
import { suggest } from "./suggestions.ts";
import { tellOn, tellTurn } from "./tell-turn.ts";
import { Telling } from "./telling.ts";

const PASSAGE_MAX = 8_000;

/** Tells a turn from authored words and a grammar: no model, and the same words every time for the same seed. */
export class OracleNarrator implements Narrator {
  async *narrate(input: NarratorInput): AsyncGenerator<{ delta: string }, NarratorAnswer> {
    const choice = new SeededChoice(seedOf(input));
    const telling = new Telling(input, memoryFor(input, choice));
    if (input.telling.how === "on") tellOn(telling);
    else tellTurn(telling, input);
    const { question } = telling;
    if (question !== null) telling.ask(question.text);
    const text = telling.text().slice(0, PASSAGE_MAX).trim();
    for (const delta of piecesOf(text)) yield { delta };
    const narration = {
      turnId: input.turn.id,
      text,
      rests: telling.rests,
      voice: ORACLE_VOICE,
      suggestions: suggest(input, choice),
      ...(question === null ? {} : { question: { choices: [...question.choices] } }),
    };
    return { narration, cuts: [], cites: [], receipts: [], prompts: [] };
  }
}

function seedOf({ seed, telling }: NarratorInput): string {
  switch (telling.how) {
    case "turn":
      return `tell:${seed}`;
    case "again":
      return `again:${seed}:${telling.instead}`;
    case "on":
      return `on:${seed}:${telling.from}`;
    default:
      return telling satisfies never;
  }
}

/** Told again, what was authored stands as it stood; only the words around it may not be those of before. */
function memoryFor({ recent, telling }: NarratorInput, choice: SeededChoice): Memory {
  if (telling.how !== "again") return new Memory(recent, choice);
  return new Memory(
    recent.filter((text) => text !== telling.instead),
    choice,
    telling.instead,
  );
}
