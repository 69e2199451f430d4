import { WorkerEntrypoint } from "cloudflare:workers";
import type { Proposal } from "../contracts/orchestration.ts";
import type { DirectorInput, NarratorInput } from "../core/ports.ts";
import { narrationStream } from "./narration-stream.ts";
import { OracleDirector } from "./oracle/director/oracle-director.ts";
import { OracleNarrator } from "./oracle/narrator/oracle-narrator.ts";

/** Director and narrator behind a binding. It is given a view, answers with a proposal or with prose, and writes nothing. */
export class Orchestrator extends WorkerEntrypoint<Env> {
  readonly #director = new OracleDirector();
  readonly #narrator = new OracleNarrator();

  async direct(input: DirectorInput): Promise<Proposal> {
    return this.#director.direct(input);
  }

  /** Lines of JSON: `{"delta"}` … and at the end `{"narration"}`. */
  async narrate(input: NarratorInput): Promise<ReadableStream<Uint8Array>> {
    return narrationStream(this.#narrator.narrate(input));
  }
}
