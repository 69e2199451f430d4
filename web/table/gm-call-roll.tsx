import { createMemo, createSignal, For, Show } from "solid-js";
import type { Creature } from "../../workers/contracts/creatures.ts";
import type { RollVisibility } from "../../workers/contracts/events.ts";
import type { Skill } from "../../workers/contracts/rules.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import { SKILL_ABILITY, skillModifier, skillName } from "../state/sheet-numbers.ts";
import { type Chip, Chips } from "./chips.tsx";
import { testExpression } from "./dice-pool.ts";
import { useCampaign } from "./table-context.tsx";

const SKILLS = (Object.keys(SKILL_ABILITY) as Skill[]).map((skill) => ({ value: skill, label: skillName(skill) }));
const VISIBILITIES: readonly Chip<RollVisibility>[] = [
  { value: "public", label: "All", says: "Everybody sees it" },
  { value: "gm", label: "GM", says: "The roller and the GM see it" },
  { value: "blind", label: "Blind", says: "Only the GM sees it" },
];

/** Calls for a roll: the difficulty goes into the log, then the die is in the player's hand. */
export function GmCallRoll() {
  const campaign = useCampaign();
  const [who, setWho] = createSignal("");
  const [skill, setSkill] = createSignal<Skill>("perception");
  const [formula, setFormula] = createSignal("2d6");
  const [dc, setDc] = createSignal("13");
  const [visibility, setVisibility] = createSignal<RollVisibility>("public");
  const heroes = createMemo(() => Object.values(campaign.store.view?.public.creatures ?? {}).filter(isPlayed));
  const hero = () => heroes().find(({ id }) => id === who()) ?? heroes()[0];
  const isD20 = () => hero()?.sheet.ruleset === "d20";
  const call = () => {
    const target = hero();
    if (target === undefined) return;
    const asked = askedOf(target, skill(), formula());
    const difficulty = /^[1-9]\d?$/.test(dc().trim()) ? Math.min(40, Number(dc())) : null;
    campaign.gm({
      type: "gm_call_roll",
      creatureId: target.id,
      ...asked,
      dc: difficulty,
      visibility: visibility(),
    });
  };
  return (
    <section class="gm-part" aria-labelledby="gm-call">
      <h3 id="gm-call" class="eyebrow">
        Call for a roll
      </h3>
      <SelectField
        label="By"
        value={hero()?.id ?? ""}
        options={heroes().map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(ev) => setWho(ev.currentTarget.value)}
      />
      <div class="gm-pair">
        <Show when={isD20()} fallback={<FormulaField value={formula()} onInput={setFormula} />}>
          <SelectField
            label="Skill"
            value={skill()}
            options={SKILLS}
            onChange={(ev) => setSkill(ev.currentTarget.value as Skill)}
          />
        </Show>
        <TextField
          label="Difficulty"
          inputmode="numeric"
          value={dc()}
          maxlength={2}
          onInput={(ev) => setDc(ev.currentTarget.value)}
        />
      </div>
      <Chips
        label="Who sees it"
        name="gm-call-visibility"
        value={visibility()}
        options={VISIBILITIES}
        onChoose={setVisibility}
      />
      <Button icon="die" disabled={hero() === undefined} onClick={call}>
        Call for it
      </Button>
      <OpenCalls />
    </section>
  );
}

const isPlayed = ({ kind, ownerId }: Creature) => kind === "hero" && ownerId !== null;

function askedOf({ sheet }: Creature, skill: Skill, formula: string): { expression: string; label: string } {
  if (sheet.ruleset !== "d20") return { expression: formula.trim(), label: "A roll" };
  return { expression: testExpression(skillModifier(sheet, skill), "none"), label: skillName(skill) };
}

function FormulaField(props: { value: string; onInput: (formula: string) => void }) {
  return (
    <TextField
      label="Formula"
      value={props.value}
      maxlength={256}
      onInput={(ev) => props.onInput(ev.currentTarget.value)}
    />
  );
}

/** Calls that wait for a die, and the way to call them off. */
function OpenCalls() {
  const campaign = useCampaign();
  const open = createMemo(() => Object.values(campaign.store.view?.public.dice.open ?? {}));
  const callOff = (ticketSeq: number) =>
    campaign.gm({ type: "gm_void_roll", ticketSeq, reason: "The GM calls it off." });
  return (
    <For each={open()}>
      {(ticket) => (
        <p class="gm-open">
          <span class="min-w-0 flex-1">
            {campaign.names.creature(ticket.purpose.creatureId ?? "") ?? "Somebody"} is to roll {ticket.purpose.label}
          </span>
          <Button size="small" tone="quiet" onClick={() => callOff(ticket.seq)}>
            Call off
          </Button>
        </p>
      )}
    </For>
  );
}
