/** What the bare object says to the model: our own last two requests, word for word. */
export interface ModelBodies {
  readonly director: string;
  readonly narrator: string;
}

/** Asks twice, as we do, and passes the words of the second answer on as they come. */
export async function pipeAnswer(
  address: string,
  { director, narrator }: ModelBodies,
  tell: (words: string) => void,
): Promise<void> {
  const post = (body: string): Promise<Response> =>
    fetch(`${address}/chat/completions`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const directed = await post(director);
  await directed.json();
  const told = await post(narrator);
  if (told.body === null) throw new Error("The model said nothing.");
  let rest = "";
  for await (const piece of told.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const words = wordsIn(line);
      if (words !== "") tell(words);
    }
  }
}

function wordsIn(line: string): string {
  if (!line.startsWith("data: {")) return "";
  const { choices } = JSON.parse(line.slice("data: ".length)) as { choices: { delta: { content?: string } }[] };
  return choices[0]?.delta.content ?? "";
}
