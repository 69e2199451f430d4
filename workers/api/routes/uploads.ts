import { z } from "zod";
import { ActionId, CampaignId } from "../../contracts/ids.ts";
import {
  CAMPAIGN_BYTES_MAX,
  CAMPAIGN_FILES_MAX,
  CreateUpload,
  ShowHandout,
  UPLOAD_BYTES_MAX,
  UploadCard,
  UploadId,
  UploadList,
  UploadPatch,
  UploadProgress,
} from "../../contracts/library.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import {
  libraryUse,
  STUCK_AFTER_MS,
  type UploadRow,
  uploadCard,
  uploadOfCampaign,
  uploadsOfCampaign,
} from "../../db/read/uploads.ts";
import { changeUpload, openOnce, readAgain, saveNewUpload } from "../../db/write/uploads.ts";
import { tellUpload, tellUploadGone } from "../best-effort.ts";
import type { Answer, DoorList, Visit } from "../door.ts";
import { madeOnce } from "../made-once.ts";
import { guessByName } from "../media/sniff-file.ts";
import { isProblem } from "../problem-response.ts";
import { ownerHasNoRoom } from "../quotas.ts";
import { randomId } from "../random-id.ts";
import { addsToTheTable, refusedByRoom, roomOf } from "../room-access.ts";
import { dropUpload, eyesOf, fileInHand, fileInSight, progressOf, sendReading } from "../upload-access.ts";
import { openMultipart } from "../upload-bytes.ts";
import { uploadByteDoors } from "./upload-bytes.ts";
import { uploadReadingDoors } from "./upload-reading.ts";

const ALL = "/api/campaigns/{campaignId}/uploads";
const ONE = `${ALL}/{uploadId}`;
const OfCampaign = z.object({ campaignId: CampaignId });
const OfUpload = z.object({ campaignId: CampaignId, uploadId: UploadId });

/** The library of a campaign: what its GMs have brought for the table to read. */
export function uploadDoors(doors: DoorList): void {
  listDoors(doors);
  oneUploadDoors(doors);
  uploadByteDoors(doors);
  uploadReadingDoors(doors);
  tableDoors(doors);
}

function listDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: ALL,
      access: "member",
      noun: "uploads",
      summary: "The files of a campaign, newest first. Players see those that are open to them and have been read.",
      params: OfCampaign,
      answers: { 200: { what: "The files, and how much room there is.", schema: UploadList } },
      problems: [],
    },
    async (visit) => {
      const eyes = await eyesOf(visit);
      if (!eyes.ok) return eyes.problem;
      const { campaignId } = visit.params;
      const onlyForPlayers = eyes.may === "players";
      const rows = await uploadsOfCampaign(visit.db, { campaignId, onlyForPlayers, limit: CAMPAIGN_FILES_MAX });
      // What else lies behind the screen is not for players to count.
      const used = onlyForPlayers
        ? { files: rows.length, bytes: rows.reduce((sum, row) => sum + row.sizeBytes, 0) }
        : await libraryUse(visit.db, campaignId);
      const limits = { bytes: CAMPAIGN_BYTES_MAX, files: CAMPAIGN_FILES_MAX, fileBytes: UPLOAD_BYTES_MAX };
      return { status: 200, body: { items: rows.map(uploadCard), used, limits } };
    },
  );

  doors.add(
    {
      method: "POST",
      path: ALL,
      access: "member",
      noun: "uploads",
      summary: "Announce a file. Its bytes follow in parts; what it is, its first bytes decide.",
      params: OfCampaign,
      body: CreateUpload,
      once: true,
      audit: "file-brought",
      answers: { 201: { what: "Ready to take its parts.", schema: UploadProgress } },
      problems: ["bad-request", "not-allowed", "upload-too-large", "library-full", "action-conflict"],
    },
    async (visit) => (await addsToTheTable(visit)) ?? (await announce(visit)),
  );
}

async function announce(
  visit: Visit<"member", z.infer<typeof OfCampaign>, unknown, CreateUpload>,
): Promise<Answer | Problem> {
  const { db, body, now, params, membership } = visit;
  if (body.sizeBytes > UPLOAD_BYTES_MAX) {
    return problem("upload-too-large", { detail: "A file may have 100 MB; split it, or save it smaller." });
  }
  const made = await madeOnce(db, {
    ...{ accountId: visit.account.id, key: visit.idempotencyKey, door: `uploads ${params.campaignId}`, body, now },
    newId: randomId("u"),
  });
  if (!made.ok) return made.problem;
  const key = { campaignId: params.campaignId, id: made.id };
  const full = await ownerHasNoRoom(visit, { campaignId: params.campaignId, bytes: body.sizeBytes });
  if (full !== null) return full;
  await saveNewUpload(db, {
    ...{ ...key, ...body, ...guessByName(body.title), addedBy: membership.member.memberId },
    ...{ now, bytesMax: CAMPAIGN_BYTES_MAX, filesMax: CAMPAIGN_FILES_MAX },
  });
  const row = await uploadOfCampaign(db, key);
  if (row === null) return await whyNotKept(visit);
  if (row.status === "pending") await openMultipart(visit, row);
  await tellUpload(visit.env, row);
  const location = `/api/campaigns/${params.campaignId}/uploads/${row.id}`;
  return { status: 201, body: await progressOf(db, row), headers: { location } };
}

/** There was no room; or, with a key that has been used, the file has been deleted since. */
async function whyNotKept({
  db,
  params,
  body,
}: Visit<"member", z.infer<typeof OfCampaign>, unknown, CreateUpload>): Promise<Problem> {
  const used = await libraryUse(db, params.campaignId);
  if (used.files >= CAMPAIGN_FILES_MAX) {
    return problem("library-full", { detail: `A campaign keeps ${CAMPAIGN_FILES_MAX} files; delete one first.` });
  }
  const free = CAMPAIGN_BYTES_MAX - used.bytes;
  if (body.sizeBytes <= free) return problem("not-found");
  const detail = `There are ${(free / 1024 / 1024).toFixed(1)} MB left for files in this campaign; delete one first.`;
  return problem("library-full", { detail });
}

function oneUploadDoors(doors: DoorList): void {
  doors.add(
    {
      method: "GET",
      path: ONE,
      access: "member",
      noun: "uploads",
      summary:
        "How a file stands, and which of its parts have arrived, so that a broken upload goes on where it stopped.",
      params: OfUpload,
      answers: { 200: { what: "Where it stands.", schema: UploadProgress } },
      problems: [],
    },
    async (visit) => {
      const row = await fileInSight(visit, visit.params.uploadId);
      return isProblem(row) ? row : { status: 200, body: await progressOf(visit.db, row) };
    },
  );

  doors.add(
    {
      method: "PATCH",
      path: ONE,
      access: "member",
      noun: "uploads",
      summary:
        "Rename a file, or change who may see it. It counts from the next request on, for search and prompts too.",
      params: OfUpload,
      body: UploadPatch,
      audit: "file-changed",
      answers: { 200: { what: "As it stands now.", schema: UploadCard } },
      problems: ["not-allowed"],
    },
    async (visit) => {
      const row = await fileInHand(visit, visit.params.uploadId);
      if (isProblem(row)) return row;
      const changed = await changeUpload(visit.db, row, { ...visit.body, now: visit.now });
      if (changed === null) return problem("not-found");
      if (row.visibility === "players" && changed.visibility === "gm") await tellUploadGone(visit.env, row, "players");
      return await toldCard(visit, changed);
    },
  );

  doors.add(
    {
      method: "DELETE",
      path: ONE,
      access: "member",
      noun: "uploads",
      summary:
        "Delete a file. It is gone for everybody at once; its bytes, passages and vectors follow within moments.",
      params: OfUpload,
      audit: "file-deleted",
      answers: { 204: { what: "Gone." } },
      problems: ["not-allowed"],
    },
    async (visit) => {
      const row = await fileInHand(visit, visit.params.uploadId);
      if (isProblem(row)) return row;
      await dropUpload(visit, row);
      return { status: 204 };
    },
  );
}

function tableDoors(doors: DoorList): void {
  doors.add(
    {
      method: "POST",
      path: `${ONE}/retry`,
      access: "member",
      noun: "uploads",
      summary: "Read a file again that could not be read, or that has been waiting for too long.",
      params: OfUpload,
      audit: null,
      answers: { 200: { what: "It waits to be read.", schema: UploadCard } },
      problems: ["not-allowed", "nothing-to-retry", "upload-incomplete"],
    },
    async (visit) => {
      const row = await fileInHand(visit, visit.params.uploadId);
      if (isProblem(row)) return row;
      if (row.status === "pending") return problem("upload-incomplete");
      const isStuck = row.status !== "ready" && row.updatedAt < visit.now - STUCK_AFTER_MS;
      if (row.status !== "failed" && row.status !== "stored" && !isStuck) return problem("nothing-to-retry");
      const { version, status } = row;
      // What nobody has begun to read need not be begun anew, only be asked for once more.
      const again = status === "stored" ? row : await readAgain(visit.db, row, { version, status, now: visit.now });
      if (again === null) return problem("nothing-to-retry");
      await sendReading(visit.env, again);
      return await toldCard(visit, again);
    },
  );

  doors.add(
    {
      method: "POST",
      path: `${ONE}/show`,
      access: "member",
      noun: "uploads",
      summary: "Show a file to the table as a handout. Players may see it from then on.",
      params: OfUpload,
      body: ShowHandout,
      once: true,
      audit: "file-shown",
      answers: { 200: { what: "As it stands now; the table sees it in its story.", schema: UploadCard } },
      problems: ["not-allowed", "not-a-handout", "action-conflict"],
    },
    async (visit) => await show(visit),
  );
}

async function show(
  visit: Visit<"member", z.infer<typeof OfUpload>, unknown, z.infer<typeof ShowHandout>>,
): Promise<Answer | Problem> {
  const row = await fileInHand(visit, visit.params.uploadId);
  if (isProblem(row)) return row;
  if (row.status !== "ready") return problem("not-a-handout");
  const { room, me } = roomOf(visit);
  const { title, kind } = row;
  const key = visit.idempotencyKey ?? crypto.randomUUID();
  const uploadId = UploadId.parse(row.id);
  const { caption } = visit.body;
  const told = await room.command(me, ActionId.parse(key), { type: "gm_show_handout", uploadId, title, kind, caption });
  if (!told.ok) return await refusedByRoom(visit, told.problem);
  // Only what the table has taken is opened. If it ends in between, the table knows of a file it cannot open, and the
  // same request once more opens it.
  await openOnce(visit.db, row, { accountId: visit.account.id, key, now: visit.now });
  const now = await uploadOfCampaign(visit.db, row);
  return now === null ? problem("not-found") : await toldCard(visit, now);
}

async function toldCard(
  { env }: Pick<Visit<"member", unknown, unknown, unknown>, "env">,
  row: UploadRow,
): Promise<Answer> {
  await tellUpload(env, row);
  return { status: 200, body: uploadCard(row) };
}
