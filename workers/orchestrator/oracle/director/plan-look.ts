import { mention, pick } from "./linking.ts";
import { call, type Deed, freely, type Plan } from "./plan.ts";
import type { Thing } from "./sight.ts";

/** What somebody sees who looks at this. */
export function show(deed: Deed, thing: Thing): Plan {
  mention(deed.sight, thing);
  const subject = thing.kind === "foe" || thing.kind === "hero" ? "creature" : thing.kind;
  return freely(call("describe", { subject, id: thing.id, creatureId: deed.sight.hero.id }, `looks at ${thing.name}`));
}

export function lookAround(deed: Deed): Plan {
  return freely(call("describe", { subject: "scene", id: null, creatureId: deed.sight.hero.id }, "looks around"));
}

export function lookAtSelf({ sight }: Deed): Plan {
  return freely(
    call("describe", { subject: "creature", id: sight.hero.id, creatureId: sight.hero.id }, "looks to themself"),
  );
}

export function planLook(deed: Deed): Plan {
  // "Describe the room to me": the one who asks is not what is asked about.
  const pointers = deed.pointers.filter(({ from }) => deed.clause.words[from] !== "me");
  const thing = pick(pointers, ["feature", "person", "foe", "exit", "item", "hero"]);
  return thing === null ? lookAround(deed) : show(deed, thing);
}
