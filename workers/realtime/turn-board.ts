import type { ReviewCard } from "../contracts/dm.ts";
import type { ServerFrame, Stage } from "../contracts/frames.ts";
import type { MemberId, TurnId } from "../contracts/ids.ts";
import { viewerOf } from "../core/project.ts";
import type { EventLog } from "./event-log.ts";
import type { Seats } from "./seats.ts";

type ReviewFrame = Extract<ServerFrame, { t: "server.review" }>;

/** What is shown of a turn while it runs: where it stands, to everybody; which calls wait for a verdict, behind the screen. */
export class TurnBoard {
  readonly #seats: Seats;
  readonly #log: EventLog;
  #stage: { turnId: TurnId; stage: Stage } | null = null;
  /** The calls that wait, as those behind the screen were last shown them. */
  #review: ReviewFrame | null = null;

  constructor(seats: Seats, log: EventLog) {
    this.#seats = seats;
    this.#log = log;
  }

  /** Where the running turn stands, for somebody who has just come in. */
  get stage(): { turnId: TurnId; stage: Stage } | null {
    return this.#stage;
  }

  /** Until when calls wait for a verdict; null while none do. */
  get reviewEndsAt(): number | null {
    return this.#review?.endsAt ?? null;
  }

  showStage(turnId: TurnId, stage: Stage): void {
    if (stage !== "reviewing") this.#endReview();
    if (this.#stage?.turnId === turnId && this.#stage.stage === stage) return;
    this.#stage = { turnId, stage };
    this.#seats.sendAll({ t: "server.stage", turnId, stage });
  }

  showReview(turnId: TurnId, endsAt: number, cards: readonly ReviewCard[]): void {
    const frame: ReviewFrame = { t: "server.review", turnId, endsAt, cards: [...cards] };
    if (JSON.stringify(frame) === JSON.stringify(this.#review)) return;
    this.#review = cards.length === 0 ? null : frame;
    for (const { socket, memberId } of this.#seats.levelled())
      if (this.#isBehindScreen(memberId)) this.#seats.send(socket, frame);
  }

  /** Takes the calls down of a turn that does not run any more. */
  tidy(): void {
    if (this.#log.state.public.turn?.id !== this.#review?.turnId) this.#endReview();
  }

  /** The calls that wait, for somebody behind the screen who has just come in. */
  tellReview(socket: WebSocket, memberId: MemberId): void {
    if (this.#review !== null && this.#isBehindScreen(memberId)) this.#seats.send(socket, this.#review);
  }

  #endReview(): void {
    if (this.#review !== null) this.showReview(this.#review.turnId, this.#review.endsAt, []);
  }

  #isBehindScreen(memberId: MemberId): boolean {
    return viewerOf(this.#log.state, memberId).gm;
  }
}
