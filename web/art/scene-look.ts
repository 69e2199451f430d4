/** A place, an hour and a sky, in the words an adventure's author would use. */
export type SceneLook = {
  seed: string;
  kind:
    | "tavern"
    | "road"
    | "forest"
    | "mill"
    | "river"
    | "crypt"
    | "cave"
    | "tower"
    | "village"
    | "hall"
    | "bridge"
    | "marsh"
    | "chapel"
    | "cellar"
    | "camp";
  time: "dusk" | "night" | "dawn" | "day";
  weather: "clear" | "rain" | "snow" | "fog";
};
