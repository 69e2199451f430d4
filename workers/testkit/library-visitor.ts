import type { ApiBindings } from "../api/bindings.ts";
import type { CampaignCard } from "../contracts/http.ts";
import type { Job } from "../contracts/jobs.ts";
import { UPLOAD_PART_BYTES, type UploadCard, type UploadProgress } from "../contracts/library.ts";
import { type Heard, production, Visitor } from "./api-visitor.ts";

/** Somebody in the library of one campaign. Jobs are caught, so that a file stays where the API has left it. */
export class LibraryVisitor extends Visitor {
  readonly jobs: Job[];
  library = "";

  constructor(as: { jobs?: Job[]; env?: Partial<ApiBindings> } = {}) {
    const jobs = as.jobs ?? [];
    const queue = { send: async (job: Job) => void jobs.push(job) } as unknown as ApiBindings["JOBS"];
    super({ env: { ...production, JOBS: queue, ...as.env } });
    this.jobs = jobs;
  }

  /** The same person, at the same campaign, through bindings of which some fail. */
  through(env: Partial<ApiBindings>): LibraryVisitor {
    const other = new LibraryVisitor({ jobs: this.jobs, env });
    other.cookie = this.cookie;
    other.library = this.library;
    return other;
  }

  async announces(title: string, sizeBytes: number, visibility: "gm" | "players" = "gm"): Promise<UploadProgress> {
    return await this.gets("POST", this.library, { body: { title, sizeBytes, visibility } });
  }

  async puts(id: string, part: number, body: Uint8Array | ReadableStream<Uint8Array>): Promise<Heard> {
    const headers = { "content-type": "application/octet-stream" };
    return await this.sends("PUT", `${this.library}/${id}/parts/${part}`, { body, headers });
  }

  /** Brings a whole file. */
  async brings(title: string, bytes: Uint8Array, visibility: "gm" | "players" = "gm"): Promise<UploadCard> {
    const { upload, parts } = await this.announces(title, bytes.length, visibility);
    for (let part = 1; part <= parts; part += 1) {
      const piece = bytes.subarray((part - 1) * UPLOAD_PART_BYTES, part * UPLOAD_PART_BYTES);
      const heard = await this.puts(upload.id, part, piece);
      if (heard.status !== 200) throw new Error(heard.text);
    }
    return await this.gets("POST", `${this.library}/${upload.id}/complete`);
  }
}

/** A table with whoever started it, a player, and somebody with a table of their own. */
export async function libraryTable(): Promise<{
  campaign: CampaignCard;
  olga: LibraryVisitor;
  peter: LibraryVisitor;
  stranger: LibraryVisitor;
}> {
  const [olga, peter, stranger] = [new LibraryVisitor(), new LibraryVisitor(), new LibraryVisitor()];
  const { campaign, invite } = await olga.startsTable("Olga");
  await peter.joins(invite.code, "Peter");
  const other = await stranger.startsTable("Sten");
  olga.library = `/api/campaigns/${campaign.id}/uploads`;
  peter.library = olga.library;
  stranger.library = `/api/campaigns/${other.campaign.id}/uploads`;
  return { campaign, olga, peter, stranger };
}
