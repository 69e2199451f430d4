import { WorkerEntrypoint } from "cloudflare:workers";
import type { VoicePlan } from "../contracts/dm.ts";
import type { DirectorAnswer, HelpAnswer, RecapAnswer, SourcesAnswer } from "../contracts/orchestration.ts";
import type { AnswerInput, DirectorInput, HelpInput, NarratorInput, RecapInput } from "../core/ports.ts";
import { narrationStream } from "./narration-stream.ts";
import { type Orchestra, orchestraFor } from "./orchestra.ts";

/**
 * Director, narrator and those who help and answer, behind a binding. They are given a view, answer with a proposal or
 * with prose, and write nothing. Which voices there are, the deployment's own variables say; which of them may be asked, the plan of each step.
 */
export class Orchestrator extends WorkerEntrypoint<Env> {
  readonly #orchestra: Orchestra = orchestraOf(this.env);

  async direct(input: DirectorInput): Promise<DirectorAnswer> {
    return await this.#orchestra.director.direct({ ...input, plan: untilOracle(input.plan) });
  }

  /** Lines of JSON: `{"delta"}` … and at the end `{"answer"}`. */
  async narrate(input: NarratorInput): Promise<ReadableStream<Uint8Array>> {
    return narrationStream(this.#orchestra.narrator.narrate({ ...input, plan: untilOracle(input.plan) }));
  }

  async help(input: HelpInput): Promise<HelpAnswer> {
    return await this.#orchestra.helper.help({ ...input, plan: untilOracle(input.plan) });
  }

  async answer(input: AnswerInput): Promise<SourcesAnswer> {
    return await this.#orchestra.answerer.answer({ ...input, plan: untilOracle(input.plan) });
  }

  async recap(input: RecapInput): Promise<RecapAnswer> {
    return await this.#orchestra.recapper.recap({ ...input, plan: untilOracle(input.plan) });
  }

  /** What the models of this deployment can do, a line each. It asks them, which may cost a little. */
  async probe(): Promise<string> {
    return await this.#orchestra.probe();
  }
}

/** What a deployment is configured with does not change while an isolate lives, and every call is another instance. */
const orchestras = new WeakMap<object, Orchestra>();

function orchestraOf(env: object): Orchestra {
  const known = orchestras.get(env) ?? orchestraFor(env);
  orchestras.set(env, known);
  return known;
}

/** The Oracle always answers, so nobody is asked after it; and it is no model to be opened. */
function untilOracle(plan: VoicePlan): VoicePlan {
  const at = plan.voices.findIndex((voice) => voice === "oracle" || voice.startsWith("oracle:"));
  return at === -1 ? plan : { ...plan, voices: plan.voices.slice(0, at) };
}
