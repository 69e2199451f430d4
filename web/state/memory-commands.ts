import type { TableCommand } from "../../workers/contracts/commands.ts";
import type { ActingFrame, Outbox } from "./outbox.ts";

/** What the table remembers, changed by hand. */
export type MemoryCommand = Extract<
  TableCommand,
  {
    type: "note_fact" | "pin_fact" | "correct_fact" | "forget_fact" | "write_card" | "remove_card" | "merge_cards";
  }
>;

const TYPES: Record<MemoryCommand["type"], true> = {
  note_fact: true,
  pin_fact: true,
  correct_fact: true,
  forget_fact: true,
  write_card: true,
  remove_card: true,
  merge_cards: true,
};

const isMemoryCommand = (command: TableCommand): command is MemoryCommand => Object.hasOwn(TYPES, command.type);

/** What was to be remembered and was refused: it waits to be mended or let go. */
export function refusedMemory(outbox: Outbox): Outbox {
  return outbox.filter(({ state, frame }) => state === "refused" && memoryCommandOf(frame) !== null);
}

/** The command on memory a frame carries, or null for any other frame. */
export function memoryCommandOf(frame: ActingFrame): MemoryCommand | null {
  return frame.t === "client.table" && isMemoryCommand(frame.command) ? frame.command : null;
}
