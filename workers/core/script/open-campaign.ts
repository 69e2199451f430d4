import type { Adventure, ReadyHero } from "../../contracts/adventure.ts";
import type { Creature, Item } from "../../contracts/creatures.ts";
import type { CampaignId, Hex32, MemberId } from "../../contracts/ids.ts";
import type { Ruleset } from "../../contracts/rules.ts";
import { newCampaign } from "../new-campaign.ts";
import { newStep } from "../new-step.ts";
import { rulesOf } from "../rules/index.ts";
import type { Rules } from "../rules/ruleset.ts";
import type { Chance, Fact } from "../step.ts";
import { Effects } from "./effects.ts";
import { sealSecrets } from "./secrets.ts";

export interface Opening {
  readonly campaignId: CampaignId;
  readonly title: string;
  readonly adventure: Adventure;
  readonly heroes: readonly ReadyHero[];
  /** What the heroes carry; the adventure's own items are known besides. */
  readonly items: readonly Item[];
  readonly ruleset: Ruleset;
  readonly owner: { readonly memberId: MemberId; readonly name: string };
  readonly key: { readonly keyId: string; readonly publicKey: Hex32 };
  readonly dice: { readonly rolls: number; readonly anchor: Hex32; readonly veilRoot: Hex32 };
}

/** The first facts of a campaign: the key and the dice before everything, the secrets sealed before the first word. */
export function openCampaign(opening: Opening, chance: Chance): readonly Fact[] {
  const { adventure, ruleset, key } = opening;
  const rules = rulesOf(ruleset);
  const step = newStep({ state: newCampaign, chance, actor: { kind: "system" }, cause: {} });
  step.emit("campaign_opened", {
    campaignId: opening.campaignId,
    title: opening.title,
    adventureId: adventure.id,
    adventureTitle: adventure.title,
    ruleset,
    look: adventure.look,
    settings: { turnMode: "free", dmMode: "auto", roundSeconds: 120, locked: false },
    ...key,
    creatures: opening.heroes.map((hero) => readyCreature(rules, hero, [...opening.items, ...adventure.items])),
    clocks: adventure.clocks
      .filter((clock) => clock.public)
      .map(({ id, title, segments }) => ({ id, title, segments })),
    seats: adventure.players.max,
  });
  step.emit("epoch_opened", { epoch: 1, ...opening.dice, ...key });
  step.emit("adventure_scripted", { adventure }, "gm");
  sealSecrets(step);
  step.emit("member_joined", { ...opening.owner, role: "owner" });
  new Effects(step, rules).enterScene(adventure.start, 0, { actorId: "", source: adventure.title });
  step.emit("dm_narration", {
    turnId: null,
    text: openingWords(adventure),
    rests: [],
    suggestions: [],
    voice: { provider: "oracle", model: "oracle", inputTokens: 0, outputTokens: 0, costMicroUsd: 0 },
  });
  return step.facts;
}

function openingWords(adventure: Adventure): string {
  const start = adventure.scenes.find(({ id }) => id === adventure.start);
  return start === undefined ? adventure.opening : `${adventure.opening}\n\n${start.read}`;
}

/** A ready-made hero as a creature nobody plays yet. */
function readyCreature(rules: Rules, hero: ReadyHero, items: readonly Item[]): Creature {
  const sheet = rules.sheetOf(hero);
  return {
    id: hero.id,
    kind: "hero",
    name: hero.name,
    pronoun: hero.pronoun,
    blurb: hero.blurb,
    look: hero.look,
    ownerId: null,
    sheet,
    vitals: rules.freshVitals(sheet),
    conditions: [],
    coinCopper: hero.coinCopper,
    xp: 0,
    items: hero.items.flatMap(({ item: itemId, quantity, equipped }) => {
      const item = items.find(({ id }) => id === itemId);
      return item === undefined ? [] : [{ item, quantity, equipped }];
    }),
  };
}
