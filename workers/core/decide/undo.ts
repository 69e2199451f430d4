import type { Handler } from "../decide.ts";
import { changesBack, type Restored, stillStanding } from "../evolve/restore.ts";
import type { CampaignState, GmLane, PublicLane } from "../state.ts";

/** The world as a turn can change it. Who sits here, the dice, and what people have learned are not taken back. */
function worldOf({
  creatures,
  scene,
  visited,
  minutes,
  encounter,
  encountersDone,
  clocks,
  mentioned,
  status,
  ending,
}: PublicLane): Partial<PublicLane> {
  return { creatures, scene, visited, minutes, encounter, encountersDone, clocks, mentioned, status, ending };
}

function behindScreen({ flags, beats, attitudes, places, shown, unlocked, clocks }: GmLane): Partial<GmLane> {
  return { flags, beats, attitudes, places, shown, unlocked, clocks };
}

interface Span {
  readonly before: CampaignState;
  readonly after: CampaignState;
  readonly now: CampaignState;
}

type Restoring = { path: string[]; value?: unknown }[];

function takenBack({ before, after, now }: Span, part: (state: CampaignState) => unknown): Restoring {
  const standing: Restored[] = stillStanding(changesBack(part(before), part(after)), part(after), part(now));
  return standing.map(({ path, value }) => ({ path: [...path], ...(value === undefined ? {} : { value }) }));
}

/**
 * Undoes the last turn that stands, by new facts that put back what it changed. Dice that fell stay fallen, and what
 * has changed since by another hand stays changed.
 */
export const gmUndoTurn: Handler<"gm_undo_turn"> = ({ step, stateAt }, { turnId, reason }) => {
  const last = step.state.public.answered.filter(({ undone }) => !undone).at(-1);
  if (step.state.public.turn !== null)
    return { slug: "cannot-undo", detail: "A turn is running; cancel it or wait for its end." };
  if (last === undefined || last.turnId !== turnId)
    return { slug: "cannot-undo", detail: "Only the last turn that stands can be undone; undo those after it first." };
  const span: Span = { before: stateAt(last.openedSeq - 1), after: stateAt(last.closedSeq), now: step.state };
  const hidden = takenBack(span, ({ gm }) => behindScreen(gm));
  const seen = takenBack(span, (state) => worldOf(state.public)).filter(({ path }) => isStory(step.state, path));
  step.emit("turn_undone", { turnId, reason, restored: seen });
  if (hidden.length > 0) step.emit("screen_restored", { turnId, restored: hidden }, "gm");
  return null;
};

/** Which heroes there are and who plays them is no part of the story: somebody may sit down while a turn runs. */
function isStory({ public: lane }: CampaignState, path: readonly string[]): boolean {
  const [part, id = ""] = path;
  if (part !== "creatures") return true;
  return path.at(-1) !== "ownerId" && (path.length > 2 || lane.creatures[id]?.kind !== "hero");
}
