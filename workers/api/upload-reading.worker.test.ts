import { beforeAll, describe, expect, test, vi } from "vitest";
import type { SeenEvent } from "../contracts/events.ts";
import type { CampaignId } from "../contracts/ids.ts";
import type { UploadCard, UploadId, UploadList } from "../contracts/library.ts";
import { openDatabase } from "../db/database.ts";
import { leafKey } from "../db/file-keys.ts";
import type { UploadRow } from "../db/read/uploads.ts";
import { putChunks } from "../db/write/chunks.ts";
import { bindings, expectProblem } from "../testkit/api-visitor.ts";
import { libraryTable } from "../testkit/library-visitor.ts";
import {
  exifOf,
  jpegSegment,
  jpegWith,
  onePixelPng,
  pngChunk,
  pngOfSize,
  pngWith,
  webpWith,
} from "../testkit/picture-bytes.ts";
import { shelveFile } from "../testkit/shelve-file.ts";

const CANARY = "The abbot poisoned the well with nightshade.";
const WHERE = "51.5007N 0.1246W";

let table: Awaited<ReturnType<typeof libraryTable>>;
beforeAll(async () => {
  table = await libraryTable();
}, 30_000);

/** A file that has been read, with a passage in the index. */
async function readFile(campaignId: string, as: Partial<UploadRow> = {}): Promise<UploadRow> {
  const row = await shelveFile(campaignId, { text: CANARY, title: "Secrets.txt", chunksTotal: 1, ...as });
  const file = { campaignId, uploadId: row.id, version: row.version };
  await putChunks(openDatabase(bindings.DB), file, 0, [
    {
      ...{ kind: "prose", heading: "Places > The Abbey of Saint Orm", pageFrom: 1, pageTo: 1, charFrom: 0 },
      ...{ charTo: CANARY.length, tokens: 12, hash: "a".repeat(64), text: CANARY },
    },
  ]);
  return row;
}

/** Everything by which the words of a file might reach somebody. */
async function everythingSeenBy(visitor: typeof table.peter, library: string, id: string): Promise<string> {
  const addresses = [
    ...["", `/${id}`, `/${id}/file`, `/${id}/pages/1`].map((rest) => library + rest),
    `${library.replace("/uploads", "/lore")}/search?q=abbot%20poisoned%20nightshade`,
  ];
  const heard = [];
  for (const address of addresses) heard.push((await visitor.sends("GET", address)).text);
  return heard.join("\n");
}

describe("[V1] whose eyes a file is for counts from the very next request", () => {
  test("a player sees a file while it is open to players, and not a word of it before and after", async () => {
    const { olga, peter, campaign } = table;
    const { id } = await readFile(campaign.id, { visibility: "gm" });
    const turns = async (visibility: "gm" | "players") =>
      await olga.gets<UploadCard>("PATCH", `${olga.library}/${id}`, { body: { visibility } });

    expect(await everythingSeenBy(peter, peter.library, id)).not.toMatch(/abbot|Secrets/);
    await turns("players");
    const open = await everythingSeenBy(peter, peter.library, id);
    expect(open.match(/The abbot poisoned/g)).toHaveLength(3);
    await turns("gm");
    expect(await everythingSeenBy(peter, peter.library, id)).not.toMatch(/abbot|Secrets/);
    expect((await everythingSeenBy(olga, olga.library, id)).match(/The abbot poisoned/g)).toHaveLength(3);
  });

  test.each<UploadRow["status"]>(["pending", "stored", "extracting", "chunking", "failed"])(
    "a file that is %s is not there for players",
    async (status) => {
      const { peter, campaign } = table;
      const { id } = await shelveFile(campaign.id, { status, visibility: "players", text: CANARY });
      expect(await everythingSeenBy(peter, peter.library, id)).not.toMatch(/abbot poisoned the well/);
      for (const rest of ["", "/file", "/pages/1"]) {
        expectProblem(await peter.sends("GET", `${peter.library}/${id}${rest}`), "not-found");
      }
      const { items } = await peter.gets<UploadList>("GET", peter.library);
      expect(items.map((item) => item.id)).not.toContain(id);
    },
  );

  test("what lies behind the screen is not counted before players", async () => {
    const { olga, peter } = await libraryTable();
    await olga.brings("map.png", onePixelPng, "gm");
    const seen = await peter.gets<UploadList>("GET", peter.library);
    expect({ items: seen.items, used: seen.used }).toEqual({ items: [], used: { bytes: 0, files: 0 } });
  });

  test("at another table there is no such file, whoever asks and by whichever address", async () => {
    const { olga, stranger, campaign } = table;
    const { id } = await readFile(campaign.id, { visibility: "players" });
    expect(await everythingSeenBy(stranger, olga.library, id)).not.toMatch(/abbot|Secrets/);
    expect(await everythingSeenBy(stranger, stranger.library, id)).not.toMatch(/abbot|Secrets/);
    const tries: [string, string, unknown][] = [
      ["PATCH", "", { title: "Mine" }],
      ["DELETE", "", undefined],
      ["POST", "/complete", undefined],
      ["POST", "/retry", undefined],
      ["POST", "/show", { caption: "" }],
    ];
    for (const [method, rest, body] of tries) {
      expectProblem(await stranger.sends(method, `${stranger.library}/${id}${rest}`, { body }), "not-found");
    }
    expect((await olga.gets<{ upload: UploadCard }>("GET", `${olga.library}/${id}`)).upload.title).toBe("Secrets.txt");
  });

  test("a player changes nothing, and learns nothing by trying", async () => {
    const { peter, campaign } = table;
    const { id } = await shelveFile(campaign.id, { visibility: "gm" });
    for (const each of [id, "u_aaaaaaaaaaaaaaaaaaaa"]) {
      expectProblem(await peter.sends("DELETE", `${peter.library}/${each}`), "not-allowed");
      expectProblem(await peter.sends("PATCH", `${peter.library}/${each}`, { body: {} }), "not-allowed");
      expectProblem(await peter.sends("POST", `${peter.library}/${each}/retry`), "not-allowed");
    }
    expect(
      (await bindings.DB.prepare("SELECT deleted_at AS at FROM uploads WHERE id = ?").bind(id).first())?.["at"],
    ).toBeNull();
  });
});

describe("[U5] a file is served to be kept, never to be run", () => {
  test.each<[string, Uint8Array, string, string]>([
    ["The Sunken Bell.pdf", new TextEncoder().encode("%PDF-1.7 x"), "application/pdf", "The Sunken Bell.pdf"],
    ["map.png", onePixelPng, "image/png", "map.png"],
    ["Grüße.md", new TextEncoder().encode("# Grüße"), "text/markdown; charset=utf-8", "Gr_e.md"],
    ['a"\r\nset-cookie: x=1;.txt', new TextEncoder().encode("x"), "text/plain; charset=utf-8", "a set-cookie x=1;.txt"],
    ["../../etc/passwd", new TextEncoder().encode("x"), "text/plain; charset=utf-8", "etc passwd.txt"],
  ])("%j", async (title, bytes, mediaType, fileName) => {
    const { olga } = table;
    const { id } = await olga.brings(title, bytes);
    const heard = await olga.sends("GET", `${olga.library}/${id}/file`);
    expect(heard.bytes).toEqual(bytes);
    const headers = Object.fromEntries(heard.headers);
    expect(headers).toMatchObject({
      "content-type": mediaType,
      "content-length": String(bytes.length),
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cache-control": "private, no-store",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers["content-disposition"]).toContain(`attachment; filename="${fileName}"; filename*=UTF-8''`);
    expect(headers["content-disposition"]).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe("[U6] a picture is ready at once, and tells nothing of who took it", () => {
  test.each<[string, Uint8Array, string]>([
    ["face.jpg", jpegWith(jpegSegment(0xe1, exifOf(6, WHERE)), WHERE), "image/jpeg"],
    ["map.png", pngWith(pngChunk("tEXt", `Comment\0${WHERE}`), WHERE), "image/png"],
    ["map.webp", webpWith({ EXIF: WHERE, "XMP ": WHERE }, { width: 1, height: 1 }), "image/webp"],
  ])("%s", async (title, bytes, mediaType) => {
    const { olga, peter, campaign } = table;
    const card = await olga.brings(title, bytes, "players");
    expect(card).toMatchObject({ status: "ready", kind: "image", mediaType, pagesTotal: null });
    const heard = await peter.sends("GET", `${peter.library}/${card.id}/file`);
    expect(heard.bytes.length).toBe(card.sizeBytes);
    expect(String.fromCharCode(...heard.bytes)).not.toContain(WHERE);
    expectProblem(await peter.sends("GET", `${peter.library}/${card.id}/pages/1`), "no-such-page");
    const { objects } = await bindings.FILES.list({ prefix: `campaigns/${campaign.id}/files/${card.id}/` });
    expect(objects.map(({ size }) => size)).toEqual([card.sizeBytes]);
    expect(olga.jobs.filter((job) => "uploadId" in job && job.uploadId === card.id)).toEqual([]);
  });

  test.each<[string, Uint8Array, "upload-too-large" | "wrong-file-type", string]>([
    ["a flood", pngOfSize(8_000, 5_001), "upload-too-large", "The picture has 8000 × 5001 pixels"],
    ["half a picture", onePixelPng.subarray(0, 50), "wrong-file-type", "The picture is broken"],
  ])("%s is refused in words and taken away", async (_, bytes, slug, words) => {
    const { olga } = table;
    const { upload } = await olga.announces("map.png", bytes.length);
    await olga.puts(upload.id, 1, bytes);
    const told = expectProblem(await olga.sends("POST", `${olga.library}/${upload.id}/complete`), slug);
    expect(told.detail).toContain(words);
    expectProblem(await olga.sends("GET", `${olga.library}/${upload.id}`), "not-found");
    expect(olga.jobs).toContainEqual(expect.objectContaining({ job: "delete_upload", uploadId: upload.id }));
  });
});

test("a page is read from its leaf, and one that is not there is told as that", async () => {
  const { olga, campaign } = table;
  const { id } = await shelveFile(campaign.id, { pagesTotal: 26, version: 2, title: "Long.txt" });
  const file = { campaignId: campaign.id as CampaignId, uploadId: id as UploadId, version: 2 };
  await bindings.FILES.put(leafKey(file, 1), JSON.stringify({ pages: [{ page: 26, text: "The end." }] }));
  const page = (n: number | string) => olga.sends("GET", `${olga.library}/${id}/pages/${n}`);
  expect((await page(26)).body).toEqual({
    ...{ uploadId: id, title: "Long.txt", page: 26, pagesTotal: 26, text: "The end." },
  });
  for (const n of [27, 2]) expectProblem(await page(n), "no-such-page");
  for (const n of ["0", "-1", "1.5", "x"]) expectProblem(await page(n), "not-found");
});

describe("a handout", () => {
  test("opens a file to players and stands in the story", async () => {
    const { olga, peter, campaign } = table;
    const card = await olga.brings("map.png", onePixelPng, "gm");
    const body = { caption: "What the map shows." };
    const shown = await olga.gets<UploadCard>("POST", `${olga.library}/${card.id}/show`, { body });
    expect(shown.visibility).toBe("players");
    expect((await peter.sends("GET", `${peter.library}/${card.id}/file`)).bytes).toEqual(onePixelPng);
    const log = await peter.gets<{ events: SeenEvent[] }>("GET", `/api/campaigns/${campaign.id}/log`);
    const told = log.events.flatMap((each) =>
      "body" in each && each.body.type === "handout_shown" ? [each.body.payload] : [],
    );
    expect(told).toEqual([
      expect.objectContaining({ uploadId: card.id, title: "map.png", kind: "image", caption: "What the map shows." }),
    ]);
  });

  test("[V1] with one key is shown once, and sent again it opens nothing that was closed since", async () => {
    const { olga, peter, campaign } = table;
    const card = await olga.brings("map.png", onePixelPng, "gm");
    const asked = { body: { caption: "Once." }, headers: { "idempotency-key": crypto.randomUUID() } };
    const show = () => olga.gets<UploadCard>("POST", `${olga.library}/${card.id}/show`, asked);
    for (let times = 0; times < 3; times += 1) expect((await show()).visibility).toBe("players");
    await olga.gets("PATCH", `${olga.library}/${card.id}`, { body: { visibility: "gm" } });
    expect((await show()).visibility).toBe("gm");
    expectProblem(await peter.sends("GET", `${peter.library}/${card.id}/file`), "not-found");
    const log = await olga.gets<{ events: SeenEvent[] }>("GET", `/api/campaigns/${campaign.id}/log`);
    expect(JSON.stringify(log.events).match(/Once\./g)).toHaveLength(1);
  });

  test("[V1] is opened only once the table has taken it; what broke off in between goes on with the same key", async () => {
    const { olga, peter } = table;
    const card = await olga.brings("map.png", onePixelPng, "gm");
    const asked = { body: { caption: "Later." }, headers: { "idempotency-key": crypto.randomUUID() } };
    const heldBy = async () => (await peter.sends("GET", `${peter.library}/${card.id}/file`)).status;
    const seen: number[] = [];
    const breaksOff = {
      getByName: (name: string) => {
        const room = bindings.ROOM.getByName(name);
        const command: typeof room.command = async (...order) => {
          seen.push(await heldBy());
          const answer = await room.command(...order);
          if (seen.length === 1) throw new Error("The line went dead.");
          return answer;
        };
        return new Proxy(room, { get: (real, key) => (key === "command" ? command : Reflect.get(real, key)) });
      },
    };
    const away = olga.through({ ROOM: breaksOff });
    vi.spyOn(console, "error").mockImplementation(() => {});
    expect((await away.sends("POST", `${olga.library}/${card.id}/show`, asked)).status).toBe(500);
    expect(await heldBy()).toBe(404);
    expect((await away.sends("POST", `${olga.library}/${card.id}/show`, asked)).status).toBe(200);
    expect([seen, await heldBy()]).toEqual([[404, 404], 200]);
  });

  test("is only a file that has been read; one the room refuses stays behind the screen", async () => {
    const { olga, peter, campaign } = table;
    const body = { caption: "" };
    const { id } = await shelveFile(campaign.id, { status: "extracting", visibility: "gm" });
    expectProblem(await olga.sends("POST", `${olga.library}/${id}/show`, { body }), "not-a-handout");
    const card = await olga.brings("map.png", onePixelPng, "gm");
    const headers = { "idempotency-key": crypto.randomUUID() };
    const other = await olga.brings("map.png", onePixelPng, "gm");
    await olga.gets("POST", `${olga.library}/${other.id}/show`, { body, headers });
    expectProblem(await olga.sends("POST", `${olga.library}/${card.id}/show`, { body, headers }), "action-conflict");
    expectProblem(await peter.sends("GET", `${peter.library}/${card.id}/file`), "not-found");
  });
});
