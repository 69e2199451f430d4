/// <reference types="@cloudflare/workers-types" />
import type { AiBinding } from "../models/workers-ai.ts";
import type { VectorizeBinding } from "./vectors/vectorize.ts";

/** The part of the Worker's environment that the library uses. */
export interface LibraryBindings {
  readonly DB: D1Database;
  readonly AI?: AiBinding;
  readonly VECTORS?: VectorizeBinding;
  /** `hashed` unless set; `openai` or `workers-ai`. */
  readonly LORE_EMBEDDER?: string;
  /** The model, and where we do not know it the length of its vectors: `name@768`. */
  readonly LORE_EMBEDDING_MODEL?: string;
  /** `local` unless set; `vectorize`. */
  readonly LORE_VECTORS?: string;
  /** How long the local index hides what was put into it, in milliseconds, as Vectorize does. */
  readonly LORE_VECTOR_DELAY_MS?: string;
  readonly OPENAI_BASE_URL?: string;
  readonly OPENAI_API_KEY?: string;
  readonly AI_GATEWAY_ID?: string;
}
