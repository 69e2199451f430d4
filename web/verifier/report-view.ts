import { FINDINGS, type LogReport } from "../../workers/core/ledger/index.ts";
import { element } from "./element.ts";
import { type Tally, tallyDice } from "./fairness.ts";
import { rollList } from "./roll-list.ts";

const NOTES: Readonly<Record<string, string>> = {
  "entropy-erased":
    "A player’s nonce was erased with their words. From there on the players’ share of the dice is taken as written.",
  "ticket-veiled": "Some rolls have a ticket you may not see. Their dice could not be computed again.",
};

/** The whole report: verdict, findings, what was looked at, how the dice fell, every roll. */
export function reportView(report: LogReport, fileName: string): HTMLElement {
  return element(
    "div",
    { class: "report" },
    verdict(report, fileName),
    report.findings.length === 0 ? null : findingList(report),
    facts(report),
    fairness(tallyDice(report.rolls)),
    rollList(report),
  );
}

function verdict({ ok, events, rolls, findings, keyTrusted }: LogReport, fileName: string): HTMLElement {
  const words = ok
    ? `${count(events, "event")} and ${count(rolls.length, "roll")} follow from what was fixed before play, down to the last face.`
    : `${count(findings.length, "thing")} in ${fileName} cannot be as the table promised. Below, each with the event it was found at.`;
  const key =
    ok && !keyTrusted
      ? element(
          "p",
          { class: "soft" },
          "The key came with the file. Compare it with the one your table shows, or enter it above.",
        )
      : null;
  return element(
    "section",
    { class: `card verdict ${ok ? "holds" : "broken"}`, "aria-labelledby": "verdict-title" },
    element(
      "h2",
      { id: "verdict-title" },
      element("span", { class: "sign", "aria-hidden": "true" }),
      ok ? "The log holds" : "The log does not hold",
    ),
    element("p", {}, words),
    key,
  );
}

function findingList({ findings }: LogReport): HTMLElement {
  const shown = findings.slice(0, 200);
  const items = shown.map(({ reason, seq, detail }) =>
    element(
      "li",
      {},
      element(
        "p",
        {},
        element("span", { class: "seq" }, seq === null ? "The log" : `Event ${seq}`),
        ` ${FINDINGS[reason]}`,
      ),
      element("p", { class: "soft" }, `${detail} `, element("code", {}, reason)),
    ),
  );
  const more = findings.length - shown.length;
  return element(
    "section",
    { class: "card", "aria-labelledby": "findings-title" },
    element("h2", { id: "findings-title" }, "Findings"),
    element("ol", { class: "findings" }, ...items),
    more > 0 ? element("p", { class: "soft" }, `And ${more} more. The first is usually the cause of the rest.`) : null,
  );
}

function facts(report: LogReport): HTMLElement {
  const { title, campaignId, events, veiled, erased, headSeq, headHash, signedSeq, keys, epochs, openTickets, notes } =
    report;
  const rows: [string, Node | string][] = [
    ["Campaign", title === "" ? "unnamed" : title],
    ["Id", element("code", {}, campaignId || "unknown")],
    [
      "Events",
      `${events}${veiled > 0 ? `, of which ${veiled} are not for your eyes` : ""}${erased > 0 ? `; the words of ${erased} were erased` : ""}`,
    ],
    ["Signed", signedSeq === headSeq ? "to the end" : `through event ${signedSeq} of ${headSeq}`],
    ["Head", element("code", {}, `${headSeq}:${headHash}`)],
    ...keys.map(({ keyId, publicKey, fromSeq }): [string, Node] => [
      `Key ${keyId}, from event ${fromSeq}`,
      element("code", {}, publicKey),
    ]),
    [
      "Dice",
      epochs.map(({ epoch, used, rolls }) => `epoch ${epoch}: ${used} of ${rolls} rolls used`).join("; ") || "none",
    ],
  ];
  if (openTickets.length > 0) rows.push(["Still open", `tickets of events ${openTickets.join(", ")}`]);
  return element(
    "section",
    { class: "card", "aria-labelledby": "facts-title" },
    element("h2", { id: "facts-title" }, "What was checked"),
    element(
      "dl",
      { class: "facts" },
      ...rows.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]),
    ),
    ...notes.map((note) => element("p", { class: "note" }, NOTES[note] ?? note)),
    element("p", { class: "soft" }, "Write down the head. Any later export of this table must still pass through it."),
  );
}

function fairness(tallies: readonly Tally[]): HTMLElement | null {
  if (tallies.length === 0) return null;
  return element(
    "section",
    { class: "card", "aria-labelledby": "fair-title" },
    element("h2", { id: "fair-title" }, "How the dice fell"),
    element(
      "p",
      { class: "soft" },
      "Every face, kept or not. The line is what fair dice come to on average; small numbers wander far from it.",
    ),
    element("div", { class: "tallies" }, ...tallies.map(tallyFigure)),
  );
}

function tallyFigure({ sides, counts, rolled, mean, chance }: Tally): HTMLElement {
  const most = Math.max(...counts);
  const bars = counts.map((count, at) => {
    const bar = element("span", { class: "bar", title: `${at + 1}: ${count}` });
    bar.style.blockSize = `${(count / most) * 100}%`;
    return bar;
  });
  const line = element("span", { class: "even" });
  line.style.insetBlockEnd = `${(rolled / sides / most) * 100}%`;
  const unusual = chance === null ? "too few to judge" : `fair dice are this uneven ${percent(chance)} of the time`;
  const label = `d${sides}: ${count(rolled, "die", "dice")}, mean ${mean.toFixed(2)}, ${unusual}`;
  return element(
    "figure",
    { class: "tally" },
    element(
      "div",
      { class: "bars", role: "img", "aria-label": `${label}. By face: ${counts.join(", ")}.` },
      line,
      ...bars,
    ),
    element("figcaption", {}, element("strong", {}, `d${sides}`), ` ${label.slice(label.indexOf(":") + 2)}`),
  );
}

function percent(chance: number): string {
  if (chance < 0.001) return "less than 0.1 %";
  return chance > 0.999 ? "more than 99.9 %" : `${(chance * 100).toFixed(chance < 0.01 ? 1 : 0)} %`;
}

function count(many: number, one: string, several = `${one}s`): string {
  return `${many.toLocaleString("en")} ${many === 1 ? one : several}`;
}
