import { For } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { type MemoryCommand, memoryCommandOf, refusedMemory } from "../../state/memory-commands.ts";
import type { Parcel } from "../../state/outbox.ts";
import { wordsFor } from "../../state/result.ts";
import { useCampaign } from "../table-context.tsx";

/** What was to be remembered and was refused, with its words: to be tried again or let go. It stays in sight while one scrolls. */
export function RefusedChanges() {
  const campaign = useCampaign();
  return (
    <div class="memory-refused">
      <For each={refusedMemory(campaign.outbox())}>
        {(parcel) => (
          <div class="memory-trouble" role="alert">
            <Icon name="warning" size={18} />
            <div>
              <p>{parcel.problem === null ? "That was not kept." : wordsFor(parcel.problem)}</p>
              <p class="memory-aside">{wordsOf(parcel)}</p>
              <div class="memory-row">
                <Button size="small" icon="retry" onClick={() => campaign.retryParcel(parcel.id)}>
                  Try again
                </Button>
                <Button size="small" tone="quiet" onClick={() => campaign.dropParcel(parcel.id)}>
                  Let it go
                </Button>
              </div>
            </div>
          </div>
        )}
      </For>
    </div>
  );
}

function wordsOf({ frame }: Parcel): string {
  const command = memoryCommandOf(frame);
  return command === null ? "" : wanted(command);
}

function wanted(command: MemoryCommand): string {
  switch (command.type) {
    case "note_fact":
    case "correct_fact":
      return command.text;
    case "pin_fact":
      return command.pinned ? "Pin a fact" : "Unpin a fact";
    case "forget_fact":
      return command.forgotten ? "Forget a fact" : "Bring a fact back";
    case "write_card":
      return command.card.text === "" ? command.card.name : `${command.card.name}: ${command.card.text}`;
    case "remove_card":
      return "Remove a card";
    case "merge_cards":
      return "Join two cards";
    default:
      return command satisfies never;
  }
}
