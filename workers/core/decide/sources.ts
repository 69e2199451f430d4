import type { Audience } from "../../contracts/events.ts";
import type { MemberId, TurnId } from "../../contracts/ids.ts";
import type { NarratorAnswer, RecapAnswer, SourcesAnswer } from "../../contracts/orchestration.ts";
import { secretToldBy } from "../script/secrets.ts";
import type { CampaignState } from "../state.ts";
import type { Fact } from "../step.ts";
import { wholeSigns } from "../whole-signs.ts";

/** What somebody asked the sources and what these say, for the table or for those behind the screen. */
export function decideSourcesAnswered(
  asked: { readonly by: MemberId; readonly question: string; readonly audience: Extract<Audience, string> },
  { text, found, cites, voice }: SourcesAnswer,
): readonly Fact[] {
  const { by, question, audience } = asked;
  return [
    {
      type: "sources_answered",
      v: 1,
      actor: { kind: audience === "gm" ? "gm" : "player", memberId: by },
      cause: {},
      audience,
      payload: {
        memberId: by,
        question: wholeSigns(question),
        text: wholeSigns(text),
        found,
        cites: found ? [...cites] : [],
        voice,
      },
    },
  ];
}

/** Where a narration rests on files; nothing when it rests on none. */
export function citedBy(turnId: TurnId, cites: NarratorAnswer["cites"], text: string): Fact[] {
  const inside = cites.filter(({ at }) => at <= text.length).slice(0, 12);
  if (inside.length === 0) return [];
  const by = { v: 1, actor: { kind: "dm" }, cause: { turnId }, audience: "all" } as const;
  return [{ ...by, type: "sources_cited", payload: { turnId, cites: inside } }];
}

/** A stretch of play to be told in short, and all that the telling may rest on. */
export interface RecapSpan {
  readonly scope: "scene" | "evening";
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly rests: ReadonlySet<number>;
  /** What everybody at the table has heard of it. */
  readonly known: string;
}

/**
 * A recap in a model's words, for everybody. A sentence that rests on what was not given, or that gives a sealed secret
 * away, is left out; with none left there is nothing to write down.
 */
export function decideRecap(
  state: CampaignState,
  { scope, fromSeq, toSeq, rests, known }: RecapSpan,
  { sentences, voice }: RecapAnswer,
): readonly Fact[] {
  const sound = sentences
    .filter((sentence) => sentence.rests.every((seq) => rests.has(seq)))
    .filter(({ text }) => secretToldBy(state, text, known) === null)
    .map((sentence) => ({ ...sentence, text: wholeSigns(sentence.text) }));
  if (sound.length === 0) return [];
  const payload = { scope, fromSeq, toSeq, sentences: sound, voice };
  return [{ type: "recap_written", v: 1, actor: { kind: "dm" }, cause: {}, audience: "all", payload }];
}
