import type { Intent } from "../../contracts/adventure.ts";
import type { Condition, DamageType, Skill, Trait } from "../../contracts/rules.ts";

/**
 * Phrases of the built-in narrator: data only, filled in by whoever speaks.
 *
 * Slots: `{hero}` who acts, `{target}` who is struck or helped, `{thing}` what it is done to, `{place}`, `{item}`,
 * `{weapon}`, `{n}` an amount with its unit ("4 hit points", "3 silver"), `{span}` a stretch of time, `{condition}`, `{title}`, `{foe}`, `{choices}`. A capital
 * (`{Thing}`) capitalises. `{hero.they}`, `.them`, `.their`, `.theirs`, `.themself` follow the pronoun, `{hero.s}` is the
 * possessive, `{hero:has/have}` the verb after `{hero.they}`; `{a:item}` brings its own article. Names of people take a
 * verb in the singular. A phrase whose slot has no filling is passed over, so each list also has some without `{thing}`.
 */
export type Phrases = readonly string[];

/** Fields of trying that sound alike when they come off or do not. */
export type SkillGroup = "body" | "stealth" | "hands" | "senses" | "lore" | "tongue" | "wilds" | "mending";

export interface Outcomes {
  readonly success: Phrases;
  readonly partial: Phrases;
  readonly failure: Phrases;
}

export type Tone = "homely" | "eerie" | "wry" | "tender";

export interface ConditionPhrases {
  readonly on: Phrases;
  readonly off: Phrases;
}

export interface Grammar {
  /** What leads into an action before its outcome is told. */
  readonly leadIns: Readonly<Record<Intent, Phrases>>;
  /** What is said when there is nothing there to answer the action. */
  readonly nothingThere: Readonly<Record<Intent, Phrases>>;
  readonly skillGroups: Readonly<Record<Skill, SkillGroup>>;
  readonly traitGroups: Readonly<Record<Trait, SkillGroup>>;
  readonly checks: Readonly<Record<SkillGroup, Outcomes>>;
  readonly anyCheck: { readonly critical: Phrases; readonly fumble: Phrases };
  readonly hits: Readonly<Record<DamageType, Phrases>>;
  readonly misses: { readonly melee: Phrases; readonly ranged: Phrases };
  readonly criticals: { readonly melee: Phrases; readonly ranged: Phrases };
  readonly fumbles: { readonly melee: Phrases; readonly ranged: Phrases };
  /** How bad it is: under a fifth of what the target has, up to half of it, more. */
  readonly damage: { readonly graze: Phrases; readonly solid: Phrases; readonly savage: Phrases };
  readonly damageNotes: { readonly resisted: Phrases; readonly vulnerable: Phrases; readonly immune: Phrases };
  readonly conditions: Readonly<Record<Condition, ConditionPhrases>>;
  /** Everything else, by occasion. */
  readonly occasions: Readonly<Record<Occasion, Phrases>>;
  readonly tones: Readonly<Record<Tone, { readonly opener: Phrases; readonly closer: Phrases }>>;
}

export type Occasion =
  | "death.success"
  | "death.failure"
  | "death.stable"
  | "death.back"
  | "death.dead"
  | "fall.foe"
  | "fall.hero"
  | "fall.out"
  | "save.success"
  | "save.failure"
  | "heal"
  | "heal.full"
  | "heal.harm"
  | "harm.marked"
  | "item.get"
  | "item.pass"
  | "item.take"
  | "item.use"
  | "item.wield"
  | "item.stow"
  | "coin.more"
  | "coin.less"
  | "rest.short"
  | "rest.long"
  | "rest.breath"
  | "time"
  | "travel"
  | "travel.back"
  | "arrive.again"
  | "clock.tick"
  | "clock.late"
  | "secret"
  | "fact"
  | "xp"
  | "fight.start"
  | "fight.first"
  | "fight.next"
  | "fight.round"
  | "fight.foe"
  | "fight.foe-wavers"
  | "fight.foe-flees"
  | "fight.flee"
  | "fight.won"
  | "fight.lost"
  | "fight.talked"
  | "do.dodge"
  | "do.disengage"
  | "do.dash"
  | "do.hide.success"
  | "do.hide.failure"
  | "do.help"
  | "do.tend"
  | "do.stand"
  | "do.escape.success"
  | "do.escape.failure"
  | "talk"
  | "talk.again"
  | "look.feature"
  | "look.person"
  | "look.again"
  | "speak"
  | "nothing"
  | "ask.who"
  | "ask.which"
  | "ask.what"
  | "ask.how"
  | "ask.target"
  | "not-yet"
  | "not-here"
  | "not-yours"
  | "not-your-move"
  | "off-topic"
  | "ooc.help"
  | "ooc.rules"
  | "too-much"
  | "suggest.look"
  | "suggest.search"
  | "suggest.talk"
  | "suggest.ask"
  | "suggest.go"
  | "suggest.try"
  | "suggest.fight"
  | "suggest.care"
  | "epilogue.bright"
  | "epilogue.bittersweet"
  | "epilogue.dark"
  | "goodbye";
