import { createSignal } from "solid-js";
import type { UploadId } from "../../workers/contracts/library.ts";

interface ReaderAt {
  readonly kind: "reader";
  readonly uploadId: UploadId;
  readonly title: string;
  readonly page: number;
  /** Words that stand on the page or speak of it: what led there is marked and in view. */
  readonly about?: string | undefined;
}

/** What can lie over the table. One at a time, and none of it is fetched before somebody asks for it. */
export type TableDialog =
  | { readonly kind: "stop"; readonly words: string }
  | { readonly kind: "edit"; readonly seq: number; readonly text: string }
  | { readonly kind: "report"; readonly seq: number }
  | { readonly kind: "saw"; readonly turnId: string }
  | ReaderAt
  /** A page about to be read to the table: the whole of it, and the passage that led there. */
  | { readonly kind: "read-out"; readonly back: ReaderAt; readonly text: string; readonly passage: string | null }
  | { readonly kind: "picture"; readonly uploadId: UploadId; readonly title: string; readonly caption: string }
  | { readonly kind: "dm" }
  | { readonly kind: "voice" };

/** Longer than a closing dialog takes to give the focus back by itself. */
const FOCUS_SETTLES_MS = 50;

/** Which dialog is open. It stands above the table, since the row that asked for it may scroll away. */
export function createDialogDesk() {
  const [current, setCurrent] = createSignal<TableDialog | null>(null);
  // One dialog may lead to the next, whose way back would end in the one that is gone.
  let from: Element | null = null;
  return {
    current,
    open(dialog: TableDialog): void {
      if (current() === null) from = document.activeElement;
      setCurrent(dialog);
    },
    close(): void {
      setCurrent(null);
      setTimeout(() => {
        if (document.activeElement === document.body && from instanceof HTMLElement)
          from.focus({ preventScroll: true });
      }, FOCUS_SETTLES_MS);
    },
  };
}

export type DialogDesk = ReturnType<typeof createDialogDesk>;
