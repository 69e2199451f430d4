import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adventureById } from "../workers/content/index.ts";
import type { Adventure, Beat } from "../workers/contracts/adventure.ts";
import { verifyNdjson } from "../workers/core/ledger/index.ts";
import { seriousFaults } from "../workers/testkit/axe.ts";
import { appUrl, launchBrowser } from "../workers/testkit/browser.ts";
import { BrowserPlayer } from "../workers/testkit/browser-player.ts";
import { smallTargets } from "../workers/testkit/page-faults.ts";
import { picture } from "../workers/testkit/pictures.ts";
import { until } from "../workers/testkit/seat.ts";

const DESKTOP = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 844 };
const FIGHT_MOVES_MAX = 60;
const EVENING_MS = 240_000;
const AT_REST_MS = 20_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** What somebody would type to do each deed of a way through an adventure. */
class Guide {
  readonly #adventure: Adventure;

  constructor(adventure: Adventure) {
    this.#adventure = adventure;
  }

  words(deed: string): string {
    const [kind = "", what = ""] = deed.replace("?", "").split(":");
    if (kind === "go") return `Go to ${this.#exits().find(({ id }) => id === what)?.name ?? what}`;
    if (kind === "beat") return this.#beats().find(({ id }) => id === what)?.label ?? what;
    const [personId, topicId] = what.split("/");
    const person = this.#adventure.people.find(({ id }) => id === personId);
    return person?.topics.find(({ id }) => id === topicId)?.label ?? what;
  }

  #exits() {
    return this.#adventure.scenes.flatMap(({ exits }) => exits);
  }

  #beats(): Beat[] {
    const { scenes, people, encounters } = this.#adventure;
    return [
      ...scenes.flatMap((scene) => [
        ...scene.beats,
        ...scene.features.flatMap(({ beats }) => beats),
        ...scene.exits.flatMap(({ beats }) => beats),
      ]),
      ...people.flatMap(({ beats }) => beats),
      ...encounters.flatMap(({ beats }) => beats),
    ];
  }
}

/** Until everybody has heard the same and the table waits for one of them. */
async function atRest(players: readonly BrowserPlayer[]): Promise<void> {
  const level = () => new Set(players.map(({ state }) => state?.head.seq)).size === 1;
  await until("the table to wait for somebody", () => level() && players.every(({ isQuiet }) => isQuiet), AT_REST_MS);
}

/** Fights on, each in their turn, until the fight is over one way or another. */
async function fightOut(players: readonly BrowserPlayer[]): Promise<void> {
  for (let move = 0; move < FIGHT_MOVES_MAX; move += 1) {
    await atRest(players);
    const fight = players[0]?.state?.public.encounter;
    if (fight == null) return;
    const mover = fight.ordered
      ? players.find(({ hero }) => hero?.id === fight.activeId)
      : players[move % players.length];
    if (mover === undefined) throw new Error("Nobody's move.");
    const foe = Object.values(mover.state?.public.creatures ?? {}).find(
      ({ kind, vitals }) => kind === "foe" && vitals.state === "up",
    );
    await mover.say(`I attack ${foe?.name ?? "them"}`);
  }
  throw new Error("The fight would not end.");
}

async function playThrough(players: readonly BrowserPlayer[], guide: Guide, deeds: string): Promise<void> {
  let next = 0;
  for (const deed of deeds.split(" ")) {
    const [first] = players;
    if (first?.state?.public.status === "ended") return;
    await fightOut(players);
    if (deed.startsWith("fight")) continue;
    const player = players[next++ % players.length];
    if (player === undefined) return;
    await player.say(guide.words(deed));
  }
}

const EVENINGS = [
  {
    adventureId: "the-lamplighters-hour",
    heroes: ["Hild Marrowby", "Tev Reddle"],
    deeds:
      "topic:fitch/fitch-osk beat:force-lamp-room go:lamp-room-door beat:take-lantern beat:take-bitterwood go:lamp-room-out go:stair-up beat:burn-bitterwood go:stair-on topic:osk/osk-fitch beat:light-with-osk",
  },
  {
    adventureId: "nine-for-the-quiet",
    heroes: ["Josse Pennyroyal", "Madrigal Crake"],
    deeds:
      "beat:break-ice-house go:ice-house-door beat:open-grate go:drain-crawl beat:open-sluice fight go:pit-culvert? go:ice-out topic:hessa/hessa-dead go:slip-to-street topic:ottoline/ottoline-dead go:street-to-slip go:slip-to-chapel beat:take-name-book go:chapel-to-slip beat:raise-the-dead beat:stop-pyre? beat:load-the-nine go:board-ferry go:crossing-to-quiet beat:say-the-names",
  },
];

test.each(EVENINGS)(
  "two people play $adventureId to an ending, one at a desk and one on a phone",
  async ({ adventureId, heroes, deeds }) => {
    const adventure = adventureById(adventureId);
    if (adventure === undefined) throw new Error(adventureId);
    const mira = await BrowserPlayer.arrive(browser, "Mira", DESKTOP);
    const tobin = await BrowserPlayer.arrive(browser, "Tobin", PHONE);
    await mira.startTable(appUrl(), adventure.title);
    await mira.sitDownAs(heroes[0] ?? "");
    await tobin.join(await mira.invitation());
    await tobin.sitDownAs(heroes[1] ?? "");
    await picture(mira.page, `${adventureId}-start-desk`);
    await playThrough([mira, tobin], new Guide(adventure), deeds);

    await mira.readToTheEnd();
    await tobin.readToTheEnd();
    await picture(mira.page, `${adventureId}-end-desk`);
    await picture(tobin.page, `${adventureId}-end-phone`);
    expect(mira.state?.public.ending).not.toBeNull();
    expect(await seriousFaults(mira.page)).toEqual([]);
    expect(await seriousFaults(tobin.page)).toEqual([]);
    expect(await smallTargets(tobin.page)).toEqual([]);

    const log = await mira.page.request.get(`${appUrl()}/api/campaigns/${mira.state?.public.campaignId}/export`);
    const report = verifyNdjson(await log.text());
    expect(report.findings).toEqual([]);
    expect(report.ok).toBe(true);
    expect([...mira.complaints, ...tobin.complaints]).toEqual([]);
    await mira.leave();
    await tobin.leave();
  },
  EVENING_MS,
);
