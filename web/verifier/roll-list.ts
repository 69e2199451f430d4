import type { AuditedRoll } from "../../workers/core/ledger/dice-audit.ts";
import { FINDINGS, type LogReport } from "../../workers/core/ledger/index.ts";
import { element } from "./element.ts";

const PAGE = 100;
const CHOICES = { all: "All rolls", found: "With findings", hidden: "Hidden", voided: "Voided" } as const;
type Choice = keyof typeof CHOICES;

/** Every use of the dice chain, a page at a time, so that a campaign of years still opens at once. */
export function rollList({ rolls }: LogReport): HTMLElement {
  const body = element("tbody");
  const told = element("p", { class: "soft", role: "status" });
  const more = element("button", { class: "button quiet", type: "button" }, "Show more");
  let chosen = rolls;
  let shown = 0;
  const showMore = () => {
    const next = chosen.slice(shown, shown + PAGE);
    for (const roll of next) body.appendChild(rollRow(roll));
    shown += next.length;
    more.hidden = shown >= chosen.length;
    told.textContent = chosen.length === 0 ? "No such roll." : `${shown} of ${chosen.length} shown`;
  };
  const choose = (choice: Choice) => {
    chosen = rolls.filter((roll) => belongs(roll, choice));
    shown = 0;
    body.replaceChildren();
    showMore();
  };
  more.addEventListener("click", showMore);
  choose("all");
  return element(
    "section",
    { class: "card", "aria-labelledby": "rolls-title" },
    element("h2", { id: "rolls-title" }, "Every roll"),
    filter(choose),
    element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of rolls" }, table(body)),
    told,
    more,
  );
}

function filter(choose: (choice: Choice) => void): HTMLElement {
  const options = (Object.keys(CHOICES) as Choice[]).map((choice, at) => {
    const input = element("input", { type: "radio", name: "rolls", value: choice });
    input.checked = at === 0;
    input.addEventListener("change", () => choose(choice));
    return element("label", { class: "choice" }, input, element("span", {}, CHOICES[choice]));
  });
  return element("fieldset", { class: "choices" }, element("legend", { class: "aside" }, "Which rolls"), ...options);
}

function table(body: HTMLElement): HTMLElement {
  const heads = ["Event", "Place", "For", "Rolled", "Dice", "Total", "Against", "Holds"].map((head) =>
    element("th", { scope: "col" }, head),
  );
  return element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body);
}

function belongs({ findings, hidden, kind }: AuditedRoll, choice: Choice): boolean {
  switch (choice) {
    case "all":
      return true;
    case "found":
      return findings.length > 0;
    case "hidden":
      return hidden;
    case "voided":
      return kind === "voided";
    default: {
      const never: never = choice;
      return never;
    }
  }
}

function rollRow(roll: AuditedRoll): HTMLElement {
  const { seq, epoch, index, kind, expression, total, dc, findings, outcome } = roll;
  const holds = findings.length === 0;
  const words = findings.map(({ reason }) => FINDINGS[reason]).join(" ");
  const difficulty = dc === null ? "" : `${dc}${outcome === null || outcome === "none" ? "" : ` · ${outcome}`}`;
  return element(
    "tr",
    holds ? {} : { class: "wrong" },
    element("td", { class: "number" }, `${seq}`),
    element("td", { class: "number" }, `${epoch}.${index}`),
    element("td", {}, purposeOf(roll)),
    element("td", {}, expression === "" ? "—" : element("code", {}, expression)),
    element("td", {}, kind === "resolved" ? faces(roll.dice) : "—"),
    element("td", { class: "number total" }, total === null ? "—" : `${total}`),
    element("td", {}, difficulty),
    element("td", {}, element("span", { class: holds ? "yes" : "no" }, holds ? "yes" : `no: ${words}`)),
  );
}

function purposeOf({ kind, purpose, hidden }: AuditedRoll): HTMLElement {
  const what = kind === "sealed" ? "A hidden roll" : purpose === "" ? "A roll" : purpose;
  const tag = kind === "voided" ? "voided" : kind === "sealed" ? "sealed" : hidden ? "hidden" : null;
  return element("span", {}, what, tag === null ? null : element("span", { class: "tag" }, tag));
}

function faces(dice: readonly unknown[]): HTMLElement {
  const shown = dice.slice(0, 40).map((die) => {
    const { sides, natural, kept, flags } = die as {
      sides?: unknown;
      natural?: unknown;
      kept?: unknown;
      flags?: unknown;
    };
    const marks = Array.isArray(flags) ? flags.map(String) : [];
    const words = [`d${String(sides)}: ${String(natural)}`, kept === false ? "dropped" : "", ...marks]
      .filter((word) => word !== "")
      .join(", ");
    const look =
      kept === false
        ? "face dropped"
        : marks.includes("critical")
          ? "face best"
          : marks.includes("fumble")
            ? "face worst"
            : "face";
    return element(
      "span",
      { class: look, title: words },
      String(natural),
      kept === false ? element("span", { class: "aside" }, " dropped") : null,
    );
  });
  const more = dice.length - shown.length;
  return element("span", { class: "faces" }, ...shown, more > 0 ? ` and ${more} more` : null);
}
