import { For } from "solid-js";
import type { EmbersSheet, Trait } from "../../workers/contracts/rules.ts";
import { signedTerm } from "./dice-pool.ts";

const TRAITS: readonly { readonly id: Trait; readonly name: string; readonly of: string }[] = [
  { id: "blaze", name: "Blaze", of: "force and daring" },
  { id: "smoke", name: "Smoke", of: "stealth and grace" },
  { id: "stone", name: "Stone", of: "endurance" },
  { id: "spark", name: "Spark", of: "wits and lore" },
  { id: "hearth", name: "Hearth", of: "speech and kindness" },
];

/** A sheet of Embers: five traits, each two dice away. */
export function SheetEmbers(props: { sheet: EmbersSheet; onRoll: (expression: string, label: string) => void }) {
  return (
    <section aria-label="Traits">
      <ul class="traits">
        <For each={TRAITS}>
          {(trait) => {
            const value = () => props.sheet.traits[trait.id];
            return (
              <li>
                <button
                  type="button"
                  class="trait"
                  onClick={() => props.onRoll(`2d6${signedTerm(value())}`, trait.name)}
                >
                  <span class="min-w-0 flex-1">
                    <span class="sr-only">Roll </span>
                    <b>{trait.name}</b>
                    <span class="block text-sm text-faint">{trait.of}</span>
                  </span>
                  <span class="trait-value numeral">{value() < 0 ? `−${-value()}` : `+${value()}`}</span>
                </button>
              </li>
            );
          }}
        </For>
      </ul>
      <p class="mt-2 text-sm text-faint">
        Two dice and the trait. Ten and more succeeds; seven to nine succeeds at a price.
      </p>
    </section>
  );
}
