import { expect, test } from "vitest";
import type { Me } from "../contracts/http.ts";
import { Problem } from "../contracts/problems.ts";
import type { Invite } from "../contracts/sharing.ts";
import { bindings, Visitor } from "../testkit/api-visitor.ts";
import { changed, SeededChance, spoiled } from "../testkit/frame-mutations.ts";
import { type Schema, sampleFrom } from "../testkit/schema-samples.ts";
import { shelveFile } from "../testkit/shelve-file.ts";
import { exportOf } from "../testkit/told-log.ts";

const REQUESTS = 5_200;
/** The first of these went wrong: put it in the place of the seed to see it alone. */
const SEED = 41;
const WITHIN_MS = 240_000;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly body: { readonly type: string; readonly schema: Schema } | null;
  readonly query: readonly { readonly name: string; readonly schema: Schema }[];
}

type Described = {
  readonly paths: Record<string, Record<string, DescribedOperation>>;
  readonly components: { readonly schemas: Record<string, Schema> };
};
interface DescribedOperation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
}

/** As a stranger reads them: from the document alone. */
function operationsOf({ paths }: Described): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
      const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
      return {
        ...{ method: method.toUpperCase(), path, query: parameters.filter((each) => each.in === "query") },
        body: type === undefined || content === undefined ? null : { type, schema: content.schema },
      };
    }),
  );
}

/** What would only make the rest of the run poorer: signing out, and erasing whoever asks. */
const SPARED = /sign-out|\/api\/me\/erase|\/api\/auth\/outside|\/place$|\/owner$/;
/** These read a body of bytes, or write another kind of page. */
const HEAVY = new Set(["GET /docs", "GET /openapi.json"]);

async function worldOf() {
  const olga = new Visitor({ env: bindings, site: "http://localhost" });
  const { campaign, invite } = await olga.startsTable("Olga");
  const peter = new Visitor({ env: bindings, site: "http://localhost" });
  const { memberId } = await peter.joins(invite.code, "Peter");
  const asking = await olga.gets<Invite>("POST", `/api/campaigns/${campaign.id}/invites`, {
    body: { approval: "ask" },
  });
  const file = await shelveFile(campaign.id);
  const me = await olga.gets<Me>("GET", "/api/me");
  const people = [olga, peter, new Visitor({ env: bindings, site: "http://localhost" })];
  const words = [campaign.id, campaign.memberId, memberId, invite.code, asking.code, file.id, me.accountId];
  return { olga, people, campaign, words: [...words, campaign.adventureId, crypto.randomUUID()] };
}

test(
  "[BR] 5,200 requests made from the document and then spoiled: each answer is one that was planned, and the table is whole",
  async () => {
    const { olga, people, campaign, words } = await worldOf();
    const described = await olga.gets<Described>("GET", "/openapi.json");
    const operations = operationsOf(described).filter(
      ({ method, path }) => !SPARED.test(path) && !HEAVY.has(`${method} ${path}`),
    );
    const chance = new SeededChance(SEED);
    const making = { chance, schemas: described.components.schemas, world: words };
    const statuses = new Map<number, number>();
    for (let n = 0; n < REQUESTS; n += 1) {
      const operation = operations[n % operations.length] as Operation;
      const { method, body } = operation;
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(
          chance.happens(75) && name === "campaignId" ? campaign.id : chance.pick([...words, "x", "%00", "..", "1"]),
        ),
      );
      const search = new URLSearchParams(
        operation.query
          .filter(() => chance.happens(60))
          .map(({ name, schema }) => [name, String(sampleFrom(schema, making))]),
      );
      const headers: Record<string, string> = chance.happens(10) ? { "idempotency-key": crypto.randomUUID() } : {};
      let sent: unknown;
      if (body !== null) {
        let value = body.type === "application/json" ? sampleFrom(body.schema, making) : "bytes";
        for (let accidents = chance.below(3); accidents > 0; accidents -= 1) value = changed(value, chance);
        sent = chance.happens(80)
          ? (JSON.stringify(value) ?? "")
          : asBody(spoiled(JSON.stringify(value) ?? "", chance));
        headers["content-type"] = chance.happens(95)
          ? body.type
          : chance.pick(["text/plain", "application/json; charset=x", ""]);
      }
      const heard = await chance.pick(people).sends(method, `${path}?${search}`, { body: sent, headers });
      statuses.set(heard.status, (statuses.get(heard.status) ?? 0) + 1);
      const told = `request ${n}: ${method} ${path}?${search} ${JSON.stringify(sent)?.slice(0, 300)} → ${heard.text.slice(0, 300)}`;
      if (heard.status === 503) expect(Problem.parse(heard.body).slug, told).toBe("unavailable");
      else expect(heard.status, told).toBeLessThan(500);
      if (heard.status >= 400) expect(Problem.safeParse(heard.body).success, told).toBe(true);
    }
    // One that is refused everywhere would say nothing of what happens behind the doors.
    expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0) + (statuses.get(204) ?? 0)).toBeGreaterThan(
      REQUESTS / 10,
    );
    expect({} as { polluted?: unknown }).toEqual({});
    expect(Object.keys(Object.prototype)).toEqual([]);
    const room = bindings.ROOM.getByName(campaign.id);
    expect((await exportOf(room as never, campaign.memberId)).report.findings).toEqual([]);
  },
  WITHIN_MS,
);

function asBody(spoiledText: string | ArrayBuffer): string | Uint8Array {
  return typeof spoiledText === "string" ? spoiledText : new Uint8Array(spoiledText);
}
