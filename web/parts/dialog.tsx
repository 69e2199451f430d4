import { Dialog as Modal } from "@kobalte/core/dialog";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import { Icon } from "./icons/icon.tsx";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  /** Buttons at the foot, the one that goes on last. */
  footer?: JSX.Element;
  /** What gets the focus as it opens, when that is not the first thing in it. */
  firstFocus?: () => HTMLElement | undefined;
  children: JSX.Element;
};

/** A question in the middle of the page. Escape and the veil close it; focus returns to where it was. */
export function Dialog(props: DialogProps & { wide?: boolean }) {
  return <Panel {...props} class={props.wide ? "dialog dialog-wide" : "dialog"} />;
}

function Panel(props: DialogProps & { class: string }) {
  // The library measures the document as it opens, so a panel that is open from the start waits to be in it.
  const before = document.activeElement;
  const [mounted, setMounted] = createSignal(false);
  onMount(() => queueMicrotask(() => setMounted(true)));
  return (
    <Modal open={mounted() && props.open} onOpenChange={props.onOpenChange}>
      <Modal.Portal>
        <Modal.Overlay class="veil" />
        <div class={`panel-place panel-place-${props.class.split(" ")[0]}`}>
          <Modal.Content
            class={`panel ${props.class}`}
            onOpenAutoFocus={(ev) => {
              const first = props.firstFocus?.();
              if (first === undefined) return;
              ev.preventDefault();
              first.focus();
            }}
            // The library gives the focus back to a trigger of its own, and there is none.
            onCloseAutoFocus={(ev) => {
              ev.preventDefault();
              if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
            }}
          >
            <header class="panel-head">
              <Modal.Title class="title">{props.title}</Modal.Title>
              <Modal.CloseButton class="button button-icon button-quiet" aria-label="Close">
                <Icon name="close" />
              </Modal.CloseButton>
            </header>
            <Show when={props.description}>
              <Modal.Description class="panel-description">{props.description}</Modal.Description>
            </Show>
            <div class="panel-body">{props.children}</div>
            <Show when={props.footer}>
              <footer class="panel-foot">{props.footer}</footer>
            </Show>
          </Modal.Content>
        </div>
      </Modal.Portal>
    </Modal>
  );
}
