import type { PromptPart } from "../../contracts/dm.ts";
import type { DirectorInput } from "../../core/ports.ts";
import { tokensOf } from "../../models/count-tokens.ts";
import {
  type LanguageModel,
  type ModelMessage,
  type ModelRequest,
  type ModelTraits,
  thinkingRoom,
} from "../../models/port.ts";
import { DIRECTOR_BUDGET, DIRECTOR_TOKENS_MAX } from "../prompt/director-budget.ts";
import { fitParts, type PartDraft } from "../prompt/fit-parts.ts";
import { recalledPart } from "../prompt/recalled-part.ts";
import { type NumberedPassage, sourcesPart } from "../prompt/sources-part.ts";
import { fenceFor } from "../prompt/untrusted.ts";
import { CALLS_AS_JSON, DIRECTOR_RULES } from "./role-rules.ts";
import { adventurePart, lorePart, scenePart, secretsPart } from "./scene-slice.ts";
import { boundariesPart, fightPart, heroesPart, journalPart, tablePart } from "./table-slice.ts";
import { menuFor, modeOf } from "./tool-menu.ts";
import { describedTool, proposalSchema, SKILL_LINE, toolLine } from "./tool-schemas.ts";
import { actionsPart, correctionsPart, type PastCall, pastCalls, resultsPart, toldPart } from "./turn-slice.ts";

/** How a model hands its calls over. */
export type Carrier = "tools" | "json" | "text";

export interface DirectorPrompt {
  readonly request: ModelRequest;
  readonly parts: readonly PromptPart[];
  readonly carrier: Carrier;
  readonly offered: readonly string[];
}

/** Eight calls with their reasons. */
const OUTPUT_TOKENS_MAX = 900;
/** Room for what templates put around messages, and for blank lines between parts. */
const CONTEXT_MARGIN = 300;
const JOINING_TOKENS = 100;
const TEMPERATURE = 0.2;
const MEMORY_HEAD = "## What is remembered, of which the heroes may know only a part";
const SOURCES_HEAD =
  "## From files of this campaign, some for your eyes only. What they say of the world may guide your choice of calls; copy none of their words into a call.";

export function carrierFor({ tools, json }: ModelTraits): Carrier {
  if (tools) return "tools";
  return json === "none" ? "text" : "json";
}

/** What stands in a prompt besides what the room has given: what was wrong with the last answer, and what was read. */
export interface Beside {
  readonly issues?: readonly string[];
  readonly sources?: readonly NumberedPassage[];
}

/** The prompt of one round for one model, or null when the model is too small for what may not be left out. */
export function directorPrompt(
  input: DirectorInput,
  model: Pick<LanguageModel, "traits">,
  { issues = [], sources = [] }: Beside = {},
): DirectorPrompt | null {
  const carrier = carrierFor(model.traits);
  const offered = menuFor(input.state, modeOf(input.state, input.turn));
  const past = pastCalls(input);
  const carried = carrying(carrier, offered);
  // Tools are a part of their own; a schema stands beside the parts and takes room as well.
  const schemaTokens = carried.json === undefined ? 0 : tokensOf(JSON.stringify(carried.json.schema));
  const drafts = draftParts(input, { carrier, past, issues, sources, offered });
  const parts = fitParts(drafts, DIRECTOR_BUDGET, roomIn(input, model) - schemaTokens);
  if (parts === null) return null;
  const text = (name: string): string => parts.find((part) => part.name === name)?.text ?? "";
  const stable = carrier === "tools" ? ["role"] : ["role", "tools"];
  const withHistory = carrier === "tools" && past.length > 0;
  const apart = new Set([...stable, "tools", "corrections", ...(withHistory ? ["results"] : [])]);
  const situation = parts
    .filter(({ name, text: own }) => !apart.has(name) && own !== "")
    .map((part) => part.text ?? "");
  const messages: ModelMessage[] = [
    { role: "system", content: stable.map(text).join("\n\n") },
    { role: "user", content: situation.join("\n\n") },
    ...(withHistory ? historyOf(past) : []),
    ...(issues.length === 0 ? [] : [{ role: "user" as const, content: text("corrections") }]),
  ];
  return { request: { ...carried, messages, ...SETTINGS }, parts, carrier, offered };
}

const SETTINGS = { maxOutputTokens: OUTPUT_TOKENS_MAX, temperature: TEMPERATURE, reasoning: "off" } as const;

function roomIn({ plan }: DirectorInput, { traits }: Pick<LanguageModel, "traits">): number {
  const answer = OUTPUT_TOKENS_MAX + thinkingRoom(traits, SETTINGS.reasoning);
  const context = traits.contextTokens - answer - CONTEXT_MARGIN;
  return Math.min(plan.inputTokens - JOINING_TOKENS, context, DIRECTOR_TOKENS_MAX);
}

function carrying(
  carrier: Carrier,
  offered: ReturnType<typeof menuFor>,
): Pick<ModelRequest, "tools" | "toolChoice" | "json"> {
  if (carrier === "tools") return { tools: offered.map(describedTool), toolChoice: "auto" };
  return carrier === "json" ? { json: { name: "proposal", schema: proposalSchema(offered) } } : {};
}

function draftParts(
  input: DirectorInput,
  {
    carrier,
    past,
    issues,
    sources,
    offered,
  }: Required<Beside> & {
    readonly carrier: Carrier;
    readonly past: readonly PastCall[];
    readonly offered: ReturnType<typeof menuFor>;
  },
): PartDraft[] {
  const { state, turn, plan, seed, round } = input;
  const fence = fenceFor(plan.affinity, seed, String(round), String(issues.length));
  const tools =
    carrier === "tools"
      ? JSON.stringify(offered.map(describedTool))
      : ["## The tools", ...offered.map(toolLine), ...skillLine(state), "", CALLS_AS_JSON].join("\n");
  return [
    { name: "role", entries: [DIRECTOR_RULES] },
    { name: "tools", entries: [tools] },
    adventurePart(state),
    scenePart(state),
    lorePart(state),
    secretsPart(state),
    tablePart(state, fence),
    boundariesPart(state, fence),
    heroesPart(state, turn, fence),
    fightPart(state),
    journalPart(state, fence),
    toldPart(input, fence),
    recalledPart(input.memory, fence, MEMORY_HEAD),
    sourcesPart(sources, fence, SOURCES_HEAD),
    actionsPart(input, fence),
    resultsPart(past),
    correctionsPart(issues),
  ];
}

function skillLine({ public: { ruleset } }: DirectorInput["state"]): string[] {
  return ruleset === "d20" ? [SKILL_LINE] : [];
}

/** Earlier rounds as the model's own calls and what the table answered, round by round. */
function historyOf(past: readonly PastCall[]): ModelMessage[] {
  const rounds = [...new Set(past.map(({ round }) => round))].sort((a, b) => a - b);
  return rounds.flatMap((round): ModelMessage[] => {
    const calls = past.filter((each) => each.round === round);
    return [
      { role: "assistant", content: "", toolCalls: calls.map(({ use }) => use) },
      ...calls.map(({ use, result }) => ({ role: "tool" as const, callId: use.id, name: use.name, content: result })),
    ];
  });
}
