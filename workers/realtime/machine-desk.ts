import type { PromptRecord } from "../contracts/dm.ts";
import type { HelpGiven, Spending } from "../contracts/http.ts";
import type { MemberId, TurnId } from "../contracts/ids.ts";
import { HelpAnswer, type HelpKind } from "../contracts/orchestration.ts";
import { type Problem, problem } from "../contracts/problems.ts";
import { recall } from "../core/memory/recall.ts";
import { maySee, viewerOf } from "../core/project.ts";
import type { Member } from "../core/state.ts";
import { eventOfKey } from "./prompt-store.ts";
import { aboutWords } from "./recall-about.ts";
import type { Table } from "./table.ts";
import type { OrchestratorPort } from "./turn-driver.ts";
import { withDeadline } from "./with-deadline.ts";

const HELP_MS = 45_000;
const RECENT_FOR_HELP = 6;

type Answer<T> = ({ ok: true } & T) | { ok: false; problem: Problem };

/** What people ask about the machine itself: what it costs, what it was given, and its help for a person who runs the table. */
export class MachineDesk {
  readonly #table: Table;
  readonly #orchestrator: () => OrchestratorPort;

  constructor(table: Table, orchestrator: () => OrchestratorPort) {
    this.#table = table;
    this.#orchestrator = orchestrator;
  }

  /** The bill of a month. What each member has cost is for the owner; everybody sees their own part. */
  spending(by: MemberId, month: string | null): Answer<{ spending: Spending }> {
    const member = this.#member(by);
    if (member === null) return { ok: false, problem: problem("not-found") };
    const now = Date.now();
    const { purse, spending, log } = this.#table;
    const cap = purse.dayCap(log.state.public.dm.dayCapMicroUsd);
    const bill = spending.ofMonth(month ?? new Date(now).toISOString().slice(0, 7), now, cap);
    const byMember = member.role === "owner" ? bill.byMember : bill.byMember.filter(({ memberId }) => memberId === by);
    return { ok: true, spending: { ...bill, byMember } };
  }

  /** What the models were given for a turn, an answer or a recap, each by the number of its event. */
  dmSaw(by: MemberId, turnId: TurnId): Answer<{ prompts: PromptRecord[] }> {
    if (this.#member(by) === null) return { ok: false, problem: problem("not-found") };
    const { prompts, log } = this.#table;
    const viewer = viewerOf(log.state, by);
    const about = log.at(eventOfKey(turnId))?.body.audience ?? "gm";
    // Who may not read what came of it may not read what it was made from: somebody behind the screen asked for themselves.
    return { ok: true, prompts: maySee(about, viewer) ? prompts.ofTurn(turnId, viewer.gm) : [] };
  }

  /** Asks the machine in private. Nothing of the answer reaches the table or its log by itself. */
  async help(by: MemberId, asked: { kind: HelpKind; text: string }): Promise<Answer<{ help: HelpGiven }>> {
    const member = this.#member(by);
    if (member === null) return { ok: false, problem: problem("not-found") };
    if (!viewerOf(this.#table.log.state, by).gm)
      return { ok: false, problem: problem("not-allowed", { detail: "Step behind the screen first: take over." }) };
    const { purse, log } = this.#table;
    const reserved = await purse.reserve(log.state, {
      ...{ task: "help", turnId: null, members: [by], whyNot: null },
      withinMs: HELP_MS - 1_500,
    });
    if (!reserved.ok) return { ok: false, problem: problem("budget-used", { detail: `${reserved.why}.` }) };
    const { plan, settle, forfeit } = reserved.reservation;
    const recent = log.narrations(RECENT_FOR_HELP).map(({ text }) => text);
    const memory = recall(
      this.#table.memory.current(),
      { memberId: null, gm: true },
      aboutWords(log.state, asked.text),
    );
    const asking = this.#orchestrator()
      .help({ state: log.state, ...asked, recent, memory, seed: crypto.randomUUID(), plan })
      .then((answer) => {
        const read = HelpAnswer.parse(answer);
        settle(read.receipts);
        return read;
      })
      .catch((error: unknown) => {
        forfeit();
        throw error;
      })
      .finally(() => {
        if (log.state.public.turn === null) purse.turnOver();
      });
    try {
      const answer = await withDeadline(asking, HELP_MS, new AbortController().signal);
      const { text, sources, voice } = answer;
      return { ok: true, help: { text, sources, voice } };
    } catch {
      return { ok: false, problem: problem("unavailable", { detail: "The machine gave no answer; ask again." }) };
    }
  }

  #member(by: MemberId): Member | null {
    const member = this.#table.log.state.public.members[by];
    return member === undefined || member.removed ? null : member;
  }
}
