import { z } from "zod";
import type { AdventureCard, InvitePreview } from "../../contracts/http.ts";
import type { ApiOptions } from "../bindings.ts";
import type { DoorList } from "../door.ts";
import { foundInvite, inForce, previewOf } from "../joining/found-invite.ts";
import { overLimit } from "../limits.ts";

/** The page of an invitation. Chat programs that draw a picture of a link read its head and run no script. */
export function linkPageDoor(doors: DoorList, options: ApiOptions): void {
  const cards: ReadonlyMap<string, AdventureCard> = new Map(options.adventures.map((card) => [card.id, card]));
  doors.add(
    {
      method: "GET",
      path: "/j/{code}",
      access: "anyone",
      noun: "invites",
      summary: "The page behind a link, with what its owner lets it tell in the head, for chat programs.",
      params: z.object({ code: z.string() }),
      answers: { 200: { what: "The page.", type: "text/html" } },
      problems: [],
    },
    async ({ env, db, request, params, now }) => {
      // Without the headers of the request: a page that tells of this link is nobody's old copy.
      const page = await env.ASSETS.fetch(new Request(new URL("/", request.url)));
      // Whoever guesses codes learns nothing here that the door of previews would not tell; the page itself always opens.
      const tooMany = await overLimit(env, { limit: "invite", request, accountId: null });
      const found = tooMany === null ? await foundInvite(db, params.code) : null;
      if (found === null || !inForce(found.invite, now)) return page;
      return withHead(page, headOf(previewOf(found, cards)));
    },
  );
}

interface Head {
  title: string | null;
  description: string | null;
}

function headOf({ campaignTitle, hostName, adventure, role }: InvitePreview): Head {
  const asks = role === "spectator" ? "asks you to look on" : "asks you to the table";
  return {
    title: campaignTitle === null ? null : `${campaignTitle}: ${hostName} ${asks}`,
    description: adventure === null ? null : `${adventure.title}. ${adventure.tagline}`,
  };
}

function withHead(page: Response, head: Head): Response {
  const told = new HTMLRewriter();
  for (const [name, words] of Object.entries(head))
    if (words !== null)
      told.on(`meta[property="og:${name}"]`, { element: (meta) => void meta.setAttribute("content", words) });
  const changed = told.transform(page);
  const headers = new Headers(changed.headers);
  headers.delete("etag");
  headers.set("cache-control", "no-store");
  return new Response(changed.body, { status: changed.status, headers });
}
