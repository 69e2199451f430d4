import { For, Show } from "solid-js";
import type { Creature } from "../../workers/contracts/creatures.ts";
import type { Ability, Attack, D20Sheet, Skill } from "../../workers/contracts/rules.ts";
import {
  ABILITY_NAME,
  abilityModifier,
  armorClass,
  attackModifier,
  passiveScore,
  SKILL_ABILITY,
  saveModifier,
  skillModifier,
  skillName,
} from "../state/sheet-numbers.ts";
import { signedTerm, testExpression } from "./dice-pool.ts";
import type { Swing } from "./sheet-panel.tsx";

const ABILITIES = Object.keys(ABILITY_NAME) as Ability[];
const SKILLS = Object.keys(SKILL_ABILITY) as Skill[];

const figure = (modifier: number) => (modifier < 0 ? `−${-modifier}` : `+${modifier}`);
type Test = (modifier: number, label: string) => void;
type Roll = (expression: string, label: string) => void;

/** A sheet of the d20 rules. Every number is a button that rolls it. */
export function SheetD20(props: { hero: Creature; sheet: D20Sheet; swing: Swing; onRoll: Roll }) {
  const test: Test = (modifier, label) => props.onRoll(testExpression(modifier, props.swing), label);
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
      <ul class="abilities" aria-label="Abilities">
        <For each={ABILITIES}>{(ability) => <AbilityBox sheet={props.sheet} ability={ability} onTest={test} />}</For>
      </ul>
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
          <For each={SKILLS}>{(skill) => <SkillRow sheet={props.sheet} skill={skill} onTest={test} />}</For>
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

function AbilityBox(props: { sheet: D20Sheet; ability: Ability; onTest: Test }) {
  const name = () => ABILITY_NAME[props.ability];
  const modifier = () => abilityModifier(props.sheet, props.ability);
  const save = () => saveModifier(props.sheet, props.ability);
  return (
    <li class="ability">
      <button type="button" onClick={() => props.onTest(modifier(), `${name()} check`)}>
        <span class="sr-only">Roll {name()} check</span>
        <span class="ability-name">{props.ability}</span>
        <b class="numeral">{figure(modifier())}</b>
        <span class="text-xs text-faint numeral">{props.sheet.abilities[props.ability]}</span>
      </button>
      <button
        type="button"
        class="ability-save"
        data-trained={props.sheet.saves.includes(props.ability) ? "" : undefined}
        onClick={() => props.onTest(save(), `${name()} save`)}
      >
        <span class="sr-only">Roll {name()}</span> save <span class="numeral">{figure(save())}</span>
      </button>
    </li>
  );
}

function SkillRow(props: { sheet: D20Sheet; skill: Skill; onTest: Test }) {
  const modifier = () => skillModifier(props.sheet, props.skill);
  return (
    <li>
      <button
        type="button"
        class="skill"
        data-trained={props.sheet.skills.includes(props.skill) ? "" : undefined}
        onClick={() => props.onTest(modifier(), skillName(props.skill))}
      >
        <span class="sr-only">Roll</span>
        <span>{skillName(props.skill)}</span>
        <b class="numeral">{figure(modifier())}</b>
      </button>
    </li>
  );
}

function AttackRow(props: { sheet: D20Sheet; attack: Attack; onTest: Test; onRoll: Roll }) {
  const modifier = () => attackModifier(props.sheet, props.attack);
  const damage = () => {
    const added = props.attack.addAbility === false ? 0 : abilityModifier(props.sheet, props.attack.ability);
    return props.attack.damage + signedTerm(added);
  };
  const about = () =>
    [
      props.attack.kind,
      props.attack.reachFeet === undefined ? "" : `${props.attack.reachFeet} ft`,
      props.attack.damageType,
    ]
      .filter((part) => part !== "")
      .join(", ");
  return (
    <li class="attack">
      <span class="min-w-0 flex-1">
        {props.attack.name}
        <span class="block text-xs text-faint">{about()}</span>
      </span>
      <button
        type="button"
        class="roll-chip numeral"
        onClick={() => props.onTest(modifier(), `${props.attack.name}, to hit`)}
      >
        <span class="sr-only">Roll to hit with {props.attack.name} </span>
        {figure(modifier())}
      </button>
      <button
        type="button"
        class="roll-chip numeral"
        onClick={() => props.onRoll(damage(), `${props.attack.name}, damage`)}
      >
        <span class="sr-only">Roll damage of {props.attack.name} </span>
        {damage()}
      </button>
    </li>
  );
}
