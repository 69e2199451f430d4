import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { Icon } from "./icons/icon.tsx";
import type { IconName } from "./icons/icon-paths.ts";

export type ToastTone = "plain" | "good" | "bad";
export type Toast = {
  title: string;
  detail?: string;
  tone?: ToastTone;
  action?: { label: string; onPress: () => void };
  /** 0 keeps it until it is dismissed. */
  lastsMs?: number;
};
type ShownToast = Toast & { id: number };

const TOAST_MS = 6000;
const TOASTS_MAX = 4;
const ICONS: Record<ToastTone, IconName> = { plain: "info", good: "check", bad: "warning" };

const [shown, setShown] = createSignal<readonly ShownToast[]>([]);
let lastId = 0;

/** Says something at the edge of the page. Returns what takes it back. */
export function toast(message: Toast): () => void {
  lastId += 1;
  const id = lastId;
  setShown((current) => [...current, { ...message, id }].slice(-TOASTS_MAX));
  return () => dismiss(id);
}

function dismiss(id: number): void {
  setShown((current) => current.filter((each) => each.id !== id));
}

/** Where toasts appear; once, in the shell of the app. */
export function ToastRegion() {
  return (
    <section class="toasts" aria-label="Notices">
      <For each={shown()}>{(each) => <ToastCard toast={each} />}</For>
    </section>
  );
}

function ToastCard(props: { toast: ShownToast }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hold = () => clearTimeout(timer);
  const release = () => {
    hold();
    const lastsMs = props.toast.lastsMs ?? TOAST_MS;
    if (lastsMs > 0) timer = setTimeout(() => dismiss(props.toast.id), lastsMs);
  };
  onMount(release);
  onCleanup(hold);
  const tone = () => props.toast.tone ?? "plain";
  return (
    <div
      class={`toast toast-${tone()}`}
      role={tone() === "bad" ? "alert" : "status"}
      onPointerEnter={hold}
      onPointerLeave={release}
      onFocusIn={hold}
      onFocusOut={release}
    >
      <Icon name={ICONS[tone()]} />
      <div class="toast-words">
        <p class="toast-title">{props.toast.title}</p>
        <Show when={props.toast.detail}>
          <p class="toast-detail">{props.toast.detail}</p>
        </Show>
        <Show when={props.toast.action}>
          {(action) => (
            <button
              type="button"
              class="button button-quiet button-small toast-action"
              onClick={() => {
                action().onPress();
                dismiss(props.toast.id);
              }}
            >
              {action().label}
            </button>
          )}
        </Show>
      </div>
      <button
        type="button"
        class="button button-icon button-quiet"
        aria-label="Dismiss"
        onClick={() => dismiss(props.toast.id)}
      >
        <Icon name="close" size={18} />
      </button>
    </div>
  );
}
