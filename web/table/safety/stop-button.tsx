import { useTable } from "../table-context.tsx";

/** Always in reach, for everybody: stops play without asking why. */
export function StopButton() {
  const { dialogs } = useTable();
  return (
    <button
      type="button"
      class="button button-small button-plain stop-button"
      aria-haspopup="dialog"
      title="Stops play at once. Nobody sees who. Key: X"
      onClick={() => dialogs.open({ kind: "stop", words: "" })}
    >
      <b>X</b> <span>· stop here</span>
    </button>
  );
}
