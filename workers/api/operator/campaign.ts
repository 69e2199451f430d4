import { problem } from "../../contracts/problems.ts";
import { originalKey } from "../../db/file-keys.ts";
import { uploadOfCampaign, uploadsOfCampaign } from "../../db/read/uploads.ts";
import type { Operation } from "./operation.ts";

const FILES_MAX = 10_000;

/** The whole log of a campaign with its secrets, as of one seq, while people play. */
export const campaignExport: Operation<"campaign-export"> = async ({ env, body }) => {
  const room = env.ROOM.getByName(body.campaignId);
  if (body.dryRun) {
    const outline = await room.outline();
    if (outline === null) return problem("not-found");
    return { result: `the log as of event ${outline.seq}`, answer: { seq: outline.seq } };
  }
  const log = await room.wholeLog();
  return log.ok ? { result: `the log as of event ${log.seq}`, answer: log.stream } : log.problem;
};

/** The rows of a campaign's files, and whether their bytes are there. */
export const campaignFiles: Operation<"campaign-files"> = async ({ env, db, body }) => {
  const { campaignId } = body;
  const rows = await uploadsOfCampaign(db, { campaignId, onlyForPlayers: false, limit: FILES_MAX });
  const files = rows
    .filter(({ status }) => status !== "pending")
    .map(({ id, title, kind, mediaType, sizeBytes, visibility, addedBy, createdAt }) => {
      return { uploadId: id, title, kind, mediaType, sizeBytes, visibility, addedBy, createdAt };
    });
  const keys = (await env.ROOM.getByName(campaignId).keys())?.keys ?? [];
  return { result: `${files.length} rows of files`, answer: { files, keys } };
};

/** The bytes of one file as it was brought. */
export const campaignFile: Operation<"campaign-file"> = async ({ env, db, body }) => {
  const row = await uploadOfCampaign(db, { campaignId: body.campaignId, id: body.uploadId });
  const stored = row === null ? null : await env.FILES.get(originalKey(body));
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
  };
};
