import { Making } from "../../contracts/making.ts";
import type { ApiOptions } from "../bindings.ts";
import type { DoorList } from "../door.ts";

/** What a character is made from. */
export function makingDoors(doors: DoorList, { making }: ApiOptions): void {
  doors.add(
    {
      method: "GET",
      path: "/api/making",
      access: "anyone",
      noun: "characters",
      summary: "Callings, peoples, names and looks: what a character is made from in a minute.",
      answers: { 200: { what: "All there is to choose from.", schema: Making } },
      problems: [],
    },
    async () => ({ status: 200, body: making, headers: { "cache-control": "no-cache" } }),
  );
}
