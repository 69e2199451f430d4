import { z } from "zod";
import { CampaignId } from "../../contracts/ids.ts";
import { UploadCard, UploadId, UploadProgress } from "../../contracts/library.ts";
import { type Problem, problem } from "../../contracts/problems.ts";
import { type UploadRow, uploadCard } from "../../db/read/uploads.ts";
import { tellUpload } from "../best-effort.ts";
import type { DoorList } from "../door.ts";
import { isProblem } from "../problem-response.ts";
import { bytesOfPart, fileInHand, partsOf, progressOf, sendReading } from "../upload-access.ts";
import { completeUpload, takePart } from "../upload-bytes.ts";

const ONE = "/api/campaigns/{campaignId}/uploads/{uploadId}";
const RAW = "application/octet-stream";
const OfUpload = z.object({ campaignId: CampaignId, uploadId: UploadId });
const OfPart = OfUpload.extend({ part: z.coerce.number().int().min(1).max(100) });

/** The way in for the bytes of a file: part by part, in any order, each as often as it takes. */
export function uploadByteDoors(doors: DoorList): void {
  doors.add(
    {
      method: "PUT",
      path: `${ONE}/parts/{part}`,
      access: "member",
      noun: "uploads",
      summary: "Send one part of a file, counted from 1. Sent again it takes the place of the first.",
      params: OfPart,
      rawBody: RAW,
      audit: null,
      answers: { 200: { what: "Which parts have arrived.", schema: UploadProgress } },
      problems: ["not-allowed", "upload-done", "upload-incomplete", "upload-too-large", "wrong-file-type"],
    },
    async (visit) => {
      const { part, uploadId } = visit.params;
      const row = await fileInHand(visit, uploadId);
      if (isProblem(row)) return row;
      const refusal =
        refusedBeforehand(visit.request, row, part) ?? (await takePart(visit, row, part, visit.request.body));
      return refusal ?? { status: 200, body: await progressOf(visit.db, row) };
    },
  );

  doors.add(
    {
      method: "POST",
      path: `${ONE}/complete`,
      access: "member",
      noun: "uploads",
      summary: "All parts have been sent. From here the file is read by itself; a picture is ready at once.",
      params: OfUpload,
      audit: null,
      answers: { 200: { what: "As it stands now.", schema: UploadCard } },
      problems: ["not-allowed", "upload-incomplete", "upload-too-large", "wrong-file-type"],
    },
    async (visit) => {
      const row = await fileInHand(visit, visit.params.uploadId);
      if (isProblem(row)) return row;
      if (row.status !== "pending") return { status: 200, body: uploadCard(row) };
      const arrived = await completeUpload(visit, row);
      if (isProblem(arrived)) return arrived;
      await tellUpload(visit.env, arrived);
      if (arrived.status === "stored") await sendReading(visit.env, arrived);
      return { status: 200, body: uploadCard(arrived) };
    },
  );
}

/** What can be said without reading a byte. */
function refusedBeforehand(request: Request, row: UploadRow, part: number): Problem | null {
  if (row.status !== "pending") return problem("upload-done");
  if (part > partsOf(row)) return problem("bad-request", { detail: `This file has ${partsOf(row)} parts.` });
  if (request.headers.get("content-type") !== RAW) return problem("wrong-content-type", { detail: `Send ${RAW}.` });
  const announced = request.headers.get("content-length");
  const bytes = bytesOfPart(row, part);
  if (announced === null || Number(announced) === bytes) return null;
  const detail = `Part ${part} of this file has exactly ${bytes} bytes.`;
  return problem(Number(announced) > bytes ? "body-too-large" : "bad-request", { detail });
}
