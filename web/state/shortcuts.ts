/** The keys of the table, for the help and the settings page. */
export const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["/"], does: "Go to the composer and begin a command" },
  { keys: ["C"], does: "Go to the composer" },
  { keys: ["R"], does: "Go to the dice tray" },
  { keys: ["S"], does: "Go to your sheet" },
  { keys: ["J"], does: "Go to the journal" },
  { keys: ["B"], does: "Go to the library: what there is to read" },
  { keys: ["M"], does: "Go to what the table remembers" },
  { keys: ["L"], does: "Go to the newest words of the story" },
  { keys: ["X"], does: "Stop play: opens the card with which anybody can stop" },
  { keys: ["1–3"], does: "Take a suggestion" },
  { keys: ["?"], does: "Show these keys" },
  { keys: ["↑"], does: "In an empty composer: bring back what you said last" },
  { keys: ["Shift", "Enter"], does: "In the composer: a new line" },
];
