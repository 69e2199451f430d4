import { createMemo, createSignal } from "solid-js";
import { completionsFor, type SlashCommand } from "../state/slash-commands.ts";
import type { TableParts } from "./table-context.tsx";

/** The keys of the composer: completion while a command is being typed, sending, and leafing back. */
export function createComposerKeys({ campaign, composer }: TableParts) {
  const [active, setActive] = createSignal(0);
  const [dismissed, setDismissed] = createSignal("");
  const completions = createMemo(() =>
    dismissed() === composer.text() ? [] : completionsFor(composer.text(), campaign.mayRun()),
  );
  const at = () => (completions().length === 0 ? 0 : active() % completions().length);

  const pick = (command: SlashCommand) => {
    composer.setText(`/${command.name} `);
    setActive(0);
    composer.focus();
  };
  const completionKey = (ev: KeyboardEvent): boolean => {
    const count = completions().length;
    if (count === 0 || ev.shiftKey) return false;
    const chosen = completions()[at()];
    if (ev.key === "ArrowDown") setActive(at() + 1);
    else if (ev.key === "ArrowUp") setActive(at() + count - 1);
    else if (ev.key === "Escape") setDismissed(composer.text());
    else if (chosen !== undefined && (ev.key === "Tab" || (ev.key === "Enter" && chosen.takes !== ""))) pick(chosen);
    else return false;
    return true;
  };
  const lineKey = (ev: KeyboardEvent): boolean => {
    if (ev.key === "Enter" && !ev.shiftKey) composer.send();
    else if (ev.key === "ArrowUp" && (composer.text() === "" || composer.isRecalling())) composer.recall(1);
    else if (ev.key === "ArrowDown" && composer.isRecalling()) composer.recall(-1);
    else return false;
    return true;
  };
  return {
    completions,
    active: at,
    pick,
    restart: () => setActive(0),
    pressed(ev: KeyboardEvent): void {
      // Enter also ends the composition of a character; that is not a line to send.
      if (!ev.isComposing && (completionKey(ev) || lineKey(ev))) ev.preventDefault();
    },
  };
}
