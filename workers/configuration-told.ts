import type { ConfigurationSentence } from "./api/bindings.ts";
import type { LibraryBindings } from "./library/bindings.ts";
import { configuredEmbedder } from "./library/embedder-configured.ts";
import { configuredVectors } from "./library/vectors/configured-vectors.ts";
import { configuredVoices } from "./models/configuration.ts";

/** How models and lore are configured, a sentence each, for whoever keeps the server. */
export function configurationTold(env: LibraryBindings): ConfigurationSentence[] {
  return [models(env), lore(env)];
}

function models(env: object): ConfigurationSentence {
  const configured = configuredVoices(env);
  if (!configured.ok) return { about: "models", ok: false, sentence: configured.sentence };
  const [first, ...others] = configured.voices;
  const fallbacks = others.filter(({ role }) => role === "fallback").map(({ label }) => label);
  const then = fallbacks.length === 0 ? "" : `, then ${fallbacks.join(", then ")}`;
  return { about: "models", ok: true, sentence: `${first.label} runs the tables${then}.` };
}

function lore(env: LibraryBindings): ConfigurationSentence {
  const embedder = configuredEmbedder(env);
  if (!embedder.ok) return { about: "lore", ok: false, sentence: embedder.sentence };
  const index = configuredVectors(env, embedder.value);
  if (!index.ok) return { about: "lore", ok: false, sentence: index.sentence };
  const where = env.LORE_VECTORS === "vectorize" ? "Vectorize" : "the database";
  return {
    about: "lore",
    ok: true,
    sentence: `Files are indexed by ${embedder.value.id}, their vectors kept in ${where}.`,
  };
}
