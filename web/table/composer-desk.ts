import { createSignal } from "solid-js";
import type { Campaign } from "../state/campaign.ts";
import { keep } from "../state/keep.ts";
import { type ComposerMode, type Hearer, parseLine, type Said } from "../state/slash-commands.ts";

const RECALLED_MAX = 50;

/**
 * What is being written, and what was: the words survive a reload, the arrow key brings back what was said. `onStop`
 * hears what somebody who stops play wants to keep out; a bare stop goes out at once.
 */
export function createComposerDesk(campaign: Campaign, onStop: (words: string) => void) {
  const [mode, setMode] = createSignal<ComposerMode>("do");
  const [fault, setFault] = createSignal("");
  const [helpOpen, setHelpOpen] = createSignal(false);
  const { text, setText: keepText } = createKeptText(`emberhall.draft.${campaign.id}`);
  const memory = makeMemory();
  let box: HTMLTextAreaElement | undefined;

  const setText = (next: string) => {
    keepText(next);
    setFault("");
  };
  /** Says a line. True when it went out, or was a wish of the composer's own. */
  const say = (line: string, as: ComposerMode = mode()): boolean => {
    const meant = parseLine(line, { mode: as, hearers: hearersOf(campaign), gm: campaign.mayRun() });
    if (meant === null) return false;
    if (meant.kind === "wrong") {
      setFault(meant.words);
      return false;
    }
    // Nothing of it is kept: whoever stops is nobody in particular.
    if (meant.kind === "stop") {
      if (meant.text === "") campaign.table({ type: "raise_x", boundary: null });
      else onStop(meant.text);
      return true;
    }
    if (meant.kind === "help") setHelpOpen(true);
    else utter(campaign, meant);
    memory.keep(line.trim());
    return true;
  };
  return {
    text,
    setText,
    mode,
    setMode,
    fault,
    helpOpen,
    setHelpOpen,
    say,
    /** Does what the words say, whatever they look like: words the table has offered are no commands. */
    act(words: string): void {
      campaign.act("do", words);
      memory.keep(words);
    },
    send(): void {
      if (!say(text())) return;
      setText("");
      campaign.typing(false);
    },
    /** Goes back (1) or forth (-1) in what was said. */
    recall: (step: 1 | -1) => setText(memory.step(step)),
    isRecalling: memory.isOpen,
    box(element: HTMLTextAreaElement): void {
      box = element;
    },
    focus(beginWith?: string): void {
      if (beginWith !== undefined && text() === "") setText(beginWith);
      box?.focus();
    },
  };
}

export type ComposerDesk = ReturnType<typeof createComposerDesk>;

function createKeptText(key: string) {
  const [text, setSignal] = createSignal(keep.read(key) ?? "");
  const setText = (next: string) => {
    setSignal(next);
    if (next === "") keep.drop(key);
    else keep.write(key, next);
  };
  return { text, setText };
}

/** Lines said before, newest first, and where one has leafed back to. */
function makeMemory() {
  let said: readonly string[] = [];
  let at = -1;
  return {
    keep(line: string): void {
      said = [line, ...said.filter((each) => each !== line)].slice(0, RECALLED_MAX);
      at = -1;
    },
    step(by: 1 | -1): string {
      at = Math.max(-1, Math.min(said.length - 1, at + by));
      return said[at] ?? "";
    },
    isOpen: () => at >= 0,
  };
}

function utter(campaign: Campaign, meant: Exclude<Said, { kind: "help" | "wrong" | "stop" }>): void {
  switch (meant.kind) {
    case "act":
      return campaign.act(meant.mode, meant.text);
    case "chat":
      return campaign.chat(meant.channel, meant.text);
    case "whisper":
      return campaign.chat("whisper", meant.text, meant.to);
    case "roll":
      return campaign.roll(meant.expression, meant.visibility, meant.label === null ? {} : { label: meant.label });
    case "narrate":
      return campaign.gm({ type: "gm_narrate", text: meant.text });
    default:
      return meant satisfies never;
  }
}

/** Everybody else at the table, by their own names and their characters'. */
function hearersOf(campaign: Campaign): readonly Hearer[] {
  return Object.values(campaign.store.view?.public.members ?? {})
    .filter((member) => !member.removed && member.id !== campaign.live.memberId)
    .map((member) => {
      const hero = campaign.names.creature(member.creatureId ?? "");
      const names = hero === null ? [member.name] : [member.name, hero, hero.split(" ")[0] ?? hero];
      return { memberId: member.id, names, gm: member.role === "owner" || member.role === "gm" };
    });
}
