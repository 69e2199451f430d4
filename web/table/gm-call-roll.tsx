import { createMemo, createSignal, For, Show } from "solid-js";
import type { RollVisibility } from "../../workers/contracts/events.ts";
import type { Skill } from "../../workers/contracts/rules.ts";
import { skillModifier } from "../../workers/core/rules/d20/sheet.ts";
import { SKILL_ABILITY, skillName } from "../../workers/core/rules/d20/tables.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import { testExpression } from "./dice-pool.ts";
import { Chips } from "./dice-tray.tsx";
import { useCampaign } from "./table-context.tsx";

const SKILLS = Object.keys(SKILL_ABILITY) as Skill[];

/** Calls for a roll: the difficulty goes into the log, then the die is in the player's hand. */
export function GmCallRoll() {
  const campaign = useCampaign();
  const [who, setWho] = createSignal("");
  const [skill, setSkill] = createSignal<Skill>("perception");
  const [formula, setFormula] = createSignal("2d6");
  const [dc, setDc] = createSignal("13");
  const [visibility, setVisibility] = createSignal<RollVisibility>("public");
  const heroes = createMemo(() =>
    Object.values(campaign.store.view?.public.creatures ?? {}).filter(
      ({ kind, ownerId }) => kind === "hero" && ownerId !== null,
    ),
  );
  const hero = () => heroes().find(({ id }) => id === who()) ?? heroes()[0];
  const d20 = () => {
    const sheet = hero()?.sheet;
    return sheet?.ruleset === "d20" ? sheet : null;
  };
  const call = () => {
    const target = hero();
    if (target === undefined) return;
    const sheet = d20();
    const expression = sheet === null ? formula().trim() : testExpression(skillModifier(sheet, skill()), "none");
    const label = sheet === null ? "A roll" : skillName(skill());
    campaign.gm({
      type: "gm_call_roll",
      creatureId: target.id,
      expression,
      dc: /^\d+$/.test(dc().trim()) ? Number(dc()) : null,
      label,
      visibility: visibility(),
    });
  };
  const open = createMemo(() => Object.values(campaign.store.view?.public.dice.open ?? {}));
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
        <Show
          when={d20()}
          fallback={
            <TextField
              label="Formula"
              value={formula()}
              maxlength={256}
              onInput={(ev) => setFormula(ev.currentTarget.value)}
            />
          }
        >
          <SelectField
            label="Skill"
            value={skill()}
            options={SKILLS.map((each) => ({ value: each, label: skillName(each) }))}
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
        options={[
          { value: "public", label: "All", says: "Everybody sees it" },
          { value: "gm", label: "GM", says: "The roller and the GM see it" },
          { value: "blind", label: "Blind", says: "Only the GM sees it" },
        ]}
        onChoose={setVisibility}
      />
      <Button icon="die" disabled={hero() === undefined} onClick={call}>
        Call for it
      </Button>
      <For each={open()}>
        {(ticket) => (
          <p class="gm-open">
            <span class="min-w-0 flex-1">
              {campaign.names.creature(ticket.purpose.creatureId ?? "") ?? "Somebody"} is to roll {ticket.purpose.label}
            </span>
            <Button
              size="small"
              tone="quiet"
              onClick={() =>
                campaign.gm({ type: "gm_void_roll", ticketSeq: ticket.seq, reason: "The GM calls it off." })
              }
            >
              Call off
            </Button>
          </p>
        )}
      </For>
    </section>
  );
}
