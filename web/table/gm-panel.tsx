import { createMemo, createSignal, Show } from "solid-js";
import type { MemberId } from "../../workers/contracts/ids.ts";
import { Button } from "../parts/button.tsx";
import { CheckField, SelectField, TextArea, TextField } from "../parts/field.tsx";
import { Chips } from "./chips.tsx";
import { GmCallRoll } from "./gm-call-roll.tsx";
import { GmFoes } from "./gm-foes.tsx";
import { GmLane } from "./gm-lane.tsx";
import { GmMembers } from "./gm-members.tsx";
import { GmPatch } from "./gm-patch.tsx";
import { GmTurns } from "./gm-turns.tsx";
import { useCampaign } from "./table-context.tsx";

/** Everything whoever runs the table may do. Each of it is an event, and what bends the truth carries a reason. */
export function GmPanel() {
  const campaign = useCampaign();
  const settings = () => campaign.store.view?.public.settings;
  const human = () => settings()?.dmMode === "human";
  return (
    <div class="gm">
      <section class="gm-helm" aria-label="Who runs the table">
        <Show
          when={human()}
          fallback={
            <>
              <p class="text-soft">The Oracle runs the table. Take over and you see behind the screen.</p>
              <Button tone="primary" icon="crown" onClick={() => campaign.gm({ type: "gm_take_over" })}>
                Take over
              </Button>
            </>
          }
        >
          <HandBack />
        </Show>
      </section>
      <Show when={human() || campaign.behindScreen()}>
        <Narrate />
        <Whisper />
      </Show>
      <GmTurns />
      <GmCallRoll />
      <GmPatch />
      <Show when={campaign.behindScreen()}>
        <GmFoes />
        <GmLane />
      </Show>
      <Pace />
      <GmMembers />
    </div>
  );
}

function HandBack() {
  const campaign = useCampaign();
  const [leave, setLeave] = createSignal(true);
  return (
    <>
      <p class="text-soft">You run the table. Narrate by hand, run tools, call for rolls.</p>
      <CheckField
        label="Come out from behind the screen"
        hint="You stop seeing what the players may not know."
        checked={leave()}
        onChange={(ev) => setLeave(ev.currentTarget.checked)}
      />
      <Button tone="primary" icon="undo" onClick={() => campaign.gm({ type: "gm_hand_back", leaveScreen: leave() })}>
        Hand back to the Oracle
      </Button>
    </>
  );
}

function Narrate() {
  const campaign = useCampaign();
  const [text, setText] = createSignal("");
  const tell = () => {
    if (text().trim() === "") return;
    campaign.gm({ type: "gm_narrate", text: text().trim() });
    setText("");
  };
  return (
    <section class="gm-part" aria-label="Narrate">
      <TextArea
        label="Narrate by hand"
        rows={4}
        maxlength={8_000}
        value={text()}
        onInput={(ev) => setText(ev.currentTarget.value)}
      />
      <Button icon="scroll" disabled={text().trim() === ""} onClick={tell}>
        Tell it
      </Button>
    </section>
  );
}

function Whisper() {
  const campaign = useCampaign();
  const [to, setTo] = createSignal("");
  const [text, setText] = createSignal("");
  const others = createMemo(() =>
    Object.values(campaign.store.view?.public.members ?? {}).filter(
      (member) => !member.removed && member.id !== campaign.live.memberId,
    ),
  );
  const listener = () => to() || (others()[0]?.id ?? "");
  const whisper = () => {
    if (listener() === "" || text().trim() === "") return;
    campaign.gm({ type: "gm_whisper", to: [listener() as MemberId], text: text().trim() });
    setText("");
  };
  return (
    <section class="gm-part" aria-label="Whisper and note">
      <SelectField
        label="Whisper to"
        value={listener()}
        options={others().map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(ev) => setTo(ev.currentTarget.value)}
      />
      <TextField label="Words" value={text()} maxlength={2_000} onInput={(ev) => setText(ev.currentTarget.value)} />
      <div class="gm-row">
        <Button icon="whisper" disabled={text().trim() === "" || listener() === ""} onClick={whisper}>
          Whisper
        </Button>
        <Button
          tone="quiet"
          icon="pin"
          disabled={text().trim() === ""}
          onClick={() => {
            campaign.gm({ type: "gm_annotate", about: null, text: text().trim() });
            setText("");
          }}
        >
          Note for myself
        </Button>
      </div>
    </section>
  );
}

function Pace() {
  const campaign = useCampaign();
  const settings = () => campaign.store.view?.public.settings;
  return (
    <section class="gm-part" aria-labelledby="gm-pace">
      <h3 id="gm-pace" class="eyebrow">
        Pace
      </h3>
      <Chips
        label="How turns are taken"
        name="gm-turn-mode"
        value={settings()?.turnMode ?? "free"}
        options={[
          { value: "free", label: "Free", says: "Each action starts a turn" },
          { value: "round", label: "Rounds", says: "The DM waits for everybody" },
        ]}
        onChoose={(turnMode) => campaign.gm({ type: "gm_settings", settings: { turnMode } })}
      />
      <Show when={settings()?.turnMode === "round"}>
        <TextField
          label="Seconds a round waits"
          type="number"
          min={15}
          max={3_600}
          value={settings()?.roundSeconds ?? 120}
          onChange={(ev) =>
            ev.currentTarget.validity.valid &&
            campaign.gm({ type: "gm_settings", settings: { roundSeconds: Number(ev.currentTarget.value) } })
          }
        />
      </Show>
      <CheckField
        label="Closed to newcomers"
        checked={settings()?.locked ?? false}
        onChange={(ev) => campaign.gm({ type: "gm_settings", settings: { locked: ev.currentTarget.checked } })}
      />
    </section>
  );
}
