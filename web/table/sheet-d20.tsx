import { For, Show } from "solid-js";
import type { Creature } from "../../workers/contracts/creatures.ts";
import type { Ability, Attack, D20Sheet, Skill } from "../../workers/contracts/rules.ts";
import {
  abilityModifier,
  armorClass,
  attackModifier,
  passiveScore,
  saveModifier,
  skillModifier,
} from "../../workers/core/rules/d20/sheet.ts";
import { ABILITY_NAME, SKILL_ABILITY, skillName } from "../../workers/core/rules/d20/tables.ts";
import { signedTerm, testExpression } from "./dice-pool.ts";
import type { Swing } from "./sheet-panel.tsx";

const ABILITIES = Object.keys(ABILITY_NAME) as Ability[];
const SKILLS = Object.keys(SKILL_ABILITY) as Skill[];

const figure = (modifier: number) => (modifier < 0 ? `−${-modifier}` : `+${modifier}`);

/** A sheet of the d20 rules. Every number is a button that rolls it. */
export function SheetD20(props: {
  hero: Creature;
  sheet: D20Sheet;
  swing: Swing;
  onRoll: (expression: string, label: string) => void;
}) {
  const test = (modifier: number, label: string) => props.onRoll(testExpression(modifier, props.swing), label);
  return (
    <>
      <dl class="facts">
        <Fact term="Armour" value={String(armorClass(props.sheet))} />
        <Fact term="Speed" value={`${props.sheet.speedFeet} ft`} />
        <Fact term="Notices" value={String(passiveScore(props.sheet, "perception", "none"))} />
        <Show when={props.hero.vitals.ruleset === "d20" ? props.hero.vitals : null}>
          {(vitals) => <Fact term="Hit dice" value={`${vitals().hitDiceLeft}d${props.sheet.hitDie}`} />}
        </Show>
      </dl>
      <section aria-label="Abilities">
        <ul class="abilities">
          <For each={ABILITIES}>
            {(ability) => {
              const modifier = () => abilityModifier(props.sheet, ability);
              const save = () => saveModifier(props.sheet, ability);
              return (
                <li class="ability">
                  <button
                    type="button"
                    onClick={() => test(modifier(), `${ABILITY_NAME[ability]} check`)}
                    aria-label={`Roll ${ABILITY_NAME[ability]} check, ${figure(modifier())}`}
                  >
                    <span class="ability-name">{ability}</span>
                    <b class="numeral">{figure(modifier())}</b>
                    <span class="text-xs text-faint numeral">{props.sheet.abilities[ability]}</span>
                  </button>
                  <button
                    type="button"
                    class="ability-save"
                    data-trained={props.sheet.saves.includes(ability) ? "" : undefined}
                    onClick={() => test(save(), `${ABILITY_NAME[ability]} save`)}
                    aria-label={`Roll ${ABILITY_NAME[ability]} save, ${figure(save())}`}
                  >
                    save <span class="numeral">{figure(save())}</span>
                  </button>
                </li>
              );
            }}
          </For>
        </ul>
      </section>
      <section aria-label="Attacks">
        <h3 class="eyebrow mb-1">Attacks</h3>
        <ul class="attacks">
          <For each={props.sheet.attacks}>
            {(attack) => <AttackRow sheet={props.sheet} attack={attack} onTest={test} onRoll={props.onRoll} />}
          </For>
        </ul>
      </section>
      <section aria-label="Skills">
        <h3 class="eyebrow mb-1">Skills</h3>
        <ul class="skills">
          <For each={SKILLS}>
            {(skill) => {
              const modifier = () => skillModifier(props.sheet, skill);
              return (
                <li>
                  <button
                    type="button"
                    class="skill"
                    data-trained={props.sheet.skills.includes(skill) ? "" : undefined}
                    onClick={() => test(modifier(), skillName(skill))}
                  >
                    <span>{skillName(skill)}</span>
                    <b class="numeral">{figure(modifier())}</b>
                  </button>
                </li>
              );
            }}
          </For>
        </ul>
      </section>
    </>
  );
}

function Fact(props: { term: string; value: string }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd class="numeral">{props.value}</dd>
    </div>
  );
}

function AttackRow(props: {
  sheet: D20Sheet;
  attack: Attack;
  onTest: (modifier: number, label: string) => void;
  onRoll: (expression: string, label: string) => void;
}) {
  const modifier = () => attackModifier(props.sheet, props.attack);
  const damage = () =>
    props.attack.damage +
    (props.attack.addAbility === false ? "" : signedTerm(abilityModifier(props.sheet, props.attack.ability)));
  return (
    <li class="attack">
      <span class="min-w-0 flex-1">
        {props.attack.name}
        <span class="block text-xs text-faint">
          {props.attack.kind}
          {props.attack.reachFeet === undefined ? "" : `, ${props.attack.reachFeet} ft`}, {props.attack.damageType}
        </span>
      </span>
      <button
        type="button"
        class="roll-chip numeral"
        aria-label={`Roll to hit with ${props.attack.name}, ${figure(modifier())}`}
        onClick={() => props.onTest(modifier(), `${props.attack.name}, to hit`)}
      >
        {figure(modifier())}
      </button>
      <button
        type="button"
        class="roll-chip numeral"
        aria-label={`Roll damage of ${props.attack.name}, ${damage()}`}
        onClick={() => props.onRoll(damage(), `${props.attack.name}, damage`)}
      >
        {damage()}
      </button>
    </li>
  );
}
