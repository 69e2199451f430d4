import type { JSX } from "solid-js";
import { buttonClass } from "../../parts/button.tsx";
import { Icon } from "../../parts/icons/icon.tsx";

/** What can be brought, as the system's own picker wants to hear it. */
const ACCEPT = ".pdf,.md,.markdown,.txt,.text,application/pdf,text/markdown,text/plain,image/png,image/jpeg,image/webp";

/** A button that asks the system for files. The field itself has the focus, so that keys and readers find it. */
export function FileButton(props: {
  tone?: "primary" | "plain";
  small?: boolean;
  multiple?: boolean;
  label?: string;
  onFiles: (files: readonly File[]) => void;
  children: JSX.Element;
}) {
  return (
    <label
      class={`${buttonClass({ tone: props.tone ?? "plain", size: props.small ? "small" : "medium" })} file-button`}
    >
      <Icon name="upload" size={props.small ? 16 : 19} />
      {props.children}
      <input
        type="file"
        class="file-input"
        accept={ACCEPT}
        multiple={props.multiple}
        aria-label={props.label}
        onChange={(ev) => {
          const files = [...(ev.currentTarget.files ?? [])];
          // The same file may be chosen again.
          ev.currentTarget.value = "";
          if (files.length > 0) props.onFiles(files);
        }}
      />
    </label>
  );
}
