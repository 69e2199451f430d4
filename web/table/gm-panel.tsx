import { createMemo, createSignal, type JSX, Show } from "solid-js";
import type { MemberId } from "../../workers/contracts/ids.ts";
import { Button, ButtonLink } from "../parts/button.tsx";
import { CheckField, SelectField, TextArea, TextField } from "../parts/field.tsx";
import { Icon } from "../parts/icons/icon.tsx";
import { Chips } from "./chips.tsx";
import { GmCallRoll } from "./gm-call-roll.tsx";
import { GmFoes } from "./gm-foes.tsx";
import { GmHelm } from "./gm-helm.tsx";
import { GmHelp } from "./gm-help.tsx";
import { GmLane } from "./gm-lane.tsx";
import { GmMembers } from "./gm-members.tsx";
import { GmPatch } from "./gm-patch.tsx";
import { GmReports } from "./gm-reports.tsx";
import { GmTurns } from "./gm-turns.tsx";
import { ReviewPanel } from "./review/review-panel.tsx";
import { useCampaign, useTable } from "./table-context.tsx";

/** Everything whoever runs the table may do. Each of it is an event, and what bends the truth carries a reason. */
export function GmPanel(props: { withoutReview?: boolean }) {
  const { campaign, dialogs } = useTable();
  const [words, setWords] = createSignal("");
  const human = () => campaign.store.view?.public.settings.dmMode === "human";
  return (
    <div class="gm">
      <Show when={!props.withoutReview}>
        <ReviewPanel />
      </Show>
      <GmHelm />
      <Button icon="settings" onClick={() => dialogs.open({ kind: "dm" })}>
        The DM: voice, tone, lines and veils
      </Button>
      <ButtonLink icon="signal" href={`/t/${campaign.id}/standing`}>
        How the table stands
      </ButtonLink>
      <Show when={human() || campaign.behindScreen()}>
        <Part title="Tell and whisper" folded={props.withoutReview}>
          <Narrate words={words()} onWords={setWords} />
          <GmHelp onUse={(text) => setWords(words().trim() === "" ? text : `${words().trimEnd()}\n\n${text}`)} />
          <Whisper />
        </Part>
      </Show>
      <GmReports />
      <Part title="Turns and rolls" folded={props.withoutReview}>
        <GmTurns />
        <GmCallRoll />
      </Part>
      <Part title="Set something right" folded={props.withoutReview}>
        <GmPatch />
      </Part>
      <Show when={campaign.behindScreen()}>
        <Part title="Behind the screen" folded={props.withoutReview}>
          <GmFoes />
          <GmLane />
        </Part>
      </Show>
      <Part title="Pace and people" folded={props.withoutReview}>
        <Pace />
        <GmMembers />
      </Part>
    </div>
  );
}

/** Where there is room for little, a part lies folded under its heading. What is written in it stays when it is folded. */
function Part(props: { title: string; folded: boolean | undefined; children: JSX.Element }) {
  let fold: HTMLDetailsElement | undefined;
  return (
    <Show when={props.folded} fallback={props.children}>
      <details ref={fold} class="phone-fold" onToggle={() => fold?.open && fold.scrollIntoView({ block: "start" })}>
        <summary>
          <h3>{props.title}</h3>
          <Icon name="chevron-down" size={18} class="phone-fold-arrow" />
        </summary>
        <div class="gm">{props.children}</div>
      </details>
    </Show>
  );
}

function Narrate(props: { words: string; onWords: (words: string) => void }) {
  const campaign = useCampaign();
  const tell = () => {
    if (props.words.trim() === "") return;
    campaign.gm({ type: "gm_narrate", text: props.words.trim() });
    props.onWords("");
  };
  return (
    <section class="gm-part" aria-label="Narrate">
      <TextArea
        label="Narrate by hand"
        rows={4}
        maxlength={8_000}
        value={props.words}
        onInput={(ev) => props.onWords(ev.currentTarget.value)}
      />
      <Button icon="scroll" disabled={props.words.trim() === ""} onClick={tell}>
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
