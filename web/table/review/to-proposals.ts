/** The panel is fetched when it is first opened: it is looked for this often before giving up. */
const TRIES_MAX = 40;
const TRY_EVERY_MS = 50;

/** Brings the proposed calls into sight, wherever their panel was scrolled to, with the first word to give in focus. */
export function toProposals(tries = TRIES_MAX): void {
  setTimeout(() => {
    const approve = document.querySelector<HTMLElement>(".review [data-approve]");
    if (approve === null) {
      if (tries > 1) toProposals(tries - 1);
      return;
    }
    approve.closest(".review")?.scrollIntoView({ block: "start" });
    approve.focus({ preventScroll: true });
    approve.scrollIntoView({ block: "nearest" });
  }, TRY_EVERY_MS);
}
