import { adventures } from "../../workers/content/index.ts";
import { costMicroUsd, traitsOf } from "../../workers/models/model-table.ts";
import { Evening, type TurnPrompts } from "./evening.ts";

const traitsFor = (model: string) => traitsOf({ provider: "workers-ai", model, local: false });

/** Every adventure of the house, played on and on, with the prompts a model would have been sent. */
export function playedEvenings(
  model: string,
  { turns, keeps }: { turns: number; keeps: (turn: number) => boolean },
): { title: string; prompts: readonly TurnPrompts[] }[] {
  return adventures.map(({ id, title }) => {
    const { prompts } = new Evening({ adventureId: id, turns, traits: traitsFor(model), keeps });
    return { title, prompts };
  });
}

/** What so many tokens cost with a model of Workers AI, in millionths of a dollar, and whether it thinks unasked. */
export function bill(
  model: string,
  { inputTokens, outputTokens, thinkingTokens }: { inputTokens: number; outputTokens: number; thinkingTokens: number },
): { microUsd: number; thinks: boolean } {
  const traits = traitsFor(model);
  if (!traits.priceKnown) throw new Error(`The price of ${model} is not in the table.`);
  const thinks = traits.reasoning === "mandatory";
  const usage = { inputTokens, cachedTokens: 0, outputTokens: outputTokens + (thinks ? thinkingTokens : 0) };
  return { microUsd: costMicroUsd(traits, { ...usage, estimated: true }), thinks };
}
