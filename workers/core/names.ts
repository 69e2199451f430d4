/**
 * Names as the table keeps them. Everything here is about not being mistaken for somebody else: what cannot be seen is
 * taken out, what looks alike compares alike, and nobody may be called what the table calls itself.
 */
export type CleanedName = { ok: true; name: string } | { ok: false; slug: "bad-request" | "name-reserved" };

export const NAME_CHARACTERS_MAX = 40;
const COMBINING_MARKS_MAX = 3;

/** Brings a typed name into the form that is kept, or says why it cannot be one. */
export function cleanName(typed: string): CleanedName {
  const name = withoutTowers(withoutUnseen(typed.normalize("NFC")))
    .replace(/\s+/gu, " ")
    .trim();
  if (name === "" || [...name].length > NAME_CHARACTERS_MAX || !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(name)) {
    return { ok: false, slug: "bad-request" };
  }
  return isReserved(name) ? { ok: false, slug: "name-reserved" } : { ok: true, name };
}

/** Two names with one skeleton read the same to a person in a hurry. Compare skeletons, show names. */
export function nameSkeleton(name: string): string {
  const plain = withoutUnseen(name).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return [...plain]
    .map((character) => LOOK_ALIKES.get(character) ?? character)
    .join("")
    .replace(/rn/gu, "m")
    .replace(/vv/gu, "w")
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, "");
}

// The joiner stays only between pictures: there it makes one picture of several, elsewhere it makes two equal-looking names.
const UNSEEN =
  /\u034f|\u17b4|\u17b5|[\u180b-\u180f]|[\ufe00-\ufe0e]|[\u{e0100}-\u{e01ef}]|[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u00ad\u061c\u115f\u1160\u200b\u200c\u200e\u200f\u2028-\u202f\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]/gu;
const LONE_JOINER =
  /(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
const LONE_PICTURE_MARK = /(?<!\p{Extended_Pictographic})\ufe0f/gu;

function withoutUnseen(text: string): string {
  const spaced = text.replace(/[\t\n\r\u2028\u2029\u202f]/gu, " ");
  return spaced.replace(UNSEEN, "").replace(LONE_JOINER, "").replace(LONE_PICTURE_MARK, "");
}

/** Marks stacked without end climb over the lines above: a few are a language, more are a prank. */
function withoutTowers(text: string): string {
  return text.replace(/\p{M}+/gu, (marks) => [...marks].slice(0, COMBINING_MARKS_MAX).join(""));
}

const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: "аαａɑ@4",
    b: "ьЬβ8",
    c: "сϲⅽ¢",
    d: "ԁⅾ",
    e: "еєε3€",
    g: "ɡԍ9",
    h: "һհ",
    i: "іιıí1!|l",
    j: "јϳ",
    k: "кκ",
    m: "мⅿ",
    n: "пηո",
    o: "оοօ0",
    p: "рρ",
    q: "ԛ",
    r: "г",
    s: "ѕ5$",
    t: "тτ7",
    u: "υսц",
    v: "ѵνⅴ",
    w: "ԝω",
    x: "хχⅹ",
    y: "уγүу",
    z: "ᴢ2",
  }).flatMap(([letter, twins]) => [...twins].map((twin): [string, string] => [twin, letter])),
);

const RESERVED: ReadonlySet<string> = new Set(
  [
    ...[
      "GM",
      "DM",
      "the GM",
      "the DM",
      "Game Master",
      "Dungeon Master",
      "Storyteller",
      "Referee",
      "Narrator",
      "Director",
    ],
    ...["Oracle", "the Oracle", "System", "Server", "Table", "Emberhall", "Host", "Owner", "Admin", "Administrator"],
    ...["Moderator", "Mod", "Support", "Staff", "Bot", "AI", "Assistant", "Everyone", "All", "Here", "You", "Nobody"],
    ...["Removed", "Departed player", "Unknown", "null", "undefined"],
  ].map(nameSkeleton),
);

function isReserved(name: string): boolean {
  const skeleton = nameSkeleton(name);
  return skeleton === "" ? !/\p{Extended_Pictographic}/u.test(name) : RESERVED.has(skeleton);
}
