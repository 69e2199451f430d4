/// <reference types="@cloudflare/workers-types" />
import { WorkerEntrypoint } from "cloudflare:workers";
import type { DirectorInput, NarratorInput } from "../../workers/core/ports.ts";

const WORDS = "The rain has stopped and the road lies empty under a late moon".split(" ");
const voice = { provider: "oracle", model: "scripted", inputTokens: 0, outputTokens: 0, costMicroUsd: 0 } as const;

/** A DM that costs nothing: no calls, and words at once. What remains of the time is ours. */
export class ScriptedDm extends WorkerEntrypoint {
  async direct({ turn, state }: DirectorInput) {
    const proposal = { turnId: turn.id, basedOnSeq: state.head.seq, calls: [], done: true, voice };
    return { proposal, receipts: [], prompts: [], sources: [] };
  }

  async help(): Promise<never> {
    throw new Error("Nobody asks for help in a benchmark.");
  }

  async answer(): Promise<never> {
    throw new Error("Nobody asks the sources in a benchmark.");
  }

  async recap(): Promise<never> {
    throw new Error("Nobody tells anything in short in a benchmark.");
  }

  async narrate({ turn }: Pick<NarratorInput, "turn">): Promise<ReadableStream<Uint8Array>> {
    const text = WORDS.join(" ");
    const lines = [
      ...WORDS.map((word) => ({ delta: `${word} ` })),
      {
        answer: {
          narration: { turnId: turn.id, text, rests: [], suggestions: [], voice },
          ...{ cuts: [], cites: [], receipts: [], prompts: [] },
        },
      },
    ];
    const encoder = new TextEncoder();
    return new ReadableStream<Uint8Array>({
      type: "bytes",
      pull(controller) {
        const line = lines.shift();
        if (line === undefined) return controller.close();
        controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      },
    });
  }
}
