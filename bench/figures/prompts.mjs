import { pathToFileURL } from "node:url";

const MODEL = "@cf/zai-org/glm-4.7-flash";
/** What an evening is priced with. */
const MODELS = [
  MODEL,
  "@cf/google/gemma-4-26b-a4b-it",
  "@cf/qwen/qwen3-30b-a3b-fp8",
  "@cf/openai/gpt-oss-120b",
  "@cf/mistralai/mistral-small-3.1-24b-instruct",
  "@cf/meta/llama-3.3-70b-instruct-fp8-fast",
];
/** Up to these turns the mean is taken, over so many of them. */
const MARKS = [10, 100, 1_000];
const WINDOW = 50;
const EVENING = { turns: 80, directorRequests: 1.6, directorOut: 80, wordsTold: 250, thinkingEach: 300 };
const TOKENS_A_WORD = 4 / 3;
/** What the room allows a request: workers/realtime/purse.ts. */
const LIMITS = { first: 9_500, again: 9_500, narrator: 6_000 };
const NAMES = { first: "director", again: "director, asked again", narrator: "narrator" };
const FLAT = 0.15;

/** Figures 15 and 16: how long prompts get as a campaign goes on, and what an evening of them costs. */
export async function prompts({ bundles, quick }) {
  const { playedEvenings, bill } = await import(pathToFileURL(bundles.evening).href);
  const marks = quick ? MARKS.slice(0, 2) : MARKS;
  const windows = marks.map((until) => ({ until, from: Math.max(1, until - WINDOW + 1) }));
  const keeps = (turn) => turn <= EVENING.turns || windows.some(({ from, until }) => from <= turn && turn <= until);
  const evenings = playedEvenings(MODEL, { turns: marks.at(-1), keeps });
  const kept = evenings.flatMap((evening) => evening.prompts);
  return [...lengthRows(kept, windows), ...costRows(kept, evenings.length, bill)];
}

function lengthRows(kept, windows) {
  const rows = Object.keys(NAMES).map((task) => {
    const means = windows.map((window) => mean(within(kept, window, task).map(tokens)));
    const most = Math.max(...kept.map((turn) => tokens(turn[task] ?? [])));
    const drift = means.at(-1) / means[1] - 1;
    return {
      figure: "15",
      what: `prompt tokens of the ${NAMES[task]} up to turn ${windows.map(({ until }) => until).join(" / ")}; the longest of these`,
      value: `${means.map((each) => each.toFixed(0)).join(" / ")}; ${most}`,
      aim: `≤ ${LIMITS[task]}, flat (± ${FLAT * 100} %)`,
      met: most <= LIMITS[task] && Math.abs(drift) <= FLAT,
    };
  });
  return rows.map((row, at) =>
    at === 0 ? { ...row, table: [{ name: "parts", table: partsTable(kept, windows) }] } : row,
  );
}

/** Mean tokens by part, a column for each mark. */
function partsTable(kept, windows) {
  const lines = ["first", "narrator"].flatMap((task) => {
    const turns = windows.map((window) => within(kept, window, task));
    const names = [...new Set(turns.flat(2).map(({ name }) => name))];
    const of = (name) =>
      turns.map((each) => mean(each.map((parts) => tokens(parts.filter((part) => part.name === name)))));
    const dropped = turns.map((each) =>
      mean(each.map((parts) => parts.reduce((sum, part) => sum + part.droppedTokens, 0))),
    );
    const line = (name, numbers) =>
      `| ${NAMES[task]} | ${name} | ${numbers.map((each) => each.toFixed(0)).join(" | ")} |`;
    return [
      ...names.map((name) => line(name, of(name))),
      line(
        "**all of it**",
        turns.map((each) => mean(each.map(tokens))),
      ),
      line("left out for want of room", dropped),
    ];
  });
  const marks = windows.map(({ until }) => until);
  return [
    `| prompt | part | ${marks.map((turn) => `turn ${turn}`).join(" | ")} |`,
    `|---|---|${marks.map(() => "---|").join("")}`,
    ...lines,
  ];
}

function costRows(kept, evenings, bill) {
  const played = kept.filter(({ turn }) => turn <= EVENING.turns);
  const perEvening = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / evenings;
  const again = mean(played.flatMap((turn) => (turn.again === null ? [] : [tokens(turn.again)])));
  const { turns, directorRequests, directorOut, wordsTold, thinkingEach } = EVENING;
  const usage = {
    inputTokens: Math.round(
      perEvening(played.map(({ first, narrator }) => tokens(first) + tokens(narrator))) +
        turns * (directorRequests - 1) * again,
    ),
    outputTokens: Math.round(turns * (directorRequests * directorOut + wordsTold * TOKENS_A_WORD)),
    thinkingTokens: Math.round(turns * (directorRequests + 1) * thinkingEach),
  };
  const said = `${usage.inputTokens} tokens in, ${usage.outputTokens} out`;
  return MODELS.map((model) => {
    const { microUsd, thinks } = bill(model, usage);
    return {
      figure: "16",
      what: `US $ for an evening of ${turns} turns with ${model.split("/").at(-1)} (${said}${thinks ? `, ${usage.thinkingTokens} of thinking` : ""})`,
      value: (microUsd / 1e6).toFixed(3),
    };
  });
}

function within(kept, { from, until }, task) {
  return kept.flatMap((each) => (each.turn >= from && each.turn <= until && each[task] !== null ? [each[task]] : []));
}

const tokens = (parts) => parts.reduce((sum, part) => sum + part.tokens, 0);
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
