import type { RolledDie } from "../../contracts/events.ts";
import type { DiceModifiers, NamedDie, Selection } from "./ast.ts";
import { clampFace, satisfies } from "./ast.ts";
import { explosionComparison, faceRange } from "./faces.ts";
import { CHAIN_DEPTH_MAX } from "./limits.ts";

/** Names one draw of a roll: `term/die/draw`. Each draw has its own randomness, whatever the order of work. */
export type DieLabel = `${string}/${number}/${number}`;

/** Gives the face, 1 to `sides`, that fell for a label. */
export type Draw = (label: DieLabel, sides: number) => number;

/** One draw as it fell and what became of it; `recordDie` turns it into the shape the log keeps. */
export interface Fallen {
  label: DieLabel;
  sides: number;
  /** The face that fell, 1 to `sides`. */
  natural: number;
  /** What the face is worth after clamps and penetration, before keeping and counting. */
  value: number;
  kept: boolean;
  /** This face was thrown away and the die rolled again. */
  rerolled: boolean;
  /** This face brought a further draw. */
  exploded: boolean;
  /** A clamp changed what this face is worth. */
  clamped: boolean;
  mark: "success" | "failure" | null;
  critical: boolean;
  fumble: boolean;
  flavour: string | null;
}

/** What keeping and counting see as one die: a compounding chain is one, each extra die of a plain explosion another. */
export interface Unit {
  value: number;
  draws: Fallen[];
}

/** Extra draws left to the roll; shared by all of its terms. */
export interface Budget {
  extraDraws: number;
  capped: boolean;
}

export interface Throwing {
  draw: Draw;
  budget: Budget;
  path: string;
  sides: number | NamedDie;
  modifiers: DiceModifiers;
  flavour: string | null;
}

/** Throws the die number `die` of a term with its rerolls and explosions. */
export function throwDie(throwing: Throwing, die: number): Unit[] {
  return new Chain(throwing, die).run();
}

class Chain {
  readonly #throwing: Throwing;
  readonly #die: number;
  #draws = 0;
  #extraThrows = 0;

  constructor(throwing: Throwing, die: number) {
    this.#throwing = throwing;
    this.#die = die;
  }

  run(): Unit[] {
    const { sides, modifiers } = this.#throwing;
    const when = explosionComparison(sides, modifiers);
    let face = this.#settle();
    const units = [face.unit];
    let unit = face.unit;
    let links = 0;
    while (when !== null && satisfies(face.shown, when) && (modifiers.explosion?.once !== true || links === 0)) {
      if (!this.#mayThrowAgain()) break;
      for (const each of face.fallen) each.exploded = true;
      face = this.#settle(modifiers.explosion?.penetrate === true ? 1 : 0);
      links += 1;
      if (modifiers.explosion?.compound === true) {
        unit.value += face.unit.value;
        unit.draws.push(...face.unit.draws);
      } else {
        unit = face.unit;
        units.push(unit);
      }
    }
    return units;
  }

  /** Throws until no reroll applies; faces thrown away stay listed with the unit. */
  #settle(penalty = 0): { unit: Unit; shown: number; fallen: Fallen[] } {
    const { modifiers } = this.#throwing;
    const discarded: Fallen[] = [];
    let rerolledOnce = false;
    let fallen = this.#throw();
    for (;;) {
      const shown = fallen.reduce((sum, each) => sum + each.value, 0);
      const always = modifiers.rerolls.some(({ once, when }) => !once && satisfies(shown, when));
      const once = !rerolledOnce && modifiers.rerolls.some((reroll) => reroll.once && satisfies(shown, reroll.when));
      if (!(always || once) || !this.#mayThrowAgain()) {
        this.#mark(fallen, shown);
        const clamped = clampFace(shown, modifiers);
        for (const each of fallen) each.clamped = clamped !== shown;
        const value = clamped - penalty;
        const [first] = fallen;
        // A two-dice face such as d66 carries clamp and penalty on its first die, so that values still add up.
        if (first !== undefined) first.value += value - shown;
        return { unit: { value, draws: [...discarded, ...fallen] }, shown, fallen };
      }
      if (!always) rerolledOnce = true;
      for (const each of fallen) discarded.push(Object.assign(each, { rerolled: true, kept: false, value: 0 }));
      fallen = this.#throw();
    }
  }

  #mayThrowAgain(): boolean {
    const { budget, sides } = this.#throwing;
    const cost = sides === "d66" ? 2 : 1;
    if (this.#extraThrows >= CHAIN_DEPTH_MAX || budget.extraDraws < cost) {
      budget.capped = true;
      return false;
    }
    this.#extraThrows += 1;
    budget.extraDraws -= cost;
    return true;
  }

  #throw(): Fallen[] {
    switch (this.#throwing.sides) {
      case "fate":
        return [this.#draw(3, (natural) => natural - 2)];
      case "fate1":
        return [this.#draw(6, (natural) => (natural === 1 ? -1 : natural === 6 ? 1 : 0))];
      case "d66":
        return [this.#draw(6, (natural) => natural * 10), this.#draw(6, (natural) => natural)];
      default:
        return [this.#draw(this.#throwing.sides, (natural) => natural)];
    }
  }

  #draw(sides: number, worth: (natural: number) => number): Fallen {
    const { path, draw, flavour } = this.#throwing;
    const label: DieLabel = `${path}/${this.#die}/${this.#draws}`;
    this.#draws += 1;
    const natural = draw(label, sides);
    return {
      label,
      sides,
      natural,
      value: worth(natural),
      kept: true,
      rerolled: false,
      exploded: false,
      clamped: false,
      mark: null,
      critical: false,
      fumble: false,
      flavour,
    };
  }

  /** The highest and lowest face are marked unless `cs` and `cf` say otherwise. */
  #mark(fallen: readonly Fallen[], shown: number): void {
    const { sides, modifiers } = this.#throwing;
    const { low, high } = faceRange(sides);
    const critical = modifiers.critical ? satisfies(shown, modifiers.critical) : low < high && shown === high;
    const fumble = modifiers.fumble ? satisfies(shown, modifiers.fumble) : low < high && shown === low;
    for (const each of fallen) Object.assign(each, { critical, fumble });
  }
}

const FLAGS = ["exploded", "rerolled", "clamped", "success", "failure", "critical", "fumble"] as const;

/** The shape the log keeps; flags stand in a fixed order, so that every verifier writes the same bytes. */
export function recordDie(die: Fallen): RolledDie {
  const flags = FLAGS.filter((flag) => (flag === "success" || flag === "failure" ? die.mark === flag : die[flag]));
  const { label, sides, natural, value, kept, flavour } = die;
  return { label, sides, natural, value, kept, flags, ...(flavour === null ? {} : { flavour }) };
}

/** Which of `values` a selection keeps. Among equals the earlier is chosen first. */
export function selectKept(values: readonly number[], selection: Selection | null): boolean[] {
  if (selection === null) return values.map(() => true);
  const direction = selection.end === "high" ? -1 : 1;
  const order = values
    .map((value, index) => ({ value, index }))
    .sort((a, b) => direction * (a.value - b.value) || a.index - b.index);
  const chosen = new Set(order.slice(0, selection.count).map(({ index }) => index));
  return values.map((_, index) => chosen.has(index) === (selection.action === "keep"));
}
