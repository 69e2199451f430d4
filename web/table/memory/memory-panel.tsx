import "./memory.css";
import { Match, Show, Switch } from "solid-js";
import { Button } from "../../parts/button.tsx";
import { Ember } from "../../parts/ember.tsx";
import { Icon } from "../../parts/icons/icon.tsx";
import { askApi } from "../../state/api-client.ts";
import { makeMemoryApi } from "../../state/memory-api.ts";
import { createMemoryDesk, type MemoryDesk } from "../../state/memory-desk.ts";
import type { MemoryPart } from "../../state/memory-kept.ts";
import { wordsFor } from "../../state/result.ts";
import { type Chip, Chips } from "../chips.tsx";
import { useCampaign } from "../table-context.tsx";
import { CardsPart } from "./cards-part.tsx";
import { FactsPart } from "./facts-part.tsx";
import { MemoryProvider } from "./memory-context.tsx";
import { RefusedChanges } from "./refused-changes.tsx";
import { StorySoFar } from "./story-so-far.tsx";

const PARTS: readonly Chip<MemoryPart>[] = [
  { value: "facts", label: "Facts", says: "What the table remembers" },
  { value: "cards", label: "Cards", says: "People, places, things, factions and quests" },
  { value: "story", label: "So far", says: "The story so far, evening by evening" },
];

/** What the table remembers: to be read, mended, pinned and forgotten by those who play at it. */
export function MemoryPanel() {
  const campaign = useCampaign();
  const desk = createMemoryDesk(campaign, makeMemoryApi(askApi, campaign.id));
  return (
    <MemoryProvider desk={desk}>
      <section class="memory" aria-label="What the table remembers">
        <Chips label="Which part" name="memory-part" value={desk.part()} options={PARTS} onChoose={desk.setPart} />
        <RefusedChanges />
        <Trouble desk={desk} />
        <Show when={desk.view() !== null}>
          <Switch>
            <Match when={desk.part() === "facts"}>
              <FactsPart />
            </Match>
            <Match when={desk.part() === "cards"}>
              <CardsPart />
            </Match>
            <Match when={desk.part() === "story"}>
              <StorySoFar />
            </Match>
          </Switch>
        </Show>
      </section>
    </MemoryProvider>
  );
}

/** There is nothing to show yet, or what is shown could not be read again. */
function Trouble(props: { desk: MemoryDesk }) {
  return (
    <Show
      when={props.desk.problem()}
      fallback={
        <Show when={props.desk.view() === null}>
          <Ember text="Remembering…" />
        </Show>
      }
    >
      {(problem) => (
        <div class="memory-trouble" role="alert">
          <Icon name="warning" size={18} />
          <div>
            <p>
              {wordsFor(problem())}
              <Show when={props.desk.view() !== null}> What stands here may be older.</Show>
            </p>
            <Button size="small" icon="retry" onClick={() => void props.desk.again()}>
              Try again
            </Button>
          </div>
        </div>
      )}
    </Show>
  );
}
