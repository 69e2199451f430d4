import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { SceneArt } from "../art/scene-art.tsx";
import { buttonClass } from "../parts/button.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { me } from "../state/session.ts";
import { codeFrom } from "./invite-code.ts";
import { LandingSample } from "./landing-sample.tsx";
import "./landing.css";

const HEARTH = { seed: "the-hall-at-night", kind: "tavern", time: "night", weather: "clear" } as const;

/** The door: what this is, in one screen, and the two ways in. */
export function Landing() {
  return (
    <div class="landing">
      <section class="landing-words" aria-labelledby="landing-title">
        <p class="eyebrow">A game table on the web</p>
        <h1 id="landing-title" class="title-lg mt-3">
          Pull up a chair. The&nbsp;story is waiting.
        </h1>
        <p class="lede mt-5">
          Start a table, send a link, and play an adventure tonight. The dungeon master is a person, a machine, or both,
          and every die that falls can be checked by anyone.
        </p>
        <div class="landing-ways">
          <a href="/start" class={buttonClass({ tone: "primary", size: "large" })}>
            <Icon name="flame" />
            Start a table
          </a>
          <JoinWithCode />
        </div>
        <Show when={me()}>
          {(who) => (
            <p class="mt-4 text-soft">
              Welcome back, {who().name}.{" "}
              <a class="link" href="/tables">
                Your tables
              </a>
            </p>
          )}
        </Show>
        <ul class="landing-facts">
          <li>
            <Icon name="person" size={18} /> No account and nothing to install: a name is enough
          </li>
          <li>
            <Icon name="die" size={18} /> Fair dice, fixed before they are asked for
          </li>
          <li>
            <Icon name="scroll" size={18} /> Nothing is lost when a lid closes in mid-sentence
          </li>
        </ul>
      </section>
      <section class="landing-page card card-flush card-glow" aria-label="A moment at the table">
        <div class="landing-art">
          <SceneArt art={HEARTH} />
        </div>
        <LandingSample />
      </section>
    </div>
  );
}

function JoinWithCode() {
  const navigate = useNavigate();
  const [code, setCode] = createSignal("");
  return (
    <form
      class="landing-code"
      onSubmit={(ev) => {
        ev.preventDefault();
        navigate(`/j/${encodeURIComponent(codeFrom(code()))}`);
      }}
    >
      <label class="sr-only" for="landing-code">
        Code of a table
      </label>
      <input
        id="landing-code"
        class="field-box numeral"
        placeholder="RAVEN234"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        maxlength={60}
        required
        value={code()}
        onInput={(ev) => setCode(ev.currentTarget.value)}
      />
      <button type="submit" class={buttonClass({ size: "large" })}>
        Join with a code
      </button>
    </form>
  );
}
