import { createSignal, For, Show } from "solid-js";
import type { ReviewPolicy, ToolClass } from "../../workers/contracts/dm.ts";
import { Button } from "../parts/button.tsx";
import { CheckField, TextField } from "../parts/field.tsx";
import { machineName, type RunMode, runModeOf } from "../state/who-speaks.ts";
import { Chips } from "./chips.tsx";
import { CLASS_WORDS, RUN_MODES, TOOL_CLASSES } from "./dm/dm-words.ts";
import { useCampaign } from "./table-context.tsx";

/** What is reviewed when nobody has said otherwise: everything but talk, which hurts least when it is wrong. */
const FIRST_POLICY: ReviewPolicy = {
  classes: ["roll", "fight", "world", "item", "time"],
  seconds: 90,
  otherwise: "approve",
};

/** Who runs the table: three ways, changed at any moment of the evening. */
export function GmHelm() {
  const campaign = useCampaign();
  const lane = () => campaign.store.view?.public;
  const mode = (): RunMode => {
    const now = lane();
    return now === undefined ? "machine" : runModeOf(now);
  };
  const [leave, setLeave] = createSignal(true);
  const choose = (wanted: RunMode) => {
    if (wanted === mode()) return;
    const human = mode() === "human";
    if (wanted === "human") campaign.gm({ type: "gm_take_over" });
    else {
      campaign.gm({
        type: "gm_dm_settings",
        settings: { review: wanted === "review" ? (lane()?.dm.review ?? FIRST_POLICY) : null },
      });
      if (human || (wanted === "machine" && campaign.behindScreen() && leave()))
        campaign.gm({ type: "gm_hand_back", leaveScreen: wanted === "machine" && leave() });
    }
  };
  return (
    <section class="gm-helm" aria-label="Who runs the table">
      <p class="text-soft">{runsWords(mode(), lane() ?? null)}</p>
      <ul class="helm">
        <For each={Object.keys(RUN_MODES) as RunMode[]}>
          {(each) => <Choice mode={each} chosen={mode() === each} onChoose={choose} />}
        </For>
      </ul>
      <Show when={mode() !== "machine" && campaign.behindScreen()}>
        <CheckField
          label="When the machine takes over, I come out from behind the screen"
          hint="You stop seeing what the players may not know."
          checked={leave()}
          onChange={(ev) => setLeave(ev.currentTarget.checked)}
        />
      </Show>
      <Show when={mode() === "machine" && campaign.behindScreen()}>
        <Button size="small" icon="door" onClick={() => campaign.gm({ type: "gm_hand_back", leaveScreen: true })}>
          Come out from behind the screen
        </Button>
      </Show>
      <Show when={mode() === "review" && lane()?.dm.review}>{(policy) => <ReviewSettings policy={policy()} />}</Show>
    </section>
  );
}

function runsWords(mode: RunMode, lane: Parameters<typeof machineName>[0] | null): string {
  const machine = lane === null ? "The machine" : machineName(lane);
  if (mode === "human") return "You run the table. Narrate by hand, run tools, call for rolls.";
  return mode === "review"
    ? `${machine} runs the table, and asks you first.`
    : `${machine} runs the table. Run it by hand and you see behind the screen.`;
}

function Choice(props: { mode: RunMode; chosen: boolean; onChoose: (mode: RunMode) => void }) {
  const words = () => RUN_MODES[props.mode];
  return (
    <li class="helm-choice" data-chosen={props.chosen ? "" : undefined}>
      <button
        type="button"
        aria-pressed={props.chosen}
        aria-describedby={`helm-${props.mode}`}
        onClick={() => props.onChoose(props.mode)}
      >
        {words().title}
      </button>
      <p id={`helm-${props.mode}`}>{words().says}</p>
    </li>
  );
}

/** Which calls wait for a word, how long, and what happens to those that get none. */
function ReviewSettings(props: { policy: ReviewPolicy }) {
  const campaign = useCampaign();
  const change = (more: Partial<ReviewPolicy>) =>
    campaign.gm({ type: "gm_dm_settings", settings: { review: { ...props.policy, ...more } } });
  const has = (kind: ToolClass) => props.policy.classes.includes(kind);
  const toggle = (kind: ToolClass) => {
    const classes = TOOL_CLASSES.filter((each) => (each === kind ? !has(each) : has(each)));
    if (classes.length > 0) change({ classes });
  };
  return (
    <div class="helm-review">
      <fieldset class="chips">
        <legend class="field-label">What you want to see first</legend>
        <For each={TOOL_CLASSES}>
          {(kind) => (
            <button
              type="button"
              class="chip-toggle"
              title={CLASS_WORDS[kind].says}
              aria-pressed={has(kind)}
              aria-label={`${CLASS_WORDS[kind].label}: ${CLASS_WORDS[kind].says}`}
              onClick={() => toggle(kind)}
            >
              {CLASS_WORDS[kind].label}
            </button>
          )}
        </For>
      </fieldset>
      <TextField
        label="Seconds it waits for you"
        type="number"
        min={15}
        max={600}
        value={props.policy.seconds}
        onChange={(ev) => ev.currentTarget.validity.valid && change({ seconds: Number(ev.currentTarget.value) })}
      />
      <p class="field-label">If you say nothing</p>
      <Chips
        label="If you say nothing"
        name="helm-otherwise"
        value={props.policy.otherwise}
        options={[
          { value: "approve", label: "It happens", says: "What nobody has judged is approved" },
          { value: "deny", label: "It does not", says: "What nobody has judged is denied" },
        ]}
        onChoose={(otherwise) => change({ otherwise })}
      />
    </div>
  );
}
