import type { VoiceId } from "../contracts/dm.ts";
import type { Answerer, Director, Helper, Narrator, Recapper } from "../core/ports.ts";
import { openLoreSearch } from "../library/search.ts";
import { configuredVoices, type VoiceOffer } from "../models/configuration.ts";
import { GUARD_MODEL, traitsOf } from "../models/model-table.ts";
import { openModel } from "../models/open-model.ts";
import { type LanguageModel, ModelFault } from "../models/port.ts";
import { probeLine } from "../models/probe.ts";
import { type AiBinding, WorkersAiModel } from "../models/workers-ai.ts";
import { AnswerByModel } from "./answer/answer-by-model.ts";
import type { OpenVoice } from "./ask-models.ts";
import { ModelDirector } from "./director/model-director.ts";
import { HelpByModel } from "./help/help-by-model.ts";
import { HelpByOracle } from "./help/help-by-oracle.ts";
import { LoreDesk } from "./lore/lore-desk.ts";
import { ModeratedAnswerer, ModeratedRecapper } from "./moderated-telling.ts";
import { type Guard, ModeratedDirector, ModeratedNarrator, Verdicts } from "./moderation.ts";
import { ModelNarrator } from "./narrator/model-narrator.ts";
import { OracleDirector } from "./oracle/director/oracle-director.ts";
import { OracleNarrator } from "./oracle/narrator/oracle-narrator.ts";
import { WithinBounds } from "./oracle/narrator/within-bounds.ts";
import { RecapByModel } from "./recap/recap-by-model.ts";

/** All who answer for one deployment, with the Oracle below each of them. */
export interface Orchestra {
  readonly director: Director;
  readonly narrator: Narrator;
  readonly helper: Helper;
  readonly answerer: Answerer;
  readonly recapper: Recapper;
  probe(): Promise<string>;
}

/** What of the deployment's bindings and variables is read here; the variables are read by workers/models. */
type Bindings = Parameters<typeof openModel>[1] & Partial<LoreBindings>;
type LoreBindings = Parameters<typeof openLoreSearch>[0];

const PROBE_MS = 20_000;
/** Words alone must still be found in the time that a turn waits for its sources. */
const VECTOR_MS = 900;
/** Of the isolate, since an orchestra is put together anew for each call. */
const verdicts = new Verdicts();

export function orchestraFor(env: object): Orchestra {
  const configured = configuredVoices(env);
  const bindings = env as Bindings;
  const offers = configured.ok ? configured.voices : [];
  const open = opener(offers, bindings);
  const oracle = {
    director: new OracleDirector(),
    narrator: new WithinBounds(new OracleNarrator()),
    helper: new HelpByOracle(),
  };
  const lore = loreDesk(bindings);
  const director = new ModelDirector({ open, oracle: oracle.director, lore });
  const narrator = new ModelNarrator({ open, oracle: oracle.narrator, lore });
  const answerer = new AnswerByModel({ open, lore });
  const recapper = new RecapByModel({ open });
  const guard = configured.ok && configured.moderation === "llama-guard" ? llamaGuard(bindings.AI) : null;
  return {
    director: guard === null ? director : new ModeratedDirector({ inner: director, oracle: oracle.director, guard }),
    narrator: guard === null ? narrator : new ModeratedNarrator({ inner: narrator, oracle: oracle.narrator, guard }),
    helper: new HelpByModel({ open, oracle: oracle.helper }),
    answerer: guard === null ? answerer : new ModeratedAnswerer({ inner: answerer, guard }),
    recapper: guard === null ? recapper : new ModeratedRecapper({ inner: recapper, guard }),
    probe: async () => (configured.ok ? await probed(offers, open) : configured.sentence),
  };
}

/** Without the database there is nothing to search. */
function loreDesk({ DB, ...rest }: Bindings): LoreDesk {
  return new LoreDesk(DB === undefined ? null : openLoreSearch({ ...rest, DB }, { vectorMs: VECTOR_MS }));
}

/** Only voices this deployment offers are opened, whatever a plan says. */
function opener(offers: readonly VoiceOffer[], bindings: Bindings): OpenVoice {
  const opened = new Map<VoiceId, LanguageModel | null>();
  return (voice) => {
    const known = opened.get(voice);
    if (known !== undefined) return known;
    const offer = offers.find(({ id }) => id === voice);
    const model = offer === undefined ? null : openedOrNull(offer, bindings);
    opened.set(voice, model);
    return model;
  };
}

function openedOrNull(offer: VoiceOffer, bindings: Bindings): LanguageModel | null {
  try {
    return openModel(offer, bindings);
  } catch (error) {
    // A voice whose binding or address is missing is not there.
    if (error instanceof ModelFault) return null;
    throw error;
  }
}

function llamaGuard(ai: AiBinding | undefined): Guard {
  const traits = traitsOf({ provider: "workers-ai", model: GUARD_MODEL, local: false });
  const model = ai === undefined ? null : new WorkersAiModel({ ai, model: GUARD_MODEL, traits });
  return {
    voice: `workers-ai:${GUARD_MODEL}`,
    traits,
    judge: async (text, options) => {
      // Without its binding a guard that was asked for cannot be asked, and nobody plays unjudged.
      if (model === null) throw new ModelFault("model-gone");
      return await model.moderate(text, options);
    },
    verdicts,
  };
}

async function probed(offers: readonly VoiceOffer[], open: OpenVoice): Promise<string> {
  const lines: string[] = [];
  // One after the other: a machine at home that holds one model at a time would answer neither otherwise.
  for (const { id, label, provider } of offers) {
    if (provider === "oracle") continue;
    const model = open(id);
    lines.push(
      model === null
        ? `${label}: its binding or address is missing`
        : probeLine(await model.probe({ totalMs: PROBE_MS, idleMs: PROBE_MS })),
    );
  }
  return [...lines, "Oracle, no AI: always there"].join("\n");
}
