import type { ToolResult } from "../../contracts/orchestration.ts";
import type { DirectorInput } from "../../core/ports.ts";
import { tokensOf } from "../../models/count-tokens.ts";
import type { ToolUse } from "../../models/port.ts";
import type { PartDraft } from "../prompt/fit-parts.ts";
import { cleanLine, cleanText, clipTokens, type Fence } from "../prompt/untrusted.ts";

const TOLD_MAX = 4;
const TOLD_TOKENS_EACH = 300;
/** All actions of a turn together; each has its share, so that one long speech does not drown the others. */
const ACTIONS_TOKENS = 3_600;
const ACTIONS_MAX = 24;
const CHOICES_TOKENS = 200;
const RESULT_CHARS_MAX = 700;
const CORRECTIONS_TOKENS = 600;

/** The last things told at this table, newest last. */
export function toldPart({ recent }: DirectorInput, fence: Fence): PartDraft {
  return {
    name: "told",
    head: "## What was last told",
    entries: recent
      .slice(-TOLD_MAX)
      .map((text) => fence.wrap("told", clipTokens(cleanText(text), TOLD_TOKENS_EACH, tokensOf))),
  };
}

/** What this turn answers: the players' words, or the move of a foe. */
export function actionsPart({ turn, state }: DirectorInput, fence: Fence): PartDraft {
  const head = "## This turn";
  if (turn.actions.length === 0) {
    const who = turn.combatantId ?? "nobody";
    return { name: "actions", head, entries: [`It is the move of ${who}. Play it, and end its turn.`] };
  }
  const actions = turn.actions.slice(0, ACTIONS_MAX);
  const share = Math.floor(ACTIONS_TOKENS / actions.length) - 30;
  const asked = state.public.question;
  return {
    name: "actions",
    head,
    entries: [
      ...actions.map(({ creatureId, mode, text }) => {
        const words = fence.wrap("words", clipTokens(cleanText(text), Math.max(20, share), tokensOf));
        return `The player of ${creatureId} ${SAID[mode]}:\n${words}`;
      }),
      ...(asked === null
        ? []
        : [`They had been asked, with these choices:\n${fence.wrap("told", choicesOf(asked.choices))}`]),
    ],
  };
}

const SAID = { do: "says what the hero does", say: "speaks as the hero", ask: "asks the DM" } as const;

function choicesOf(choices: readonly string[]): string {
  return clipTokens(choices.map((choice) => `- ${cleanLine(choice, 120)}`).join("\n"), CHOICES_TOKENS, tokensOf);
}

/** A call of an earlier round with what became of it. */
export interface PastCall {
  readonly round: number;
  readonly use: ToolUse;
  /** What the model is told of it, as JSON on one line. */
  readonly result: string;
}

/**
 * The calls of earlier rounds. Their arguments stand in `made`, in the order of their results; a result without its call
 * is told by the tool's name alone.
 */
export function pastCalls({ results, state, turn }: DirectorInput): PastCall[] {
  const made = state.gm.work?.turnId === turn.id ? state.gm.work.made : [];
  return results.map((result, at) => {
    const round = Number(result.callId.split(".")[1] ?? 1);
    return {
      round,
      // Nine letters and digits: Mistral takes no other ids, and the same ones each round keep a prompt warm.
      use: {
        id: `call${String(at + 1).padStart(5, "0")}`,
        name: result.tool,
        arguments: argsIn(made[at], result.tool),
      },
      result: resultLine(result),
    };
  });
}

/** The arguments out of a call's key, which is `tool [[key, value], …]` (core/evolve/fold-gm.ts, `callKey`). */
function argsIn(key: string | undefined, tool: string): Record<string, unknown> {
  if (key === undefined || !key.startsWith(`${tool} `)) return {};
  try {
    const entries: unknown = JSON.parse(key.slice(tool.length + 1));
    return Array.isArray(entries) ? Object.fromEntries(entries as [string, unknown][]) : {};
  } catch {
    return {};
  }
}

function resultLine({ ok, outcome, code, alternatives, detail }: ToolResult): string {
  const told = ok
    ? { done: true, ...(outcome === "none" ? {} : { outcome }), ...detail }
    : {
        done: false,
        refused: code ?? "refused",
        ...detail,
        ...(alternatives?.length ? { allowed: alternatives } : {}),
      };
  const text = cleanText(JSON.stringify(told)).replace(/\s+/g, " ");
  return text.length <= RESULT_CHARS_MAX ? text : `${text.slice(0, RESULT_CHARS_MAX)}…`;
}

export function resultsPart(past: readonly PastCall[]): PartDraft {
  return {
    name: "results",
    head: "## What came of your calls so far",
    entries: past.map(({ use, result }) => {
      const args = cleanText(JSON.stringify(use.arguments)).replace(/\s+/g, " ").slice(0, RESULT_CHARS_MAX);
      return `- ${use.name} ${args} -> ${result}`;
    }),
  };
}

/** What was wrong with the last answer, for the one time it is asked again. */
export function correctionsPart(issues: readonly string[]): PartDraft {
  const list = issues.map((issue) => `- ${cleanLine(issue, 300)}`).join("\n");
  return {
    name: "corrections",
    head: "## Your last answer could not be used. Answer again, and mind this:",
    entries: issues.length === 0 ? [] : [clipTokens(list, CORRECTIONS_TOKENS, tokensOf)],
  };
}
