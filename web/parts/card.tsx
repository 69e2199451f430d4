import { type JSX, splitProps } from "solid-js";

/** A sheet of paper on the table. `glow` sets it before the fire. */
export function Card(props: JSX.HTMLAttributes<HTMLDivElement> & { glow?: boolean; flush?: boolean }) {
  const [own, rest] = splitProps(props, ["glow", "flush", "class"]);
  return (
    <div {...rest} class={`card${own.glow ? " card-glow" : ""}${own.flush ? " card-flush" : ""} ${own.class ?? ""}`} />
  );
}
