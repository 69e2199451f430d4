import type { CampaignEvent, EventOf } from "../../workers/contracts/events.ts";
import type { EntryOf, SureNames } from "./story-entry.ts";
import { coinText } from "./story-marks.ts";

type Line = Pick<EntryOf<"line">, "tone" | "text" | "about">;

const FIGHT_ENDS: Record<EventOf<"encounter_ended">["payload"]["outcome"], string> = {
  won: "The fight is won.",
  fled: "The fight is broken off.",
  talked: "The fight ends in words.",
  lost: "The fight is lost.",
};

const ROLES: Record<EventOf<"role_changed">["payload"]["role"], string> = {
  owner: "owns the table",
  gm: "may run the table",
  player: "is a player",
  spectator: "looks on",
};

/** What somebody found wrong with a narration, in words for whoever runs the table. */
export const REPORTS: Record<EventOf<"narration_reported">["payload"]["why"], string> = {
  "spoke-for-my-hero": "it spoke or decided for their hero",
  "wrong-facts": "it got the facts wrong",
  "gave-a-secret-away": "it gave a secret away",
  "crossed-a-line": "it crossed a line",
  other: "something else",
};

const FIELDS: Record<EventOf<"state_patch_applied">["payload"]["field"], string> = {
  hp: "hit points",
  tempHp: "temporary hit points",
  harm: "harm",
  coinCopper: "coin",
  xp: "experience",
  name: "name",
};

const plain = (text: string, about = ""): Line => ({ tone: "plain", text, about });
const quiet = (text: string, about = ""): Line => ({ tone: "quiet", text, about });
const gm = (text: string, about = ""): Line => ({ tone: "gm", text, about });
const dice = (text: string, about = ""): Line => ({ tone: "dice", text, about });

/** The line an event leaves in the story, for those that leave one. */
export function lineOf(body: CampaignEvent, names: SureNames): Line | null {
  return tableLine(body, names) ?? machineLine(body, names) ?? gmLine(body, names) ?? diceLine(body, names);
}

function tableLine(body: CampaignEvent, names: SureNames): Line | null {
  switch (body.type) {
    case "member_joined":
      return body.payload.role === "spectator"
        ? quiet(`${body.payload.name} looks on.`)
        : plain(`${body.payload.name} comes in.`);
    case "member_removed":
      return plain(`${names.member(body.payload.memberId)} leaves the table.`, body.payload.reason);
    case "campaign_continued":
      return plain("From here on this is a table of its own.", "What came before was played at another one.");
    case "campaign_restored":
      return plain(
        "The table was put back to an earlier hour.",
        `What was played after this, ${body.payload.goneThroughSeq - body.payload.throughSeq} events, is gone. The dice are new.`,
      );
    case "member_erased":
      return quiet("Somebody who played here has had their words removed.");
    case "seat_taken":
      return plain(`${names.member(body.payload.memberId)} plays ${names.creature(body.payload.creatureId)}.`);
    case "seat_left":
      return plain(`${names.member(body.payload.memberId)} gives up ${names.creature(body.payload.creatureId)}.`);
    case "encounter_ended":
      return plain(FIGHT_ENDS[body.payload.outcome]);
    case "turn_cancelled":
      return quiet(`${names.member(body.payload.memberId)} calls it back. What already happened stands.`);
    case "turn_reopened":
      return quiet("The DM tries again. Dice that fell are kept.");
    default:
      return null;
  }
}

/** Who speaks, how, and what people made of it. */
function machineLine(body: CampaignEvent, names: SureNames): Line | null {
  switch (body.type) {
    case "telling_opened":
      return body.payload.how === "again"
        ? quiet(`${names.member(body.payload.memberId)} asks for other words.`)
        : quiet(`${names.member(body.payload.memberId)} asks to hear more.`);
    case "narration_retold":
      return quiet("The DM has told it again. Dice and wounds are as they were.");
    case "narration_edited":
      return gm(`${names.member(body.payload.memberId)} has put it into other words.`);
    case "play_resumed":
      return plain(
        body.actor.memberId === undefined ? "Play goes on." : `${names.member(body.actor.memberId)} lets play go on.`,
      );
    case "voice_changed":
      return body.payload.voice === "oracle"
        ? gm("The Oracle speaks from here on: rules and a grammar, no AI.")
        : gm(`${body.payload.label} speaks from here on: a machine. Paid by ${body.payload.paidBy}.`);
    case "narration_reported":
      return gm(
        `${names.member(body.payload.memberId)} reports a narration: ${REPORTS[body.payload.why]}.`,
        body.payload.text,
      );
    default:
      return null;
  }
}

function gmLine(body: CampaignEvent, names: SureNames): Line | null {
  switch (body.type) {
    case "role_changed":
      return gm(`${names.member(body.payload.memberId)} ${ROLES[body.payload.role]}.`);
    case "screen_taken":
      return gm(`${names.member(body.payload.memberId)} steps behind the screen.`);
    case "screen_left":
      return gm(`${names.member(body.payload.memberId)} comes out from behind the screen.`);
    case "turn_undone":
      return gm("The GM takes the last turn back.", body.payload.reason);
    case "state_patch_applied":
      return gm(patchText(body.payload, names), body.payload.reason);
    case "ruling_overridden":
      return gm(`The GM rules: ${body.payload.ruling}`, body.payload.reason);
    default:
      return null;
  }
}

function diceLine(body: CampaignEvent, names: SureNames): Line | null {
  switch (body.type) {
    case "epoch_opened":
      return quiet("The dice are sealed: every roll can be checked against this.");
    case "key_rotated":
      return quiet("The table signs with a new key.");
    case "entropy_committed":
      // Later shares come with every roll and need no words.
      return body.payload.entropy.reveal === null
        ? quiet(`${names.member(body.payload.entropy.memberId)} puts their own chance into the dice.`)
        : null;
    default:
      return null;
  }
}

/** A hidden roll, for those who may only know that there was one. */
export const SEALED_LINE: Line = dice("A die falls behind the screen.");

function patchText(
  { creatureId, field, before, after }: EventOf<"state_patch_applied">["payload"],
  names: SureNames,
): string {
  const said = (value: string | number) =>
    field === "coinCopper" && typeof value === "number" ? coinText(value) : String(value);
  return `The GM sets ${names.creature(creatureId)}’s ${FIELDS[field]} from ${said(before)} to ${said(after)}.`;
}
