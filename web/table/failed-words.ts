const REASONS: Readonly<Record<string, string>> = {
  "budget-used":
    "The budget for the machine is used up for now. Go on tomorrow, ask the owner for more, or let a person run the table.",
  "out-of-time": "The DM took too long and was stopped. Ask again.",
  "narrator-failed": "It has happened, but the DM could not find words for it. Ask again for the telling.",
  "director-failed": "The DM could not decide what comes of it. Ask again, or say it in other words.",
};

/** Why a turn came to nothing, and what one can do. */
export function failedWords(reason: string): string {
  return REASONS[reason] ?? "The DM lost the thread before telling what came of it. Ask again.";
}
