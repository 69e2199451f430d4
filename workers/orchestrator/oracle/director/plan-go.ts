import { mention, pick } from "./linking.ts";
import { acting, asking, call, type Deed, type Plan } from "./plan.ts";
import { planCheck } from "./plan-check.ts";
import { show } from "./plan-look.ts";
import { planTalk } from "./plan-talk.ts";
import type { Thing } from "./sight.ts";
import { choicesHere, looseWords, nameOf, questionFor } from "./situation.ts";

const OUTWARD = /\b(?:out|outside|outdoors|exit|leave|away|onward|onwards|forward|on|ahead)\b/;
const BACKWARD = /\b(?:back|return|retrace|backtrack)\b/;
const INWARD = /\b(?:in|inside|enter|into)\b/;

/** Through an exit; where it is not clear which, the player says. */
export function planGo(deed: Deed): Plan {
  const { sight, clause } = deed;
  const exit = pick(headed(deed), ["exit"]);
  const goal = pick(deed.pointers, ["person", "feature", "foe", "hero"]);
  if (exit !== null && clause.words[0] === "approach") return show(deed, exit);
  if (exit !== null && (goal === null || outweighs(deed, exit, goal))) return leaveBy(deed, exit);
  if (goal?.kind === "feature" && deed.intents.includes("climb")) return planCheck(deed, "climb");
  if (goal !== null) return goal.kind === "person" ? planTalk(deed, "talk") : show(deed, goal);
  const heading = clause.words.find((word) => Object.hasOwn(OPPOSITE, word));
  const exits = sight.things.filter((thing) => thing.kind === "exit");
  // Nobody goes back up by the way that leads down.
  const fitting = exits.filter((each) => heading === undefined || !wayWords(each).includes(OPPOSITE[heading] ?? ""));
  const only = exits[0];
  const text = clause.typed.join(" ");
  const toward = fitting.find((each) =>
    wayWords(each).some(
      (word) =>
        (BACKWARD.test(text) && /back|return|came/.test(word)) ||
        (OUTWARD.test(text) && /^(?:out|outside|yard|street|road|exit|on)$/.test(word)) ||
        (INWARD.test(text) && /^(?:in|inside)$/.test(word)),
    ),
  );
  if (toward !== undefined && looseWords(deed).length === 0) return leaveBy(deed, toward);
  const back = BACKWARD.test(text) ? wayBack(deed, fitting) : null;
  if (back !== null) return leaveBy(deed, back);
  if (exits.length === 1 && only !== undefined && looseWords(deed).length === 0) return leaveBy(deed, only);
  if (exits.length === 0)
    return asking(
      questionFor(sight.hero, "There is no way out of here in sight. What does {hero} do?"),
      choicesHere(sight),
    );
  const choices = exits.slice(0, 4).map((each) => `Go to ${nameOf(each)}`);
  return asking(
    questionFor(sight.hero, "Which way does {hero} go?"),
    choices.length > 1 ? choices : [...choices, "Look around"],
  );
}

export function outweighs(deed: Deed, exit: Thing, goal: Thing): boolean {
  const best = (thing: Thing): number =>
    Math.max(
      0,
      ...deed.pointers.flatMap((pointer) =>
        pointer.candidates.filter((each) => each.thing === thing).map((each) => each.score),
      ),
    );
  return best(exit) >= best(goal) * 0.6;
}

function wayWords(exit: Thing): string[] {
  return exit.names.flat();
}

/** "Go back up": the heading counts, and "back" only says that one has been there. */
function headed({ pointers, clause, sight }: Deed): Deed["pointers"] {
  const heading = clause.words.find((word) => Object.hasOwn(OPPOSITE, word));
  if (heading === undefined) return pointers;
  const ways = sight.things.filter((thing) => thing.kind === "exit").map(wayWords);
  const named = ways.some((words) => words.includes(heading));
  const contrary = ways.some((words) => words.includes("back") && words.includes(OPPOSITE[heading] ?? ""));
  if (!named && !contrary) return pointers;
  return pointers.filter(({ from, to }) => to - from > 1 || clause.words[from] !== "back");
}

const OPPOSITE: Readonly<Record<string, string>> = {
  up: "down",
  down: "up",
  north: "south",
  south: "north",
  east: "west",
  west: "east",
};

/** The exit that leads to where the party was before this scene. */
function wayBack({ sight }: Deed, exits: readonly Thing[]): Thing | null {
  const ways = sight.script?.scenes.find((scene) => scene.id === sight.lane.scene?.id)?.exits ?? [];
  for (const sceneId of [...sight.lane.visited].reverse()) {
    const way = ways.find((each) => each.to === sceneId);
    const found = exits.find((each) => each.id === way?.id);
    if (found !== undefined) return found;
  }
  return null;
}

export function leaveBy(deed: Deed, exit: Thing): Plan {
  const { sight, clause } = deed;
  mention(sight, exit);
  const move = call("move_scene", { exitId: exit.id, creatureId: sight.hero.id }, `goes by ${exit.name}`);
  if (!clause.quietly) return acting(move);
  const steps = planCheck(deed, "sneak");
  return acting(...steps.calls, move);
}
