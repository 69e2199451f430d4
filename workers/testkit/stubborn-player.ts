/// <reference types="@cloudflare/workers-types" />
import type { ClientFrame, ServerFrameOf } from "../contracts/frames.ts";
import type { ActionId, MemberId } from "../contracts/ids.ts";
import type { ProblemSlug } from "../contracts/problems.ts";
import { Seat, until } from "./seat.ts";

type Acting = Extract<ClientFrame, { id: unknown }>;
/** An action without its id. */
export type Doing = Acting extends infer Frame ? (Frame extends { id: unknown } ? Omit<Frame, "id"> : never) : never;
type Answer = ServerFrameOf<"server.receipt"> | ServerFrameOf<"server.problem">;

/** Refusals that pass by themselves: a client tries again without bothering anybody. */
const PASSING: readonly ProblemSlug[] = ["internal", "slow-down", "unavailable", "hello-first"];

/** A player whose browser never gives up: what has no answer is sent again, over a new socket when the old one is gone. */
export class StubbornPlayer {
  readonly memberId: MemberId;
  /** Everything that was answered with a receipt: by id, with what was asked and the seq it got. */
  readonly accepted = new Map<string, { doing: Doing; seq: number | null }>();
  seat: Seat | null = null;
  readonly #room: () => Parameters<typeof Seat.take>[0];
  readonly #newId: () => string;

  /** The room is asked for anew each time: a stub whose object has died stays dead. */
  constructor(room: () => Parameters<typeof Seat.take>[0], memberId: MemberId, newId: () => string) {
    this.#room = room;
    this.memberId = memberId;
    this.#newId = newId;
  }

  /** A socket that is open and level, the one at hand or another. */
  async connected(): Promise<Seat> {
    for (let tries = 0; this.seat === null || this.seat.closed !== null; tries += 1) {
      this.seat = await Seat.take(this.#room(), this.memberId).catch((error: unknown) => {
        if (tries > 20) throw error;
        return null;
      });
    }
    return this.seat;
  }

  async does(doing: Doing, id: string = this.#newId()): Promise<Answer> {
    for (let tries = 0; tries < 60; tries += 1) {
      const answer = await this.#once({ ...doing, id: id as ActionId } as Acting);
      if (answer === null) continue;
      if (answer.t === "server.receipt") this.accepted.set(id, { doing, seq: answer.seq });
      else if (PASSING.includes(answer.problem.slug)) continue;
      return answer;
    }
    throw new Error(`No answer to ${JSON.stringify(doing)}.`);
  }

  /** Sends once and waits for the answer, or for the socket to go. */
  async #once(frame: Acting): Promise<Answer | null> {
    const seat = await this.connected();
    const before = seat.frames.length;
    const answer = () =>
      seat.frames
        .slice(before)
        .find(
          (each): each is Answer =>
            (each.t === "server.receipt" || each.t === "server.problem") && each.re === frame.id,
        );
    try {
      seat.send(frame);
      await until("an answer", () => answer() !== undefined || seat.closed !== null, 1_500);
    } catch {
      // Neither answered nor closed, as when the room died without a word: the client gives the socket up.
      seat.leave();
      this.seat = null;
    }
    return answer() ?? null;
  }
}
