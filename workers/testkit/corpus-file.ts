/** A file of the corpus, from inside the Workers runtime: the stand-in for the internet serves them. */
export async function corpusFile(name: string): Promise<Uint8Array> {
  const response = await fetch(`http://files.test/${name}`);
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return new Uint8Array(await response.arrayBuffer());
}
