import { createEffect, createMemo, createUniqueId, For, on, Show } from "solid-js";
import { Button } from "../parts/button.tsx";
import { Ember } from "../parts/ember.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import type { ComposerMode } from "../state/slash-commands.ts";
import { CompletionPopup } from "./completion-popup.tsx";
import { createComposerKeys } from "./composer-keys.ts";
import { useTable } from "./table-context.tsx";
import { WAITS_FOR_PLAY, whyNotAct } from "./whose-move.ts";

const MODES: readonly { readonly id: ComposerMode; readonly label: string; readonly asks: string }[] = [
  { id: "do", label: "Do", asks: "What do you do?" },
  { id: "say", label: "Say", asks: "What do you say?" },
  { id: "ask", label: "Ask", asks: "Ask the DM, or /ask the library" },
  { id: "ooc", label: "Talk", asks: "Out of character" },
];
/** Whoever sits behind the screen speaks for the world first. */
const TELL = { id: "tell", label: "Tell", asks: "What happens?" } as const;
const TEXT_MAX = 2_000;

/** Where players put what they do, in their own words. */
export function Composer() {
  const { campaign, composer } = useTable();
  const id = createUniqueId();
  const hindrance = createMemo(() => {
    const lane = campaign.store.view?.public;
    if (lane === undefined || composer.mode() === "ooc") return null;
    if (campaign.behindScreen())
      return !lane.paused ? null : composer.mode() === "tell" ? "Play is paused." : WAITS_FOR_PLAY;
    return whyNotAct(lane, campaign.live.memberId);
  });
  const describedBy = () =>
    [hindrance() === null ? "" : `${id}-why`, composer.fault() === "" ? "" : `${id}-fault`].filter(Boolean).join(" ");
  return (
    <form
      class="composer"
      onSubmit={(ev) => {
        ev.preventDefault();
        composer.send();
      }}
    >
      <Modes id={id} hindrance={hindrance()} />
      <TextBox id={id} describedBy={describedBy() || undefined} />
      <Show when={composer.asking()}>
        {(question) => <Ember class="composer-asking" text={`Looking it up in the library: ${question()}`} />}
      </Show>
      <Show when={composer.fault() !== ""}>
        <p id={`${id}-fault`} class="field-error" role="alert">
          <Icon name="warning" size={16} /> {composer.fault()}
        </p>
      </Show>
    </form>
  );
}

const modesFor = (behindScreen: boolean) => (behindScreen ? [TELL, ...MODES] : MODES);

function Modes(props: { id: string; hindrance: string | null }) {
  const { campaign, composer } = useTable();
  // Taking the screen and leaving it change what one most likely wants to say next.
  createEffect(on(campaign.behindScreen, (behind) => composer.setMode(behind ? "tell" : "do"), { defer: true }));
  return (
    <fieldset class="composer-modes">
      <legend class="sr-only">How you mean it</legend>
      <For each={modesFor(campaign.behindScreen())}>
        {(mode) => (
          <label class="composer-mode">
            <input
              type="radio"
              name={`${props.id}-mode`}
              checked={composer.mode() === mode.id}
              onChange={() => composer.setMode(mode.id)}
            />
            <span>{mode.label}</span>
          </label>
        )}
      </For>
      <Show when={props.hindrance}>
        {(why) => (
          <span class="composer-why" id={`${props.id}-why`}>
            {why()}
          </span>
        )}
      </Show>
    </fieldset>
  );
}

function TextBox(props: { id: string; describedBy: string | undefined }) {
  const table = useTable();
  const { campaign, composer } = table;
  const keys = createComposerKeys(table);
  const listId = () => `${props.id}-list`;
  const open = () => keys.completions().length > 0;
  const asks = () => [TELL, ...MODES].find((mode) => mode.id === composer.mode())?.asks;
  return (
    <div class="composer-line">
      <Show when={open()}>
        <p class="sr-only" role="status">
          {keys.completions().length} commands, arrow keys choose
        </p>
        <CompletionPopup id={listId()} commands={keys.completions()} active={keys.active()} onPick={keys.pick} />
      </Show>
      <textarea
        ref={(element) => composer.box(element)}
        class="composer-box"
        rows={1}
        maxlength={TEXT_MAX}
        placeholder={asks()}
        aria-label={asks()}
        aria-describedby={props.describedBy}
        aria-invalid={composer.fault() === "" ? undefined : "true"}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={open() ? listId() : undefined}
        aria-activedescendant={open() ? `${listId()}-${keys.active()}` : undefined}
        enterkeyhint="send"
        autocomplete="off"
        value={composer.text()}
        onInput={(ev) => {
          composer.setText(ev.currentTarget.value);
          keys.restart();
          // Who is about to stop play, say, must not be seen at it.
          campaign.typing(ev.currentTarget.value !== "" && !ev.currentTarget.value.startsWith("/"));
        }}
        onKeyDown={keys.pressed}
        onBlur={() => setTimeout(() => campaign.typing(false), 2_000 + Math.random() * 3_000)}
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
  );
}
