/** The code in what somebody typed or pasted: the bare code, with gaps, in any case, or the whole link. */
export function codeFrom(typed: string): string {
  const fromLink = /\/j\/([^/?#\s]+)/.exec(typed)?.[1];
  return (fromLink ?? typed).replace(/[\s-]/g, "").toUpperCase();
}
