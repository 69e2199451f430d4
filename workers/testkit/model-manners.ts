import { z } from "zod";
import type { FakeRequest, FakeScript, FakeStep } from "./fake-openai.ts";

/** What was asked of a model, as far as a manner looks at it. */
interface Asked {
  readonly task: "director" | "narrator" | "help" | "answer" | "recap";
  /** 1 for the first question of a turn. */
  readonly round: number;
  readonly ruleset: "d20" | "embers";
  /** All that was sent, as one text. */
  readonly prompt: string;
  readonly hero: { readonly id: string; readonly name: string };
  /** The numbers of the facts a narrator was given. */
  readonly facts: readonly string[];
  /** Counts the requests of this campaign: other tests ask the same server at the same time. */
  readonly n: number;
  /** What was set for this campaign over HTTP. */
  readonly mood: Mood;
}

/** What can be changed while the server runs, for all campaigns or for one. */
const Mood = z.object({ down: z.boolean().optional(), secret: z.string().optional(), campaign: z.string().optional() });
type Mood = z.infer<typeof Mood>;

interface Tally {
  asked: number;
  hungUp: number;
}
const NOT_ASKED: Tally = { asked: 0, hungUp: 0 };

interface Manner {
  readonly director: (asked: Asked) => FakeStep;
  readonly narrator: (asked: Asked) => FakeStep;
}

const Body = z.looseObject({
  model: z.string().default(""),
  stream: z.boolean().default(false),
  messages: z
    .array(
      z.looseObject({ role: z.string(), content: z.string().nullish(), tool_calls: z.array(z.unknown()).nullish() }),
    )
    .default([]),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).default([]),
});

/** Where its mood is set: below the address of the server, beside `/v1`. */
export const MANNERS_PATH = "/manners";

/**
 * The script of a server at which each model has a manner of its own, by its name. They know nothing between two requests
 * but what `POST /manners` has set: `{"down": true}` for `flaky`, `{"secret": "…"}` for `leaks`, each for all campaigns or,
 * with `"campaign"`, for one. The answer tells how often that campaign has asked, and how often it hung up on an answer.
 */
export function modelManners(): FakeScript {
  const moods = new Map<string, Mood>();
  const tallies = new Map<string, Tally>();
  return (request) => {
    if (request.path.endsWith(MANNERS_PATH)) {
      const mood = Mood.parse(request.body);
      const key = mood.campaign ?? "";
      moods.set(key, { ...moods.get(key), ...mood });
      return { raw: JSON.stringify(tallies.get(key) ?? NOT_ASKED), contentType: "application/json" };
    }
    const campaign = String(request.headers["x-session-affinity"] ?? "");
    const tally = tallies.get(campaign) ?? { ...NOT_ASKED };
    tallies.set(campaign, tally);
    tally.asked += 1;
    void request.hungUp.then((early) => {
      tally.hungUp += early ? 1 : 0;
    });
    return answerTo(request, tally.asked, { ...moods.get(""), ...moods.get(campaign) });
  };
}

function answerTo(request: FakeRequest, n: number, mood: Mood): FakeStep {
  const { model, stream, messages, tools } = Body.parse(request.body);
  const manner = Object.hasOwn(MANNERS_BY_NAME, model) ? MANNERS_BY_NAME[model as MannerName] : undefined;
  if (manner === undefined) return gone;
  const prompt = messages.map(({ content }) => content ?? "").join("\n");
  const offered = tools.map(({ function: { name } }) => name);
  if (offered.join() === "roll_die" && (model === "plain" || model === "looks"))
    return { toolCalls: [{ name: "roll_die", arguments: { sides: 20 } }] };
  const task = stream ? "narrator" : offered.length > 0 ? "director" : (askedFor(prompt) ?? "help");
  const asked: Asked = {
    task,
    round: 1 + messages.filter(({ tool_calls }) => (tool_calls ?? []).length > 0).length,
    ruleset: offered.includes("trait_roll") ? "embers" : "d20",
    prompt,
    hero: heroIn(prompt),
    facts: [...prompt.matchAll(/^\[(\d+)\] /gm)].map(([, seq]) => seq ?? ""),
    n,
    mood,
  };
  const step = task === "director" || task === "narrator" ? manner[task](asked) : besides(manner, asked);
  return { usage: counted(request, step), ...step };
}

function heroIn(prompt: string): Asked["hero"] {
  const [, id = "nobody"] = /^- hero ([a-z0-9-]+) \(acts now\)/m.exec(prompt) ?? [];
  const [, name = "the hero"] = /^The heroes:\n([^,\n]+),/m.exec(prompt) ?? [];
  return { id, name };
}

/** As a provider would count it: about four characters to a token. */
function counted({ body }: FakeRequest, { text = "", toolCalls = [] }: FakeStep): NonNullable<FakeStep["usage"]> {
  const tokens = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);
  return {
    prompt_tokens: tokens([body["messages"], body["tools"] ?? []]),
    completion_tokens: tokens([text, toolCalls]),
  };
}

const CALM = [
  ["The lamps burn low and the air is still", "Somewhere a board creaks, and nothing else moves"],
  ["A draught goes through the room", "Dust turns slowly in what light there is"],
  ["It has grown quiet in here", "Far off a dog barks once and falls silent"],
  ["The smell of old wood hangs over everything", "A shutter taps, then rests again"],
] as const;

/** Two sentences that nobody could cut; the second rests on the first passage of a file, where one was given. */
function story({ n, facts, prompt }: Asked): string {
  const [first, second] = CALM[n % CALM.length] ?? CALM[0];
  const mark = facts.length === 0 ? "" : ` [${facts.at(-1)}]`;
  const source = /^\[S1\]$/m.test(prompt) ? " [S1]" : "";
  return `${first}${mark}. ${second}${source}.`;
}

const finish: FakeStep = { toolCalls: [{ name: "finish", arguments: {} }] };
const tells = (asked: Asked): FakeStep => ({ text: story(asked) });
const nothing = (): FakeStep => finish;
const failing = (step: FakeStep): Manner => ({ director: () => step, narrator: () => step });
const error = (status: number, code: string): FakeStep => ({ status, error: { error: { message: code, code } } });
const gone = error(404, "model_not_found");

/** A roll for the hero who acts, with a reason a GM can read. */
function oneRoll({ ruleset, hero }: Asked): NonNullable<FakeStep["toolCalls"]> {
  const purpose = "look around with care";
  const why = "They look closely, and it is not certain what they notice.";
  const roll =
    ruleset === "d20"
      ? {
          name: "ability_check",
          arguments: { creatureId: hero.id, ability: "wis", skill: "perception", difficulty: "medium", purpose, why },
        }
      : { name: "trait_roll", arguments: { creatureId: hero.id, trait: "spark", purpose, why } };
  return [roll];
}

const rolls = (asked: Asked): FakeStep => (asked.round === 1 ? { toolCalls: oneRoll(asked) } : finish);

const NONSENSE = [
  '{"calls": [{"tool": "ability_check", "args": {"creatureId": ',
  'Of course! Here it is:\n```json\n{"calls": "ability_check", "done": "maybe"}\n```\nHave fun!',
  '[1, 2, {"tool": 7, "args": []}]',
];

const MANNERS_BY_NAME = {
  plain: { director: nothing, narrator: tells },
  looks: { director: rolls, narrator: tells },
  busy: failing(error(429, "rate_limit_exceeded")),
  quota: failing(error(429, "insufficient_quota")),
  gone: failing(gone),
  reset: failing({ text: "The door opens and", reset: true }),
  silent: failing({ silent: true }),
  slow: {
    director: (asked) => ({ ...rolls(asked), delayMs: 300 }),
    narrator: (asked) => ({ ...tells(asked), delayMs: 300 }),
  },
  trickle: {
    director: nothing,
    narrator: () => ({ text: "and the road goes on ", neverEnds: true, trickleMs: 60 }),
  },
  cut: {
    director: () => ({ cut: true }),
    narrator: (asked) => ({ text: `${story(asked)} Then the door`, cut: true }),
  },
  length: {
    director: () => ({ toolCalls: [{ name: "ability_check", arguments: '{"creatureId": "as' }], finish: "length" }),
    narrator: (asked) => ({ text: `${story(asked)} Then the do`, finish: "length" }),
  },
  nonsense: {
    director: ({ n }) => ({ text: NONSENSE[n % NONSENSE.length] ?? "" }),
    narrator: () => ({ raw: 'data: {"choices": [{"delta": {"content": 5}}\n\ndata: [DONE]\n\n' }),
  },
  empty: failing({ text: "" }),
  refuses: failing({ text: "I'm sorry, but as an AI language model I can't help with that." }),
  echo: { director: ({ prompt }) => ({ text: prompt }), narrator: ({ prompt }) => ({ text: prompt, pieceChars: 40 }) },
  leaks: {
    director: ({ mood, round }) =>
      round === 1 ? { toolCalls: [{ name: "record_fact", arguments: { text: mood.secret ?? "Nothing." } }] } : finish,
    narrator: (asked) => ({ text: `${story(asked)} And so it was: ${asked.mood.secret ?? "nothing"}.` }),
  },
  speaks: {
    director: nothing,
    narrator: (asked) => ({
      text: `${story(asked)} “I give up, and I swear it,” says ${asked.hero.name}. You decide to leave for ever.`,
    }),
  },
  loops: {
    director: (asked) => ({ toolCalls: Array.from({ length: 50 }, () => oneRoll(asked)).flat() }),
    narrator: () => ({ text: "The bell rings again in the dark. ".repeat(200), pieceChars: 40 }),
  },
  unknown: { director: ({ round }) => ({ toolCalls: strangeCalls(round) }), narrator: tells },
  conflicting: {
    director: ({ hero, round }) =>
      round === 1
        ? {
            toolCalls: [
              { name: "use_item", arguments: { creatureId: hero.id, itemId: "tonic", targetId: hero.id } },
              { name: "attack", arguments: { attackerId: hero.id, targetId: hero.id, attackId: "unarmed" } },
              { name: "use_item", arguments: { creatureId: hero.id, itemId: "tonic", targetId: hero.id } },
            ],
          }
        : finish,
    narrator: tells,
  },
  "stop-with-tools": { director: (asked) => ({ ...rolls(asked), finish: "stop" }), narrator: tells },
  "null-content": {
    director: (asked) => ({ ...rolls(asked), contentNull: true }),
    narrator: () => ({ contentNull: true }),
  },
  reasons: {
    director: (asked) => ({ ...rolls(asked), reasoning: "They look, so I roll." }),
    narrator: (asked) => ({
      text: `<think>The secret must stay hidden.</think>${story(asked)}`,
      reasoningContent: "I must not say what is hidden.",
    }),
  },
  flaky: {
    director: (asked) => (asked.mood.down === true ? { status: 503 } : rolls(asked)),
    narrator: (asked) => (asked.mood.down === true ? { status: 503 } : tells(asked)),
  },
  /** Bills far more tokens than were sent and said. */
  dear: {
    director: () => ({ ...finish, usage: { prompt_tokens: 20_000, completion_tokens: 6_000 } }),
    narrator: (asked) => ({ ...tells(asked), usage: { prompt_tokens: 20_000, completion_tokens: 6_000 } }),
  },
} satisfies Record<string, Manner>;

export type MannerName = keyof typeof MANNERS_BY_NAME;

/** The models of the fake server, each named after how it behaves. */
export const MANNERS = Object.keys(MANNERS_BY_NAME) as MannerName[];

/** Tools nobody has, ids from nowhere, and somebody else's. */
function strangeCalls(round: number): NonNullable<FakeStep["toolCalls"]> {
  const elsewhere = "c_aaaaaaaaaaaaaaaaaaaa";
  const check = { ability: "wis", difficulty: "easy", purpose: "look" };
  return [
    { name: "delete_campaign", arguments: { campaignId: elsewhere, round } },
    { name: "ability_check", arguments: { ...check, creatureId: `nobody-${round}` } },
    { name: "play_beat", arguments: { beatId: `beat-of-${round}`, creatureId: elsewhere } },
    { name: "move_scene", arguments: { exitId: "__proto__", creatureId: "constructor" } },
  ];
}

function askedFor(prompt: string): "answer" | "recap" | null {
  if (prompt.startsWith("You answer questions at a table")) return "answer";
  return prompt.startsWith("You tell people at a table what has happened") ? "recap" : null;
}

/** Help, answers and recaps come in the manner of the narrator: where that fails, they do. */
function besides(manner: Manner, asked: Asked): FakeStep {
  const step = manner.narrator(asked);
  if (step.text === undefined || step.neverEnds === true) return step;
  const words = { help: () => `- ${step.text}`, answer: () => quotesFirst(asked), recap: () => retells(asked) };
  const said = asked.task === "answer" || asked.task === "recap" ? words[asked.task]() : words.help();
  // A model that tells what it should not does so here as well.
  return { ...step, text: asked.mood.secret === undefined ? said : `${said} And so it was: ${asked.mood.secret} [1].` };
}

/** The first words of the first source, and a source that nobody has given it. */
function quotesFirst({ prompt }: Asked): string {
  const [, words] = /^\[1\]\n<<source \w+>>\n[^\n]+\n([^\n]{1,160})/m.exec(prompt) ?? [];
  if (words === undefined) return "NOT IN THE SOURCES";
  return `It is written: ${words.split(" ").slice(0, 12).join(" ")} [1]. Others say otherwise [99].`;
}

/** Three facts as they stand, a sentence that rests on nothing, and one that rests on what was not given. */
function retells({ prompt }: Asked): string {
  const facts = [...prompt.matchAll(/^\[(\d+)\] ([^\n]{1,160}?)[.!?]?$/gm)].slice(0, 3);
  const told = facts.map(([, n, words]) => `It came to this: ${words} [${n}].`);
  return [...told, "Nobody ever spoke of it again.", "The moon fell into the sea [777]."].join(" ");
}
