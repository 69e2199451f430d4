import { LogReading, type LogReport, type VerifyOptions } from "../../workers/core/ledger/index.ts";
import { byId, element } from "./element.ts";
import { reportView } from "./report-view.ts";

/** Work between two breaths of the page. */
const SLICE_MS = 40;
const FILE_BYTES_MAX = 512 * 1024 * 1024;

const fileInput = byId("file") as HTMLInputElement;
const drop = byId("drop");
let running = 0;

fileInput.addEventListener("change", () => {
  const [file] = fileInput.files ?? [];
  if (file !== undefined) void check(file);
  fileInput.value = "";
});
// The whole window takes the file, so that a near miss does not navigate away to it.
addEventListener("dragover", (ev) => {
  ev.preventDefault();
  drop.classList.add("over");
});
addEventListener("dragleave", (ev) => {
  if (ev.relatedTarget === null) drop.classList.remove("over");
});
addEventListener("drop", (ev) => {
  ev.preventDefault();
  drop.classList.remove("over");
  const [file] = ev.dataTransfer?.files ?? [];
  if (file !== undefined) void check(file);
});

async function check(file: File): Promise<void> {
  running += 1;
  const mine = running;
  const options = readKnown();
  if (options === null) return;
  if (file.size > FILE_BYTES_MAX) {
    tell(`${file.name} is larger than this page can hold. Use npm run verify, or scripts/verify-log.py.`);
    return;
  }
  byId("report").replaceChildren();
  try {
    const text = await file.text();
    const report = await audit(text, options, () => mine === running);
    if (report === null) return;
    show(report, file.name);
  } catch (thrown) {
    tell(`${file.name} could not be read: ${thrown instanceof Error ? thrown.message : "unknown reason"}`);
  } finally {
    if (mine === running) byId("track").hidden = true;
  }
}

/** Key and head as entered; null, with a word about it, when one of them cannot be meant. */
function readKnown(): VerifyOptions | null {
  const key = (byId("key") as HTMLInputElement).value.trim().toLowerCase();
  const head = (byId("head") as HTMLInputElement).value.trim().toLowerCase();
  if (key !== "" && !/^[0-9a-f]{64}$/.test(key)) {
    tell("The public key you entered is not 64 characters of 0–9 and a–f.");
    return null;
  }
  const [, seq = "", hash = ""] = /^(\d{1,12}):([0-9a-f]{64})$/.exec(head) ?? [];
  if (head !== "" && hash === "") {
    tell("The place you entered should look like 128:0f3a…, a number, a colon and 64 characters.");
    return null;
  }
  return { trustedKeys: key === "" ? [] : [key], knownHeads: hash === "" ? [] : [{ seq: Number(seq), hash }] };
}

/** Reads the log line by line and lets the page breathe; null when another file was dropped meanwhile. */
async function audit(text: string, options: VerifyOptions, isCurrent: () => boolean): Promise<LogReport | null> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const reading = new LogReading(lines, options);
  byId("track").hidden = false;
  for (let restAt = performance.now() + SLICE_MS; !reading.done; ) {
    reading.next();
    if (performance.now() < restAt) continue;
    byId("fill").style.inlineSize = `${(reading.read / Math.max(1, lines.length)) * 100}%`;
    tell(`Checking event ${reading.read} of ${lines.length}…`);
    await new Promise((resolve) => setTimeout(resolve));
    if (!isCurrent()) return null;
    restAt = performance.now() + SLICE_MS;
  }
  return reading.finish();
}

function show(report: LogReport, fileName: string): void {
  tell(report.ok ? `${fileName}: the log holds.` : `${fileName}: the log does not hold.`);
  const place = byId("report");
  place.replaceChildren(reportView(report, fileName));
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

function tell(words: string): void {
  byId("status").replaceChildren(element("span", {}, words));
}
