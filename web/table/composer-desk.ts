import { createSignal } from "solid-js";
import { api } from "../state/api-client.ts";
import type { Campaign } from "../state/campaign.ts";
import { keep } from "../state/keep.ts";
import { type Result, wordsFor } from "../state/result.ts";
import { type ComposerMode, type Hearer, parseLine, type Said } from "../state/slash-commands.ts";

const RECALLED_MAX = 50;

type AskSources = (question: string) => Promise<Result<unknown>>;

/**
 * What is being written, and what was: the words survive a reload, the arrow key brings back what was said. `onStop`
 * hears what somebody who stops play wants to keep out; a bare stop goes out at once.
 */
export function createComposerDesk(
  campaign: Campaign,
  onStop: (words: string) => void,
  askSources: AskSources = (question) => api.askSources(campaign.id, { question }),
) {
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
  const sources = createAsking(askSources, (words, question) => {
    if (question !== null && text() === "") keepText(`/ask ${question}`);
    setFault(words);
  });
  /** Says a line. True when it went out, or was a wish of the composer's own. */
  const say = (line: string, as: ComposerMode = mode()): boolean => {
    const meant = parseLine(line, { mode: as, hearers: hearersOf(campaign), gm: campaign.mayRun() });
    if (meant === null) return false;
    if (meant.kind === "wrong") {
      setFault(meant.words);
      return false;
    }
    if (meant.kind === "stop") return stop(campaign, meant.text, onStop);
    if (meant.kind === "sources" && !sources.ask(meant.question)) return false;
    if (meant.kind === "help") setHelpOpen(true);
    else if (meant.kind !== "sources") utter(campaign, meant);
    memory.keep(line.trim());
    return true;
  };
  return {
    text,
    setText,
    mode,
    setMode,
    fault,
    /** The question that is being looked up in the sources. */
    asking: sources.asking,
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

/** Stops play, or asks first what to keep out. Nothing of it is kept: whoever stops is nobody in particular. */
function stop(campaign: Campaign, words: string, onStop: (words: string) => void): true {
  if (words === "") campaign.table({ type: "raise_x", boundary: null });
  else onStop(words);
  return true;
}

/** One question at a time. Its answer comes as an event of its own; one that could not be asked is given back. */
function createAsking(askSources: AskSources, onFault: (words: string, giveBack: string | null) => void) {
  const [asking, setAsking] = createSignal<string | null>(null);
  return {
    asking,
    /** False while another is being looked up. */
    ask(question: string): boolean {
      if (asking() !== null) {
        onFault("One question at a time: the last one is still being looked up.", null);
        return false;
      }
      setAsking(question);
      void askSources(question).then((answer) => {
        setAsking(null);
        if (!answer.ok) onFault(wordsFor(answer.problem), question);
      });
      return true;
    },
  };
}

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

function utter(campaign: Campaign, meant: Exclude<Said, { kind: "help" | "wrong" | "stop" | "sources" }>): void {
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
