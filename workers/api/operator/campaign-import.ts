import { CampaignId, MemberId } from "../../contracts/ids.ts";
import { CAMPAIGN_BYTES_MAX, CAMPAIGN_FILES_MAX, UploadId } from "../../contracts/library.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import type { Database } from "../../db/database.ts";
import { campaignOf, membershipOfMember } from "../../db/read/campaigns.ts";
import { uploadOfCampaign } from "../../db/read/uploads.ts";
import { accountById } from "../../db/read/ways-in.ts";
import { saveNewUpload } from "../../db/write/uploads.ts";
import { bringCampaign } from "../bring-campaign.ts";
import { inviteOf } from "../invites.ts";
import { guessByName } from "../media/sniff-file.ts";
import { isProblem } from "../problem-response.ts";
import { randomId } from "../random-id.ts";
import { partsOf, sendReading } from "../upload-access.ts";
import { completeUpload, takePart } from "../upload-bytes.ts";
import type { Done, Operation, OperatorVisit } from "./operation.ts";
import { accountIdOf } from "./people.ts";

/** Who owns the room of a drill. */
const DRILL = "A drill";

/** The log of a campaign goes on here under somebody; or, for a drill, in a room that nobody finds. */
export const campaignImport: Operation<"campaign-import"> = async (visit) => {
  const { env, db, now, body, bytes, request } = visit;
  if (body.owner === null) return await intoScratch(visit);
  const account = await accountById(db, (await accountIdOf(db, body.owner)) ?? "");
  if (account === null) return problem("not-found", { detail: "There is no account of that id here." });
  if (body.dryRun) return { result: `would be ${account.id}'s`, answer: { ownerName: account.name } };
  const brought = await bringCampaign({ env, db, now }, { account, title: body.title, log: streamOf(bytes) });
  if (isProblem(brought)) return brought;
  const { campaign } = brought.place;
  return {
    result: `${campaign.id} at event ${campaign.seq}, ${account.id}'s`,
    answer: {
      campaignId: campaign.id,
      title: campaign.title,
      seq: campaign.seq,
      invite: inviteOf(brought.invite, request).url,
    },
  };
};

async function intoScratch({ env, body, bytes }: OperatorVisit<"campaign-import">): Promise<Done | Problem> {
  if (body.dryRun) return { result: "would go into a room of its own", answer: { ownerName: "" } };
  const campaignId = CampaignId.parse(randomId("c"));
  const owner = { memberId: MemberId.parse(randomId("m")), name: DRILL };
  const coming = { campaignId, title: null, how: "import" as const, owner, log: streamOf(bytes) };
  const continued = await env.ROOM.getByName(campaignId).continueFrom(coming);
  if (!continued.ok) return continued.problem;
  return { result: `${campaignId}, for a drill`, answer: { campaignId, seq: continued.seq } };
}

/** One part of a file that comes along; with the last of them it is read like any other. Sent again it changes nothing. */
export const campaignImportFile: Operation<"campaign-import-file"> = async ({ env, db, now, body, bytes }) => {
  const membership = await ownerAt(env, db, body.campaignId);
  if (membership === null) return problem("not-found", { detail: "There is no campaign of that id here." });
  if (body.dryRun) return { result: "would be taken", answer: { status: "pending" } };
  const { campaignId, originId, title, sizeBytes, visibility, addedBy } = body;
  const key = { campaignId, id: originId };
  if ((await uploadOfCampaign(db, key)) === null) {
    const id = UploadId.parse(randomId("u"));
    await saveNewUpload(db, {
      ...{ id, campaignId, originId, title, sizeBytes, visibility, ...guessByName(title) },
      ...{ addedBy, now, bytesMax: CAMPAIGN_BYTES_MAX, filesMax: CAMPAIGN_FILES_MAX },
    });
  }
  const row = await uploadOfCampaign(db, key);
  if (row === null) return problem("library-full");
  if (row.status !== "pending") return { result: "was there already", answer: { status: row.status } };
  if (body.part > partsOf(row)) return problem("bad-request", { detail: `part: this file has ${partsOf(row)}` });
  const visit = { env, db, now, membership };
  const refusal = await takePart(visit, row, body.part, streamOf(bytes));
  if (refusal !== null) return refusal;
  if (body.part < partsOf(row)) return { result: `part ${body.part}`, answer: { status: row.status } };
  // The first part has shown what the file is, and that stands in the row.
  const whole = await uploadOfCampaign(db, key);
  const arrived = whole === null ? problem("not-found") : await completeUpload(visit, whole);
  if (isProblem(arrived)) return arrived;
  if (arrived.status === "stored") await sendReading(env, arrived);
  return { result: `the file ${arrived.id}`, answer: { status: arrived.status } };
};

async function ownerAt(env: OperatorVisit<"drill-end">["env"], db: Database, campaignId: CampaignId) {
  const members = (await env.ROOM.getByName(campaignId).outline())?.members ?? [];
  const owner = members.find(({ role, removed }) => role === "owner" && !removed);
  return owner === undefined ? null : await membershipOfMember(db, { campaignId, memberId: owner.memberId });
}

/** Empties the room of a drill: one that no database knows of, and that its owner's name marks as one. */
export const drillEnd: Operation<"drill-end"> = async ({ env, db, body }) => {
  const { campaignId, dryRun } = body;
  if ((await campaignOf(db, campaignId)) !== null)
    return problem("not-allowed", { detail: "This is somebody's table, and no drill." });
  const room = env.ROOM.getByName(campaignId);
  const owner = (await room.outline())?.members.find(({ role, removed }) => role === "owner" && !removed);
  if (owner === undefined) return { result: "was empty", answer: { emptied: true } };
  if (owner.name !== DRILL) return problem("not-allowed", { detail: "This is somebody's table, and no drill." });
  if (dryRun) return { result: "would be emptied", answer: { emptied: false } };
  const erased = await room.erase(owner.memberId);
  if (!erased.ok) return erased.problem;
  return { result: "emptied", answer: { emptied: erased.emptied } };
};

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
}
