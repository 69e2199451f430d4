import { toast } from "../../parts/toast.tsx";
import { type Result, wordsFor } from "../../state/result.ts";

/** Waits for an answer, and tells at the edge of the page when it is a refusal. True when it is not. */
export async function orTell(asked: Promise<Result<unknown>>): Promise<boolean> {
  const answer = await asked;
  if (!answer.ok) toast({ title: wordsFor(answer.problem), tone: "bad" });
  return answer.ok;
}
