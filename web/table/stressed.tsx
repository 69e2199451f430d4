import { Match, Switch } from "solid-js";

/** Words as they stand, leaning or heavy where they are to be stressed. */
export function Stressed(props: { text: string; stress: "none" | "em" | "strong" }) {
  return (
    <Switch fallback={props.text}>
      <Match when={props.stress === "em"}>
        <em>{props.text}</em>
      </Match>
      <Match when={props.stress === "strong"}>
        <strong>{props.text}</strong>
      </Match>
    </Switch>
  );
}
