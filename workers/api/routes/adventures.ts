import { AdventureList } from "../../contracts/http.ts";
import type { ApiOptions } from "../bindings.ts";
import type { DoorList } from "../door.ts";

/** What can be played here. */
export function adventureDoors(doors: DoorList, { adventures }: ApiOptions): void {
  doors.add(
    {
      method: "GET",
      path: "/api/adventures",
      access: "anyone",
      noun: "adventures",
      summary: "The adventures of this house, without what is secret in them.",
      answers: { 200: { what: "All of them.", schema: AdventureList } },
      problems: [],
    },
    async () => ({ status: 200, body: { items: adventures }, headers: { "cache-control": "no-cache" } }),
  );
}
