/** Milliseconds of a clock that all processes of this machine share, so that moments in two of them can be compared. */
export function monotonicMs() {
  return Number(process.hrtime.bigint()) / 1e6;
}
