import { env } from "cloudflare:workers";
import type { ApiBindings, DoorList } from "./api/bindings.ts";
import { createApi } from "./api/create-api.ts";
import { devProbe } from "./api/dev-probe.ts";
import { devSignIn } from "./api/dev-sign-in.ts";
import { rotateOldSigningKeys } from "./api/signing-keys.ts";
import { verifyTicket } from "./api/tokens.ts";
import { configurationTold } from "./configuration-told.ts";
import { adventureById, cards, gear, heldBy, heroes, making } from "./content/index.ts";
import { count } from "./contracts/metrics.ts";
import { dmTerms, voiceList } from "./dm-terms.ts";
import { foundPassages } from "./found-passages.ts";
import type { JobBindings } from "./jobs/bindings.ts";
import { sweepErasures } from "./jobs/erase-person.ts";
import { runJobs } from "./jobs/run-jobs.ts";
import { noteCronRun, sweepAudit } from "./jobs/sweep-audit.ts";
import { sweepExpired } from "./jobs/sweep-expired.ts";
import { anyStart, sweepLostFiles } from "./jobs/sweep-lost-files.ts";
import { sweepUploads } from "./jobs/sweep-uploads.ts";
import { indexingBy } from "./library/index-chunks.ts";
import { CampaignRoom as Room, type RoomEnv, type RoomLibrary } from "./realtime/campaign-room.ts";
import type { DmTerms } from "./realtime/purse.ts";

export { Orchestrator } from "./orchestrator/orchestrator.ts";
export { SpendMeter } from "./realtime/spend-meter.ts";

declare const __DEV_SIGN_IN__: boolean;

type Env = ApiBindings & JobBindings & RoomEnv;

/** The room with what it may not import by itself: the adventures of the house, and the check of a ticket. */
export class CampaignRoom extends Room {
  /** What is configured does not change while an instance lives, and it is asked for in every step of a turn. */
  #terms: DmTerms | undefined;
  protected override readonly library: RoomLibrary = {
    adventure: (id) => {
      const adventure = adventureById(id);
      return adventure === undefined ? null : { adventure, heroes, items: gear };
    },
    dmTerms: () => {
      this.#terms ??= dmTerms(this.env);
      return this.#terms;
    },
    ticketHolder: async (ticket) => {
      const grant = await verifyTicket((this.env as Env).DB, ticket, Date.now());
      return grant === null
        ? null
        : { campaignId: grant.campaignId, memberId: grant.memberId, jti: grant.ticketId, expiresAtMs: grant.expiresAt };
    },
  };
}

const makingHere = { ...making, callings: making.callings.map((calling) => ({ ...calling, items: heldBy(calling) })) };
const api = createApi({
  adventures: cards,
  making: makingHere,
  dm: (env) => dmTerms(env).defaults[0] ?? "oracle",
  voices: voiceList,
  lore: foundPassages,
  indexing: indexingBy,
  configuration: configurationTold,
  ...(__DEV_SIGN_IN__
    ? {
        devDoors: (doors: DoorList) => {
          devSignIn(doors);
          devProbe(doors, () =>
            (env as unknown as { ORCHESTRATOR: { probe(): Promise<string> } }).ORCHESTRATOR.probe(),
          );
        },
      }
    : {}),
});

/** As wrangler.toml names it; its other trigger comes every few minutes. */
const NIGHTLY = "17 4 * * *";

export default {
  fetch: (request, env, ctx) => api.fetch(request, env, ctx),
  queue: (batch, env) => runJobs(batch, env),
  scheduled: async (controller, env) => {
    const now = Date.now();
    const nightly = [
      () => sweepExpired(env, now),
      () => rotateOldSigningKeys(env.DB, now),
      () => sweepLostFiles(env, { startAfter: anyStart(), now }),
      () => sweepAudit(env, now),
    ];
    const due = [
      () => sweepUploads(env, now),
      () => sweepErasures(env, now),
      ...(controller.cron === NIGHTLY ? nightly : []),
    ];
    // One that fails holds up no other, and is told all the same.
    const done = await Promise.allSettled(due.map((sweep) => sweep()));
    const failed = done.filter(({ status }) => status === "rejected").length;
    count(env.METRICS, "sweep", { cron: controller.cron, failed, ms: Date.now() - now });
    await noteCronRun(env, { cron: controller.cron, at: now, failed });
    for (const each of done) if (each.status === "rejected") throw each.reason;
  },
} satisfies ExportedHandler<Env>;
