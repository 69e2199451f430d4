import { createMemo, createSignal, Show } from "solid-js";
import type { Creature } from "../../workers/contracts/creatures.ts";
import { Button } from "../parts/button.tsx";
import { SelectField } from "../parts/field.tsx";
import { useCampaign } from "./table-context.tsx";

const named = (creatures: readonly Creature[]) => creatures.map(({ id, name }) => ({ value: id, label: name }));

/** The foes' moves by hand, through the same tools and rules as the machine's. */
export function GmFoes() {
  const campaign = useCampaign();
  const [wanted, setWanted] = createSignal({ attacker: "", attack: "", target: "" });
  const encounter = () => campaign.store.view?.public.encounter ?? null;
  const fighting = createMemo((): readonly Creature[] => {
    const creatures = campaign.store.view?.public.creatures ?? {};
    return (encounter()?.combatants ?? []).flatMap(({ creatureId }) => creatures[creatureId] ?? []);
  });
  const foes = () => fighting().filter(({ kind }) => kind === "foe");
  const others = () => fighting().filter(({ kind }) => kind !== "foe");
  const active = () => foes().find(({ id }) => id === encounter()?.activeId);
  const attacker = () => foes().find(({ id }) => id === wanted().attacker) ?? active() ?? foes()[0];
  const attacks = () => {
    const sheet = attacker()?.sheet;
    return sheet?.ruleset === "d20" ? sheet.attacks : [];
  };
  const attack = () => attacks().find(({ id }) => id === wanted().attack) ?? attacks()[0];
  const target = () => others().find(({ id }) => id === wanted().target) ?? others()[0];
  const run = (tool: string, args: Record<string, unknown>) => campaign.gm({ type: "gm_tool", tool, args });
  const strike = () => run("attack", { attackerId: attacker()?.id, targetId: target()?.id, attackId: attack()?.id });
  return (
    <Show when={encounter() !== null && foes().length > 0}>
      <section class="gm-part" aria-labelledby="gm-foes">
        <h3 id="gm-foes" class="eyebrow">
          Foes
        </h3>
        <Show when={attack()}>
          <SelectField
            label="Who strikes"
            value={attacker()?.id}
            options={named(foes())}
            onChange={(ev) => setWanted({ ...wanted(), attacker: ev.currentTarget.value })}
          />
          <div class="gm-pair">
            <SelectField
              label="With"
              value={attack()?.id}
              options={attacks().map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(ev) => setWanted({ ...wanted(), attack: ev.currentTarget.value })}
            />
            <SelectField
              label="At"
              value={target()?.id}
              options={named(others())}
              onChange={(ev) => setWanted({ ...wanted(), target: ev.currentTarget.value })}
            />
          </div>
          <Button icon="sword" disabled={target() === undefined} onClick={strike}>
            Strike
          </Button>
        </Show>
        <div class="gm-row">
          <Show when={active()}>
            {(foe) => <Button onClick={() => run("end_turn", { creatureId: foe().id })}>End their move</Button>}
          </Show>
          <Button tone="quiet" onClick={() => run("end_encounter", { how: "foes-flee" })}>
            They flee
          </Button>
        </div>
      </section>
    </Show>
  );
}
