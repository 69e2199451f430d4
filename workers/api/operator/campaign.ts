import { UploadId } from "../../contracts/library.ts";
import { problem } from "../../contracts/problems.ts";
import { originalKey } from "../../db/file-keys.ts";
import { campaignOf } from "../../db/read/campaigns.ts";
import { campaignsAfter } from "../../db/read/operator.ts";
import { uploadOfCampaign, uploadsOfCampaign } from "../../db/read/uploads.ts";
import { changeCampaign } from "../../db/write/campaigns.ts";
import type { Operation } from "./operation.ts";

const FILES_MAX = 10_000;
const CAMPAIGNS_PER_PAGE = 100;

/** Every campaign of this server, in order of their ids. */
export const campaignList: Operation<"campaign-list"> = async ({ db, body }) => {
  const rows = await campaignsAfter(db, { after: body.after, limit: CAMPAIGNS_PER_PAGE });
  const items = rows.map(({ id, title, status, seq, touchedAt, archivedAt }) => {
    return { campaignId: id, title, status: archivedAt === null ? status : "archived", seq, touchedAt };
  });
  const next = rows.length < CAMPAIGNS_PER_PAGE ? null : (rows.at(-1)?.id ?? null);
  return { result: `${items.length} campaigns`, answer: { items, next } };
};

/** Puts a campaign away, as its owner could, or takes it out again. It stays whole and can be read. */
export const campaignArchive: Operation<"campaign-archive"> = async ({ db, now, body }) => {
  const { campaignId, takeOut, dryRun } = body;
  const row = await campaignOf(db, campaignId);
  if (row === null) return problem("not-found");
  const archivedAt = takeOut ? null : (row.archivedAt ?? now);
  if (!dryRun) await changeCampaign(db, { id: campaignId, archivedAt });
  const answer = { before: { archivedAt: row.archivedAt }, now: { archivedAt } };
  const trail = { verb: takeOut ? ("keeper-took-out" as const) : ("keeper-put-away" as const), campaignId };
  return { result: takeOut ? "taken out again" : "put away", answer, trail };
};

/** The whole log of a campaign with its secrets, as of one seq, while people play. */
export const campaignExport: Operation<"campaign-export"> = async ({ env, body }) => {
  const room = env.ROOM.getByName(body.campaignId);
  if (body.dryRun) {
    const outline = await room.outline();
    if (outline === null) return problem("not-found");
    const seq = Math.min(outline.seq, body.throughSeq ?? outline.seq);
    return { result: `the log as of event ${seq}`, answer: { seq } };
  }
  const log = await room.wholeLog(body.throughSeq);
  if (!log.ok) return log.problem;
  const trail = { verb: "keeper-exported" as const, campaignId: body.campaignId };
  return { result: `the log as of event ${log.seq}`, answer: log.stream, trail };
};

/** The whole state as of one seq, for whoever reads an export without our software. */
export const campaignSnapshot: Operation<"campaign-snapshot"> = async ({ env, body }) => {
  const snapshot = await env.ROOM.getByName(body.campaignId).snapshot(body.throughSeq);
  if (snapshot === null) return problem("not-found");
  return { result: `the state at event ${body.throughSeq}`, answer: new Blob([snapshot]).stream() };
};

/** The rows of a campaign's files, its public keys, and where its log stands. */
export const campaignFiles: Operation<"campaign-files"> = async ({ env, db, body }) => {
  const { campaignId } = body;
  const rows = await uploadsOfCampaign(db, { campaignId, onlyForPlayers: false, limit: FILES_MAX });
  const files = rows
    .filter(({ status }) => status !== "pending")
    .map(({ id, title, kind, mediaType, sizeBytes, visibility, addedBy, createdAt }) => {
      return { uploadId: id, title, kind, mediaType, sizeBytes, visibility, addedBy, createdAt };
    });
  const room = env.ROOM.getByName(campaignId);
  const keys = (await room.keys())?.keys ?? [];
  const head = await room.headHash();
  return { result: `${files.length} rows of files`, answer: { files, keys, head } };
};

/** The bytes of one file as it was brought. */
export const campaignFile: Operation<"campaign-file"> = async ({ env, db, body }) => {
  const { campaignId } = body;
  const row = await uploadOfCampaign(db, { campaignId, id: body.uploadId });
  const key = row === null ? null : originalKey({ campaignId, uploadId: UploadId.parse(row.id) });
  const stored = key === null ? null : await env.FILES.get(key);
  if (stored === null) return problem("not-found", { detail: "The file is deleted, or its bytes are lost." });
  return { result: `${stored.size} bytes`, answer: stored.body };
};

/** Sets a table still, or lets it play on. */
export const campaignQuarantine: Operation<"campaign-quarantine"> = async ({ env, body }) => {
  const { campaignId, lift, reason, dryRun } = body;
  const room = env.ROOM.getByName(campaignId);
  if (dryRun) {
    const outline = await room.outline();
    if (outline === null) return problem("not-found");
    return { result: lift ? "would play on" : "would stand still", answer: { before: outline.quarantine } };
  }
  const set = await room.setQuarantine(lift ? null : reason);
  if (!set.ok) return set.problem;
  return {
    result: lift ? "plays on" : `stands still at event ${set.seq}`,
    answer: { before: set.before, now: lift ? null : { reason }, seq: set.seq },
    trail: { verb: lift ? "keeper-let-play" : "keeper-set-still", campaignId },
  };
};
