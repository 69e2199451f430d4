import { expect, test } from "vitest";
import type { Invite } from "../contracts/sharing.ts";
import { Visitor } from "../testkit/api-visitor.ts";

async function linkOf(preview: string, title = 'The <b>"Fen"</b> & we', role = "player"): Promise<string> {
  const olga = new Visitor();
  const { campaign } = await olga.startsTable("Olga");
  const path = `/api/campaigns/${campaign.id}`;
  await olga.gets("PATCH", path, { body: { title, preview } });
  return `/j/${(await olga.gets<Invite>("POST", `${path}/invites`, { body: { role } })).code}`;
}

/** What a reader of the head makes of it. */
async function headOf(path: string): Promise<Record<string, string>> {
  const head: Record<string, string> = {};
  const heard = await new Visitor().sends("GET", path);
  expect(heard.status).toBe(200);
  expect(heard.headers.get("etag"), "no cache takes one link's page for another's").toBe(
    path.endsWith("ABCDEFGH") ? '"a"' : null,
  );
  await new HTMLRewriter()
    .on("meta", {
      element: (meta) =>
        void Object.assign(head, { [meta.getAttribute("property") ?? ""]: meta.getAttribute("content") }),
    })
    .transform(new Response(heard.text))
    .text();
  const outsideOfQuotes = heard.text.replaceAll(/"[^"]*"/g, '""');
  expect(outsideOfQuotes.match(/<(?!\/?(?:!doctype|html|head|title|meta|body|div))/g)).toBeNull();
  return head;
}

test("a chat program draws the title and the adventure where the owner lets it, and markup in a title stays words", async () => {
  const told = await headOf(await linkOf("full"));
  expect(told["og:title"]).toMatch(/^The .*Fen.* we: Olga asks you to the table$/);
  expect(told["og:description"]).not.toBe("A party, one link.");
});

test("of a link that tells only the title no word of the adventure is told", async () => {
  const told = await headOf(await linkOf("title", "Fen", "spectator"));
  expect(told).toMatchObject({ "og:title": "Fen: Olga asks you to look on", "og:description": "A party, one link." });
});

test("a link that tells nothing looks like one that opens nothing", async () => {
  const silent = await new Visitor().sends("GET", await linkOf("nothing"));
  const nowhere = await new Visitor().sends("GET", "/j/ABCDEFGH");
  expect(silent.text).toBe(nowhere.text);
});

test("whoever tries codes here soon learns nothing more, and the page still opens", async () => {
  const path = await linkOf("full", "Fen");
  const guesser = new Visitor();
  for (let n = 0; n < 40; n++) await guesser.sends("GET", `/j/GUESS${String(n + 222).slice(0, 3)}`);
  const heard = await guesser.sends("GET", path);
  expect(heard.status).toBe(200);
  expect(heard.text).not.toContain("Fen");
  expect((await new Visitor().sends("GET", path)).text).toContain("Fen");
});
