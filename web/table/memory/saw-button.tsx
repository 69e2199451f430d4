import "./memory.css";
import { Icon } from "../../parts/icons/icon.tsx";
import { useTable } from "../table-context.tsx";

/** What a model was given before it wrote an answer or a recap; that is kept under the number of their event. */
export function SawButton(props: { seq: number }) {
  const { dialogs } = useTable();
  return (
    <button type="button" class="link saw-open" onClick={() => dialogs.open({ kind: "saw", turnId: `t_${props.seq}` })}>
      <Icon name="eye" size={14} /> What the DM saw
    </button>
  );
}
