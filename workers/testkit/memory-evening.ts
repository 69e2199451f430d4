import type { UploadId } from "../contracts/library.ts";
import type { Citation } from "../contracts/memory.ts";
import { citedBy, decideRecap, decideSourcesAnswered } from "../core/decide/sources.ts";
import { recapMatter } from "../core/memory/recap.ts";
import { cardOf } from "./memory-moves.ts";
import { ORACLE_VOICE, type PaperRoom } from "./paper-room.ts";
import { act, byHand, heroOf, seated, smallTable } from "./small-table.ts";

const NIGHT_MS = 9 * 60 * 60 * 1_000;
const uploadId = `u_${"b".repeat(20)}` as UploadId;
const cite: Citation = { n: 1, uploadId, title: "The cellar below", pageFrom: 3, pageTo: 4 };

/** What people do with what is remembered, a handout, questions to the sources, citations, recaps; two nights of play. */
export function memoryEvening(): PaperRoom {
  const room = smallTable("d20", { seed: "golden memory" });
  const [bo, mira] = [seated(room, "Bo"), seated(room, "Mira")];
  const gail = room.join("Gail", "spectator");
  room.ask(room.owner, { type: "gm_set_role", memberId: gail, role: "gm" });
  room.ask(gail, { type: "gm_take_over" });
  room.ask(gail, { type: "gm_hand_back", leaveScreen: false });
  firstNight(room, { bo, mira, gail });
  room.later(NIGHT_MS);
  secondNight(room, { bo, mira, gail });
  return room;
}

type Players = Readonly<Record<"bo" | "mira" | "gail", Parameters<PaperRoom["ask"]>[0]>>;

function firstNight(room: PaperRoom, { bo, mira, gail }: Players): void {
  room.ask(bo, act("I swear I will find the cook."));
  room.propose([
    { tool: "record_fact", args: { text: "The table is oak." } },
    { tool: "play_beat", args: { beatId: "lift-table", creatureId: heroOf(room, bo) } },
  ]);
  const { turnId } = room;
  const [told] = room.narrate("The table is oak, as the book says.");
  room.append(citedBy(turnId, [{ ...cite, at: 18 }], "The table is oak, as the book says."));
  const oak = room.events.find(({ body }) => body.type === "fact_recorded")?.header.seq ?? told?.header.seq ?? 1;
  room.ask(mira, {
    type: "note_fact",
    text: "Ada knows more than she says.",
    about: ["person:ada"],
    pinned: true,
    visibility: "players",
  });
  const noted = `f_${room.state.head.seq}`;
  room.ask(gail, {
    type: "note_fact",
    text: "Ada hid the cook.",
    about: ["person:ada"],
    pinned: false,
    visibility: "gm",
  });
  room.ask(gail, { type: "pin_fact", factId: `f_${room.state.head.seq}`, pinned: true });
  room.ask(bo, { type: "correct_fact", factId: `f_${oak}`, text: "The table is oak, and older than the hall." });
  room.ask(bo, { type: "forget_fact", factId: noted, forgotten: true });
  room.ask(bo, { type: "forget_fact", factId: noted, forgotten: false });
  room.ask(mira, { type: "pin_fact", factId: noted, pinned: false });
  const handout = { uploadId, title: "A letter", kind: "image", caption: "From the cook." } as const;
  room.ask(gail, { type: "gm_show_handout", ...handout });
}

function secondNight(room: PaperRoom, { bo, mira, gail }: Players): void {
  const ada = cardOf("person:ada", { name: "Ada", text: "Keeps the hall.", pinned: true });
  const stranger = cardOf("person:the-woman-in-grey", { name: "The woman in grey", text: "Seen by the well." });
  const cooks = cardOf("faction:the-cooks", {
    name: "The cooks",
    source: { uploadId, title: "The cellar below", page: 3 },
  });
  room.ask(bo, { type: "write_card", card: ada, visibility: "players" });
  room.ask(mira, { type: "write_card", card: stranger, visibility: "players" });
  room.ask(gail, { type: "write_card", card: cooks, visibility: "gm" });
  room.ask(gail, { type: "write_card", card: cooks, visibility: "players" });
  room.ask(mira, { type: "merge_cards", from: stranger.id, into: ada.id });
  room.ask(bo, { type: "remove_card", cardId: cooks.id });
  const answer = {
    text: "Oak, cut in the year of the flood [1].",
    found: true,
    cites: [cite],
    voice: ORACLE_VOICE,
    receipts: [],
    prompts: [],
  };
  room.append(decideSourcesAnswered({ by: bo, question: "What wood is the table?", audience: "all" }, answer));
  room.append(
    decideSourcesAnswered(
      { by: gail, question: "Where is the cook?", audience: "gm" },
      { ...answer, found: false, text: "The sources do not say." },
    ),
  );
  room.ask(mira, { type: "chat", channel: "whisper", to: [bo], text: "I promise to keep it from Ada." });
  byHand(room, "move_scene", { exitId: "cellar-door", creatureId: heroOf(room, bo) });
  const toSeq = room.memory.scenes[0]?.toSeq ?? 1;
  const matter = recapMatter(room.memory, { scope: "scene", toSeq });
  const rests = new Set(matter?.facts.flatMap((fact) => fact.rests) ?? []);
  const sentences = [{ text: "They found a table, and a promise was made.", rests: [...rests].slice(0, 8) }];
  const span = { scope: "scene", fromSeq: matter?.fromSeq ?? 1, toSeq, rests, known: "" } as const;
  room.append(decideRecap(room.state, span, { ...answer, sentences }));
  room.ask(mira, act("I kick the nest"));
  room.propose([{ tool: "record_fact", args: { text: "The nest is empty." } }]);
  room.narrate("You kick it.");
  const last = room.state.public.answered.at(-1);
  if (last !== undefined) room.ask(gail, { type: "gm_undo_turn", turnId: last.turnId, reason: "misheard" });
}
