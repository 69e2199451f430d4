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
  // Nothing at all where no picture is known: the frame then shows letters.
  const picture = () => {
    const known = creature();
    return known === undefined ? undefined : <Portrait look={known.look} size={props.size ?? 44} />;
  };
  return (
    <Avatar name={props.name} size={props.size ?? 44} shape={props.shape ?? "round"} ring={props.ring}>
      {picture()}
    </Avatar>
  );
}
