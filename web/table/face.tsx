import { Show } from "solid-js";
import { Portrait } from "../art/portrait.tsx";
import { Avatar } from "../parts/avatar.tsx";
import { useCampaign } from "./table-context.tsx";

/** The face of a creature, as round or square picture; letters where no picture is known. */
export function Face(props: {
  creatureId: string | null;
  name: string;
  size?: number;
  ring?: "active" | "away" | "fallen";
  shape?: "round" | "square";
}) {
  const campaign = useCampaign();
  const creature = () => campaign.store.view?.public.creatures[props.creatureId ?? ""];
  return (
    <Avatar name={props.name} size={props.size ?? 44} shape={props.shape ?? "round"} ring={props.ring}>
      <Show when={creature()}>{(known) => <Portrait look={known().look} size={props.size ?? 44} />}</Show>
    </Avatar>
  );
}
