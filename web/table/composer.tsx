import { createMemo, createSignal, createUniqueId, For, Show } from "solid-js";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { type ComposerMode, completionsFor, type SlashCommand } from "../state/slash-commands.ts";
import { CompletionPopup } from "./completion-popup.tsx";
import { SlashHelp } from "./slash-help.tsx";
import { useTable } from "./table-context.tsx";
import { whyNotAct } from "./whose-move.ts";

const MODES: readonly { readonly id: ComposerMode; readonly label: string; readonly asks: string }[] = [
  { id: "do", label: "Do", asks: "What do you do?" },
  { id: "say", label: "Say", asks: "What do you say?" },
  { id: "ask", label: "Ask", asks: "What do you want to know?" },
  { id: "ooc", label: "Talk", asks: "A word to the others, out of character" },
];
const TEXT_MAX = 2_000;

/** Where players put what they do, in their own words. */
export function Composer() {
  const { campaign, composer } = useTable();
  const id = createUniqueId();
  const [active, setActive] = createSignal(0);
  const [dismissed, setDismissed] = createSignal("");
  const lane = () => campaign.store.view?.public;
  const hindrance = createMemo(() => {
    const current = lane();
    return current === undefined || composer.mode() === "ooc" || campaign.behindScreen()
      ? null
      : whyNotAct(current, campaign.live.memberId);
  });
  const completions = createMemo(() =>
    dismissed() === composer.text() ? [] : completionsFor(composer.text(), campaign.mayRun()),
  );
  const open = () => completions().length > 0;
  const current = () => MODES.find((mode) => mode.id === composer.mode()) ?? MODES[0];

  const pick = (command: SlashCommand) => {
    composer.setText(`/${command.name} `);
    setActive(0);
    composer.focus();
  };
  const keys = (ev: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    if (ev.isComposing) return;
    if (open() && completionKey(ev)) return ev.preventDefault();
    if (ev.key === "Enter" && !ev.shiftKey) {
      ev.preventDefault();
      composer.send();
    } else if (ev.key === "ArrowUp" && (composer.text() === "" || composer.isRecalling())) {
      ev.preventDefault();
      composer.recall(1);
    } else if (ev.key === "ArrowDown" && composer.isRecalling()) {
      ev.preventDefault();
      composer.recall(-1);
    }
  };
  const completionKey = (ev: KeyboardEvent): boolean => {
    const count = completions().length;
    const chosen = completions()[active() % count];
    switch (ev.key) {
      case "ArrowDown":
        setActive((active() + 1) % count);
        return true;
      case "ArrowUp":
        setActive((active() + count - 1) % count);
        return true;
      case "Escape":
        setDismissed(composer.text());
        return true;
      case "Tab":
      case "Enter": {
        if (ev.shiftKey || chosen === undefined) return false;
        if (ev.key === "Enter" && chosen.takes === "") return false;
        pick(chosen);
        return true;
      }
      default:
        return false;
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(ev) => {
        ev.preventDefault();
        composer.send();
      }}
    >
      <fieldset class="composer-modes">
        <legend class="sr-only">How you mean it</legend>
        <For each={MODES}>
          {(mode) => (
            <label class="composer-mode">
              <input
                type="radio"
                name={`${id}-mode`}
                checked={composer.mode() === mode.id}
                onChange={() => composer.setMode(mode.id)}
              />
              <span>{mode.label}</span>
            </label>
          )}
        </For>
        <Show when={hindrance()}>
          {(why) => (
            <span class="composer-why" id={`${id}-why`}>
              {why()}
            </span>
          )}
        </Show>
      </fieldset>
      <div class="composer-line">
        <Show when={open()}>
          <CompletionPopup
            id={`${id}-list`}
            commands={completions()}
            active={active() % completions().length}
            onPick={pick}
          />
        </Show>
        <textarea
          ref={(element) => composer.box(element)}
          class="composer-box"
          rows={1}
          maxlength={TEXT_MAX}
          placeholder={current()?.asks}
          aria-label={current()?.asks}
          aria-describedby={
            [hindrance() === null ? "" : `${id}-why`, composer.fault() === "" ? "" : `${id}-fault`]
              .filter(Boolean)
              .join(" ") || undefined
          }
          aria-invalid={composer.fault() === "" ? undefined : "true"}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={open()}
          aria-controls={`${id}-list`}
          aria-activedescendant={open() ? `${id}-list-${active() % completions().length}` : undefined}
          enterkeyhint="send"
          autocomplete="off"
          value={composer.text()}
          onInput={(ev) => {
            composer.setText(ev.currentTarget.value);
            setActive(0);
            campaign.typing(ev.currentTarget.value !== "");
          }}
          onKeyDown={keys}
          onBlur={() => campaign.typing(false)}
        />
        <Button
          type="submit"
          tone="primary"
          class="composer-send"
          aria-label="Send"
          disabled={composer.text().trim() === ""}
        >
          <Icon name="send" size={20} />
        </Button>
      </div>
      <Show when={composer.fault() !== ""}>
        <p id={`${id}-fault`} class="field-error" role="alert">
          <Icon name="warning" size={16} /> {composer.fault()}
        </p>
      </Show>
      <SlashHelp open={composer.helpOpen()} onOpenChange={composer.setHelpOpen} gm={campaign.mayRun()} />
    </form>
  );
}
