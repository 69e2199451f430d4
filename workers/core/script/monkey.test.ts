import { expect, test } from "vitest";
import { adventures, gear, heroes } from "../../content/index.ts";
import { StoredEvent } from "../../contracts/events.ts";
import { Monkey } from "../../testkit/monkey.ts";
import { PaperRoom } from "../../testkit/paper-room.ts";
import { verifyLog } from "../ledger/index.ts";

const TURNS = 120;
const games = adventures.flatMap((adventure) =>
  adventure.rulesets.flatMap((ruleset) =>
    Array.from({ length: 6 }, (_, seed) => ({ adventure, ruleset, seed: seed + 1 })),
  ),
);

test.each(games)(
  "$adventure.id under $ruleset, played at random with seed $seed, never breaks and its log verifies",
  ({ adventure, ruleset, seed }) => {
    const room = new PaperRoom({ adventure, heroes, items: gear, ruleset, seed: `monkey ${seed}` });
    const players = ["Ash", "Bo"].map((name, at) => {
      const id = room.join(name);
      room.ask(id, { type: "take_seat", creatureId: heroes[(at + seed) % heroes.length]?.id ?? "" });
      return id;
    });
    const monkey = new Monkey(seed);
    let turns = 0;
    while (turns < TURNS && monkey.playTurn(room, players)) turns += 1;
    expect(turns).toBeGreaterThan(5);
    for (const event of room.events) StoredEvent.parse(event);
    const report = verifyLog(room.events, { trustedKeys: [room.publicKey] });
    expect(report.findings).toEqual([]);
  },
);
