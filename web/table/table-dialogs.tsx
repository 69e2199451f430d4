import { lazy, Match, Show, Suspense, Switch } from "solid-js";
import type { TableDialog } from "./dialog-desk.ts";
import { useTable } from "./table-context.tsx";

const StopDialog = lazy(async () => ({ default: (await import("./safety/stop-dialog.tsx")).StopDialog }));
const EditDialog = lazy(async () => ({ default: (await import("./narration/edit-dialog.tsx")).EditDialog }));
const ReportDialog = lazy(async () => ({ default: (await import("./narration/report-dialog.tsx")).ReportDialog }));
const SawDialog = lazy(async () => ({ default: (await import("./narration/saw-dialog.tsx")).SawDialog }));
const ReaderDialog = lazy(async () => ({ default: (await import("./library/reader-dialog.tsx")).ReaderDialog }));
const PictureDialog = lazy(async () => ({ default: (await import("./library/picture-dialog.tsx")).PictureDialog }));
const ReadOutDialog = lazy(async () => ({ default: (await import("./library/read-out-dialog.tsx")).ReadOutDialog }));
const DmDialog = lazy(async () => ({ default: (await import("./dm/dm-dialog.tsx")).DmDialog }));
const VoicePanel = lazy(async () => ({ default: (await import("./dm/voice-panel.tsx")).VoicePanel }));

/** The dialogs of the table, each fetched when it is first asked for. */
export function TableDialogs() {
  const { dialogs } = useTable();
  const as = <K extends TableDialog["kind"]>(kind: K) => {
    const current = dialogs.current();
    return current?.kind === kind ? (current as Extract<TableDialog, { kind: K }>) : null;
  };
  return (
    <Show when={dialogs.current() !== null}>
      <Suspense>
        <Switch>
          <Match when={as("stop")}>{(it) => <StopDialog words={it().words} onClose={dialogs.close} />}</Match>
          <Match when={as("edit")}>
            {(it) => <EditDialog seq={it().seq} text={it().text} onClose={dialogs.close} />}
          </Match>
          <Match when={as("report")}>{(it) => <ReportDialog seq={it().seq} onClose={dialogs.close} />}</Match>
          <Match when={as("saw")}>{(it) => <SawDialog turnId={it().turnId} onClose={dialogs.close} />}</Match>
          <Match when={as("reader")}>{(it) => <ReaderDialog {...it()} onClose={dialogs.close} />}</Match>
          <Match when={as("read-out")}>{(it) => <ReadOutDialog {...it()} onClose={dialogs.close} />}</Match>
          <Match when={as("picture")}>{(it) => <PictureDialog {...it()} onClose={dialogs.close} />}</Match>
          <Match when={as("dm")}>
            <DmDialog onClose={dialogs.close} />
          </Match>
          <Match when={as("voice")}>
            <VoicePanel onClose={dialogs.close} />
          </Match>
        </Switch>
      </Suspense>
    </Show>
  );
}
