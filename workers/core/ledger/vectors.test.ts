import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesOf, MIRA, TestTable, TOBIN } from "../../testkit/test-table.ts";
import { canonicalJson } from "./canonical-json.ts";
import { openEpoch } from "./dice-epoch.ts";
import { commitmentOf, tableEntropy } from "./entropy.ts";
import { bodyHash, headerHash } from "./event-hash.ts";
import { fall } from "./fall.ts";
import { linkAt } from "./link-chain.ts";
import { sealOf } from "./seal.ts";
import { publicKeyOf, signerOf, signHash } from "./signature.ts";

const FILE = new URL("./vectors.json", import.meta.url);

const EXPRESSIONS = [
  "1d20 + 5",
  "2d20kh1 + 3",
  "2d20kl1 - 1",
  "4d6kh3",
  "8d6[fire] + 1d4[cold] + 3",
  "6d10>=8f=1",
  "3d6!",
  "2d8!!p>=7",
  "1d100",
  "1d66",
  "4dF + 1",
  "4dF.1",
  "5d6r<=2min3",
  "4d6ro=1max5sd",
  "{2d6, 1d12}kh1",
  "{4d6 + 2d8}kh3",
  "(1d4)d(1d6 + 2)",
  "floor(1d20 / 3) * 2 - pow(1d3, 2)",
  "3#2d6 + 1 vs 8 # thrice",
  "1d1000000 + 20d2",
];

function makeVectors(): object {
  const context = { campaignId: "c_vectorsvectorsvector", epoch: 2 };
  const rolls = 32;
  const seed = bytesOf("vectors/seed");
  const veilSeed = bytesOf("vectors/veils");
  const dice = openEpoch({ seed, veilSeed }, context, rolls);
  const reveals = [TOBIN, MIRA].map((memberId) => ({ memberId, reveal: bytesOf(`vectors/${memberId}`) }));
  const entropy = tableEntropy(reveals);
  const secretKey = bytesOf("vectors/key");
  const body = { type: "chat_message", payload: { text: "Grüß dich, 竜! \u{1f409}", n: [1, 0.5, -3e21, 1e-9] }, v: 1 };
  const salt = bytesOf("vectors/salt", 16);
  const header = {
    seq: 7,
    epoch: 1,
    at: 1_780_000_000_000,
    prev: bytesOf("vectors/prev"),
    bodyHash: bodyHash(body, salt),
  };
  const hash = headerHash(header);
  const table = new TestTable();
  table.act(MIRA);
  table.act(MIRA);
  table.roll("1d20 + 5", 15);
  table.roll("2d20kh1 + 3", 12, "gm");
  return {
    about:
      "Test vectors of the Emberhall ledger, version 1. docs/PROTOCOL.md says what each is. Made by workers/core/ledger/vectors.test.ts.",
    event: { body, salt, bodyText: canonicalJson(body), header, headerText: canonicalJson(header), hash },
    signature: { secretKey, publicKey: publicKeyOf(secretKey), hash, sig: signHash(hash, signerOf(secretKey)) },
    chain: {
      ...context,
      rolls,
      seed,
      anchor: dice.link(0),
      links: [1, 2, 31, 32].map((index) => ({ index, link: linkAt(seed, context, index, rolls) })),
    },
    veils: {
      veilSeed,
      rolls,
      root: dice.commitment().veilRoot,
      opened: [1, 2, 20, 32].map((index) => ({ index, ...dice.veil(index) })),
    },
    entropy: {
      reveals,
      commitments: reveals.map(({ reveal }) => commitmentOf(reveal)),
      table: entropy,
      empty: tableEntropy([]),
    },
    seal: {
      id: "s1",
      title: "Ash",
      text: "It was the cook.",
      salt: bytesOf("vectors/seal"),
      commitment: sealOf({ id: "s1", title: "Ash", text: "It was the cook.", salt: bytesOf("vectors/seal") }),
    },
    rolls: EXPRESSIONS.map((expression, position) => {
      const index = position + 1;
      const veil = position % 4 === 3 ? dice.veil(index).veil : undefined;
      const fallen = fall(expression, { ...context, index, link: dice.link(index), entropy, veil });
      if (!fallen.ok) throw new Error(`${expression}: ${fallen.error.message}`);
      const { dice: faces, total, successes, byFlavour } = fallen.fall;
      return {
        expression,
        ...context,
        index,
        link: dice.link(index),
        entropy,
        ...(veil === undefined ? {} : { veil }),
        dice: faces,
        total,
        successes,
        byFlavour,
      };
    }),
    log: table.events,
  };
}

test("the vectors stand: what was written down once comes out again", () => {
  const made = makeVectors();
  if (process.env.GOLDEN_UPDATE === "1") writeFileSync(FILE, `${JSON.stringify(made, null, 2)}\n`);
  expect(JSON.parse(JSON.stringify(made))).toEqual(JSON.parse(readFileSync(FILE, "utf8")));
});
