import { NAME_CHARACTERS_MAX } from "../../core/names.ts";
import { personName } from "../person-name.ts";

interface Called {
  name?: string;
  nickname?: string;
  preferred_username?: string;
}

/** What to call somebody who comes from elsewhere, until they say otherwise. */
export function suggestedName(person: Called): string {
  for (const said of [person.nickname, person.name, person.preferred_username]) {
    const named = said === undefined ? null : personName([...said].slice(0, NAME_CHARACTERS_MAX).join(""));
    if (named?.ok === true) return named.name;
  }
  return "Wanderer";
}
