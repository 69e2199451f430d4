import type { Narration } from "../../../contracts/orchestration.ts";
import type { Narrator, NarratorInput } from "../../../core/ports.ts";
import { ORACLE_VOICE } from "../oracle-voice.ts";
import { SeededChoice } from "../seeded-choice.ts";
import { Memory } from "./memory.ts";
import { piecesOf } from "./sentences.ts";
import { suggest } from "./suggestions.ts";
import { tellTurn } from "./tell-turn.ts";
import { Telling } from "./telling.ts";

const PASSAGE_MAX = 8_000;

/** Tells a turn from authored words and a grammar: no model, and the same words every time for the same seed. */
export class OracleNarrator implements Narrator {
  async *narrate(input: NarratorInput): AsyncGenerator<{ delta: string }, Narration> {
    const choice = new SeededChoice(`tell:${input.seed}`);
    const telling = new Telling(input, new Memory(input.recent, choice));
    tellTurn(telling, input);
    const { question } = telling;
    if (question !== null) telling.ask(question.text);
    const text = telling.text().slice(0, PASSAGE_MAX).trim();
    for (const delta of piecesOf(text)) yield { delta };
    return {
      turnId: input.turn.id,
      text,
      rests: telling.rests,
      voice: ORACLE_VOICE,
      suggestions: suggest(input, choice),
      ...(question === null ? {} : { question: { choices: [...question.choices] } }),
    };
  }
}
