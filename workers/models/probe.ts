import { learn } from "./learned.ts";
import {
  type CallOptions,
  type LanguageModel,
  ModelFault,
  type ModelFaultKind,
  type ModelRequest,
  type ProbeReport,
} from "./port.ts";

/** What a probe asks for is small; a model that thinks first gets its room from the adapter. */
const PROBE_TOKENS_MAX = 128;

type Verdict = boolean | ModelFaultKind;

/** Faults that say what a model cannot do. Of the others (busy, unreachable, quota) nothing is learned. */
const telling: readonly ModelFaultKind[] = ["unsupported", "bad-request", "empty"];
/** Faults after which there is no use in asking for the rest. */
const away: readonly Verdict[] = ["unreachable", "timeout", "not-allowed", "quota", "model-gone"];

/** Asks for one tool call, one JSON answer and one embedding, each allowed to fail, and keeps what it learns. */
export async function probeModel(
  model: Pick<LanguageModel, "provider" | "model" | "complete" | "embed"> & { readonly at: string },
  options: CallOptions,
): Promise<ProbeReport> {
  const from = Date.now();
  const freely = () => callsTheTool(model, "auto", options);
  // Some that call tools well refuse to be told which.
  const tools = await verdictOf(() => callsTheTool(model, { name: "roll_die" }, options), freely, freely);
  const isAway = away.includes(tools);
  const inJson = () => answersInJson(model, options);
  const json = isAway ? tools : await verdictOf(inJson, inJson);
  const embeddings = isAway ? tools : await verdictOf(() => embeds(model, options));
  const verdicts = [tools, json, embeddings];
  if (typeof tools === "boolean") learn(model, { tools });
  if (typeof json === "boolean") learn(model, { json });
  const silences = verdicts.filter((verdict) => typeof verdict === "string");
  return {
    model: model.model,
    at: model.at,
    tools: tools === true,
    json: json === true,
    embeddings: embeddings === true,
    ms: Date.now() - from,
    silent: silences.length === verdicts.length ? (silences[0] ?? null) : null,
  };
}

/** The report in one plain line: "llama3.1 at 127.0.0.1:11434: calls tools, no JSON schema, no embeddings". */
export function probeLine({ model, at, tools, json, embeddings, silent }: ProbeReport): string {
  if (silent !== null) return `${model} at ${at}: no answer (${silent})`;
  const parts = [
    tools ? "calls tools" : "no tools",
    json ? "JSON schema" : "no JSON schema",
    embeddings ? "embeddings" : "no embeddings",
  ];
  return `${model} at ${at}: ${parts.join(", ")}`;
}

/**
 * Asks one after the other until one works. Anybody misses a call now and then, and what is learned holds until the
 * isolate ends: a model is only said to be unable to do what it has missed more than once.
 */
async function verdictOf(...asks: readonly (() => Promise<boolean>)[]): Promise<Verdict> {
  for (const ask of asks) {
    const verdict = await outcomeOf(ask);
    if (verdict !== false) return verdict;
  }
  return false;
}

async function outcomeOf(ask: () => Promise<boolean>): Promise<Verdict> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error;
    return telling.includes(error.kind) ? false : error.kind;
  }
}

async function callsTheTool(
  model: Pick<LanguageModel, "complete">,
  toolChoice: ModelRequest["toolChoice"],
  options: CallOptions,
): Promise<boolean> {
  const parameters = {
    type: "object",
    properties: { sides: { type: "integer" } },
    required: ["sides"],
    additionalProperties: false,
  };
  const { toolCalls } = await model.complete(
    {
      messages: [{ role: "user", content: "Roll a die with twenty sides. Use the tool." }],
      tools: [{ name: "roll_die", description: "Rolls one die.", parameters }],
      toolChoice,
      maxOutputTokens: PROBE_TOKENS_MAX,
    },
    options,
  );
  const [first] = toolCalls;
  return first?.name === "roll_die" && typeof first.arguments === "object";
}

async function answersInJson(model: Pick<LanguageModel, "complete">, options: CallOptions): Promise<boolean> {
  const { text } = await model.complete(
    {
      messages: [{ role: "user", content: "Which colour has the sky at noon? Answer in JSON as { colour }." }],
      json: {
        name: "sky",
        schema: {
          type: "object",
          properties: { colour: { type: "string" } },
          required: ["colour"],
          additionalProperties: false,
        },
      },
      maxOutputTokens: PROBE_TOKENS_MAX,
    },
    options,
  );
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "colour" in value;
  } catch {
    return false;
  }
}

async function embeds(model: Pick<LanguageModel, "embed">, options: CallOptions): Promise<boolean> {
  const { vectors } = await model.embed(["a lantern on a hill"], options);
  return (vectors[0]?.length ?? 0) > 0;
}
