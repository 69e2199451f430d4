import { Show } from "solid-js";
import { IconButton } from "../../parts/icon-button.tsx";

/** From page to page: by one, or straight to a number. */
export function Leafing(props: {
  reader: {
    readonly at: () => number;
    readonly pagesTotal: () => number | null;
    readonly turn: (to: number) => void;
  };
}) {
  const first = () => props.reader.at() <= 1;
  const last = () => props.reader.at() >= (props.reader.pagesTotal() ?? 1);
  return (
    <nav class="leafing" aria-label="Pages">
      <IconButton
        icon="chevron-left"
        label="Previous page"
        aria-disabled={first() ? "true" : undefined}
        onClick={() => props.reader.turn(props.reader.at() - 1)}
      />
      <label class="leafing-at">
        <span>Page</span>
        <input
          class="field-box numeral"
          type="number"
          inputmode="numeric"
          min={1}
          max={props.reader.pagesTotal() ?? undefined}
          value={props.reader.at()}
          onChange={(ev) => {
            if (ev.currentTarget.validity.valid) props.reader.turn(Number(ev.currentTarget.value));
            ev.currentTarget.value = String(props.reader.at());
          }}
        />
        <Show when={props.reader.pagesTotal()}>{(total) => <span class="numeral">of {total()}</span>}</Show>
      </label>
      <IconButton
        icon="chevron-right"
        label="Next page"
        aria-disabled={last() ? "true" : undefined}
        onClick={() => props.reader.turn(props.reader.at() + 1)}
      />
    </nav>
  );
}
