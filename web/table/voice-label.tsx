import { Show } from "solid-js";
import type { Voice } from "../../workers/contracts/events.ts";

const VOICES: Record<Voice["provider"], string> = {
  oracle: "Oracle, no AI",
  gm: "the GM",
  "workers-ai": "",
  openai: "",
  scripted: "scripted",
};

/** Who spoke: a person, rules, or a model by its name. Said quietly under each passage. */
export function VoiceLabel(props: { voice: Voice }) {
  const who = () => VOICES[props.voice.provider] || props.voice.model || "a model";
  return (
    <p class="voice">
      told by {who()}
      <Show when={props.voice.fallback}>{(why) => <span>, standing in ({why()})</span>}</Show>
    </p>
  );
}
