import { TextField } from "../parts/field.tsx";

/** Nothing is bent without a reason the table can read. */
export function ReasonField(props: { value: string; onInput: (reason: string) => void }) {
  return (
    <TextField
      label="Reason"
      hint="Everybody can read it in the log."
      maxlength={300}
      value={props.value}
      onInput={(ev) => props.onInput(ev.currentTarget.value)}
    />
  );
}
