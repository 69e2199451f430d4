import { z } from "zod";

/**
 * Every refusal has one slug here, the HTTP status it answers with, and a title a person can act on.
 * Code branches on slugs, never on words.
 */
export const PROBLEMS = {
  // Edges
  "not-found": [404, "There is nothing here, or it is not yours to see."],
  "bad-request": [400, "The request could not be read."],
  "bad-frame": [400, "The frame could not be read; it was ignored."],
  "frame-too-large": [413, "The frame is over 64 KiB; it was ignored."],
  "body-too-large": [413, "The body is too large."],
  "method-not-allowed": [405, "This address does not answer that method."],
  "wrong-content-type": [415, "Send application/json."],
  "wrong-origin": [403, "This request came from another site."],
  "sign-in-needed": [401, "Give a name first to take part."],
  "session-expired": [401, "You have been away a long while; give your name again."],
  "sign-in-again": [403, "Show your passkey once more; then it goes through."],
  "passkey-unknown": [401, "That passkey is not known here, or it was removed."],
  "passkey-refused": [422, "The passkey could not be checked; try again."],
  "passkey-known": [409, "That passkey is on the list already."],
  "too-many-passkeys": [409, "There are as many passkeys as an account can hold; remove one first."],
  "last-way-in": [409, "It is your only way back; make recovery codes or add another passkey first."],
  "ceremony-over": [409, "That took too long, or was begun in another browser; start again."],
  "recovery-code-unknown": [401, "That code is not good, or it was used already."],
  "outside-refused": [401, "The sign-in elsewhere did not work; try again."],
  "bad-ticket": [401, "The ticket for the table is used, old or not for this table; ask for another."],
  "protocol-mismatch": [426, "This page is older or newer than the table; reload it."],
  "hello-first": [400, "Say hello before anything else."],
  "slow-down": [429, "Too fast; wait a moment and it will go through."],
  internal: [500, "Something broke on our side. Nothing was lost; try again."],
  unavailable: [503, "This part is not reachable just now; try again shortly."],
  // Membership
  "not-a-member": [404, "You have no place at this table."],
  "member-removed": [403, "You are no longer at this table."],
  "not-allowed": [403, "Only the GM may do that."],
  "table-full": [409, "Every seat at this table is taken."],
  "not-admitted": [403, "They did not let you in this time."],
  "log-refused": [422, "This history cannot go on here."],
  misconfigured: [503, "This server is not set up right, and serves nobody until it is."],
  "already-decided": [409, "Somebody else has decided that already."],
  "too-many-waiting": [429, "Too many people are waiting at this door already; try again later."],
  "too-many-tables": [429, "You have begun too many tables for one day; come back tomorrow."],
  "table-locked": [409, "The table is closed to newcomers; ask the GM to open it."],
  "invite-invalid": [404, "This invitation is not valid any more; ask for a new link."],
  "name-taken": [409, "Somebody at this table already has that name; choose another."],
  "name-reserved": [422, "That name could be mistaken for the table's own; choose another."],
  // Seats and characters
  "no-seat": [409, "Take a character first."],
  "seat-taken": [409, "Somebody else plays that character; choose another."],
  "seat-unknown": [404, "There is no such character at this table."],
  "already-seated": [409, "You already play a character; leave that seat first."],
  "character-invalid": [422, "The character does not fit the rules of this table."],
  // Actions and turns
  "action-conflict": [409, "This action id was used for something else."],
  "epoch-changed": [409, "The table was restored; reload."],
  "not-your-turn": [409, "It is somebody else's move."],
  "cannot-act": [409, "Your character cannot act now."],
  "adventure-over": [409, "This adventure has ended."],
  "no-open-turn": [409, "There is no turn to cancel or retry."],
  "turn-not-yours": [403, "Only those who acted, or the GM, may do that."],
  "queue-full": [429, "You already have actions waiting; let the DM catch up."],
  "cannot-undo": [409, "That turn cannot be undone any more."],
  "human-dm": [409, "A person runs the table just now."],
  "table-paused": [409, "The table is paused; somebody has asked to stop for a moment."],
  "not-the-last-words": [409, "Only the last narration can be told again or gone on from."],
  "no-such-narration": [404, "There is no such narration."],
  "budget-used": [409, "The budget for the machine is used up for now. A person can run the table meanwhile."],
  "nothing-waits": [409, "Nothing waits for a verdict here."],
  "voice-unknown": [422, "That voice is not offered here; choose another."],
  "cap-too-high": [422, "That is more than this deployment allows."],
  // Dice
  "bad-dice": [422, "That is not a roll the table can read."],
  "ticket-closed": [409, "That roll has already fallen."],
  // Tool refusals: told to the director with the legal alternatives
  "unknown-tool": [422, "There is no such tool."],
  "bad-arguments": [422, "The arguments do not fit the tool."],
  "tool-not-offered": [422, "The tool is not part of this ruleset or moment."],
  "unknown-creature": [422, "There is no such creature here."],
  "unknown-target": [422, "There is no such target here."],
  "not-a-heros-move": [422, "Only its player may do that with a hero."],
  "unknown-beat": [422, "That beat is not in reach here."],
  "beat-spent": [422, "That has been done already."],
  "requirement-missing": [422, "Something must happen first."],
  "unknown-exit": [422, "There is no such way out of here."],
  "exit-locked": [422, "That way is shut."],
  "unknown-subject": [422, "There is nothing of that name in sight."],
  "unknown-topic": [422, "They know nothing of that."],
  "unknown-item": [422, "Nobody here holds that."],
  "not-usable": [422, "It is of no use that way."],
  "no-encounter": [422, "Nobody is fighting."],
  "in-encounter": [422, "Not in the middle of a fight."],
  "unknown-encounter": [422, "There is no such encounter here."],
  "encounter-spent": [422, "That fight is over."],
  "not-their-move": [422, "It is not their move in initiative."],
  "action-spent": [422, "Their action is already spent this round."],
  "unknown-attack": [422, "They have no such attack."],
  "target-down": [422, "They are already down."],
  "cannot-rest": [422, "This is no place to rest."],
  "not-dying": [422, "They are not dying."],
  "repeats-secret": [422, "That would give away what is still sealed."],
  "crosses-a-line": [422, "This table has asked to keep that out."],
  "too-many-calls": [422, "The turn has used up its calls."],
  "denied-by-gm": [422, "The GM has said no to that."],
  "repeated-call": [422, "The same call was made before in this turn."],
  // The library and the memory
  "upload-too-large": [413, "The file is too large."],
  "library-full": [409, "There is no room left for files in this campaign; delete one first."],
  "wrong-file-type": [415, "Bring a PDF, Markdown, plain text, or a PNG, JPEG or WebP picture."],
  "upload-incomplete": [409, "Parts of the file are still missing; send them and try again."],
  "upload-done": [409, "All of the file has arrived already."],
  "nothing-to-retry": [409, "The file is being read, or has been read; there is nothing to try again."],
  "no-such-page": [404, "The file has no such page."],
  "not-a-handout": [409, "Only a file that has been read can be shown."],
  "unknown-fact": [404, "The table remembers no such thing."],
  "unknown-card": [404, "There is no such card."],
  "too-many-cards": [409, "There are as many cards as a table can hold; merge or remove some first."],
  "too-many-pinned": [409, "As much is pinned as a table can keep before the DM; unpin something first."],
  // GM
  "patch-not-allowed": [422, "That field cannot be set by hand."],
  "reason-needed": [422, "Give a reason; it goes into the log."],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemSlug = keyof typeof PROBLEMS;
export const ProblemSlug = z.enum(Object.keys(PROBLEMS) as [ProblemSlug, ...ProblemSlug[]]);

/** RFC 9457. `type` is the slug behind a stable path; the socket sends the same shape. */
export const Problem = z.object({
  type: z.string().max(120),
  slug: ProblemSlug,
  title: z.string().max(200),
  status: z.int(),
  detail: z.string().max(600).optional(),
  instance: z.string().max(200).optional(),
  retryAfterMs: z.int().min(0).optional(),
  alternatives: z.array(z.string().max(120)).max(40).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Builds a problem from its slug. `detail` says what to do in this very case. */
export function problem(
  slug: ProblemSlug,
  more: Partial<Pick<Problem, "detail" | "instance" | "retryAfterMs" | "alternatives">> = {},
): Problem {
  const [status, title] = PROBLEMS[slug];
  return { type: `/problems/${slug}`, slug, title, status, ...more };
}
