import { createSignal } from "solid-js";
import type { Campaign } from "../state/campaign.ts";
import { keep } from "../state/keep.ts";
import { type ComposerMode, type Hearer, parseLine } from "../state/slash-commands.ts";

const RECALLED_MAX = 50;

/** What is being written, and what was: the words survive a reload, the arrow key brings back what was said. */
export function createComposerDesk(campaign: Campaign) {
  const draftKey = `emberhall.draft.${campaign.id}`;
  const [text, setTextSignal] = createSignal(keep.read(draftKey) ?? "");
  const [mode, setMode] = createSignal<ComposerMode>("do");
  const [fault, setFault] = createSignal("");
  const [helpOpen, setHelpOpen] = createSignal(false);
  let said: readonly string[] = [];
  let recalled = -1;
  let box: HTMLTextAreaElement | undefined;

  const setText = (next: string) => {
    setTextSignal(next);
    setFault("");
    if (next === "") keep.drop(draftKey);
    else keep.write(draftKey, next);
  };
  const hearers = (): readonly Hearer[] =>
    Object.values(campaign.store.view?.public.members ?? {})
      .filter((member) => !member.removed && member.id !== campaign.live.memberId)
      .map((member) => {
        const hero = campaign.names.creature(member.creatureId ?? "");
        return {
          memberId: member.id,
          names: [member.name, ...(hero === null ? [] : [hero, hero.split(" ")[0] ?? hero])],
          gm: member.role === "owner" || member.role === "gm",
        };
      });

  /** Says a line. True when it went out, or was a wish of the composer's own. */
  const say = (line: string, as: ComposerMode = mode()): boolean => {
    const meant = parseLine(line, { mode: as, hearers: hearers(), gm: campaign.mayRun() });
    if (meant === null) return false;
    switch (meant.kind) {
      case "act":
        campaign.act(meant.mode, meant.text);
        break;
      case "chat":
        campaign.chat(meant.channel, meant.text);
        break;
      case "whisper":
        campaign.chat("whisper", meant.text, meant.to);
        break;
      case "roll":
        campaign.roll(meant.expression, meant.visibility, meant.label === null ? {} : { label: meant.label });
        break;
      case "narrate":
        campaign.gm({ type: "gm_narrate", text: meant.text });
        break;
      case "help":
        setHelpOpen(true);
        break;
      case "wrong":
        setFault(meant.words);
        return false;
      default:
        return meant satisfies never;
    }
    said = [line.trim(), ...said.filter((each) => each !== line.trim())].slice(0, RECALLED_MAX);
    recalled = -1;
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
    send(): void {
      if (!say(text())) return;
      setText("");
      campaign.typing(false);
    },
    /** Goes back (1) or forth (-1) in what was said. */
    recall(step: 1 | -1): void {
      const next = Math.max(-1, Math.min(said.length - 1, recalled + step));
      if (next === recalled) return;
      recalled = next;
      setText(said[recalled] ?? "");
    },
    isRecalling: () => recalled >= 0,
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
