/** How somebody looks, in the words an adventure's author would use. The seed decides what is left unsaid. */
export type PortraitLook = {
  seed: string;
  kind: "person" | "beast" | "undead" | "spirit" | "construct" | "goblin";
  build?: "slight" | "even" | "broad";
  hair?: string;
  skin?: number;
  age?: "young" | "grown" | "old";
  garb?: "cloak" | "mail" | "robe" | "apron" | "leathers" | "finery" | "rags";
  mark?: "scar" | "beard" | "hood" | "hat" | "braid" | "spectacles" | "tattoo" | "horns" | "none";
  face?: "soft" | "strong";
  ears?: "round" | "pointed";
  accent?: string;
};
