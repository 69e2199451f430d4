import { createContext, type ParentProps, useContext } from "solid-js";
import type { MemoryDesk } from "../../state/memory-desk.ts";

const Context = createContext<MemoryDesk>();

export function MemoryProvider(props: ParentProps<{ desk: MemoryDesk }>) {
  return <Context.Provider value={props.desk}>{props.children}</Context.Provider>;
}

/** The memory this part of the panel shows. */
export function useMemory(): MemoryDesk {
  const desk = useContext(Context);
  if (desk === undefined) throw new Error("useMemory belongs inside a MemoryProvider");
  return desk;
}
