import type { DmSettings } from "../contracts/dm.ts";
import type { Hex32 } from "../contracts/ids.ts";
import type { CampaignState, GmLane, PrivateLane, PublicLane } from "./state.ts";

/** Raise it when events of the past fold into another state than before: snapshots of the old kind are then left aside. */
export const STATE_VERSION = 2;

export const ZERO_HASH: Hex32 = "0".repeat(64);

export const emptyPrivateLane: PrivateLane = { open: {}, reports: [] };

export const emptyGmLane: GmLane = {
  script: null,
  flags: {},
  beats: {},
  attitudes: {},
  places: {},
  shown: [],
  unlocked: [],
  clocks: {},
  kept: [],
  work: null,
  open: {},
};

/** How the machine runs a table that has said nothing about it. */
const initialDm: DmSettings = {
  voice: null,
  review: null,
  tone: "as-written",
  length: "medium",
  rating: "teen",
  language: "en",
  houseRules: "",
  boundaries: [],
  dayCapMicroUsd: null,
  memberDayCapMicroUsd: null,
  atCap: "oracle",
};

const emptyPublicLane: PublicLane = {
  campaignId: null,
  title: "",
  adventureId: "",
  adventureTitle: "",
  ruleset: "d20",
  status: "open",
  ending: null,
  settings: { turnMode: "free", dmMode: "auto", roundSeconds: 120, locked: false },
  dm: initialDm,
  voice: null,
  paused: false,
  told: null,
  veiled: [],
  seats: 0,
  key: { id: "", publicKey: ZERO_HASH },
  members: {},
  creatures: {},
  scene: null,
  visited: [],
  minutes: 0,
  encounter: null,
  encountersDone: {},
  clocks: {},
  journal: [],
  seals: [],
  turn: null,
  queue: [],
  failed: null,
  answered: [],
  suggestions: [],
  question: null,
  mentioned: [],
  dice: { epoch: 0, rolls: 0, anchor: ZERO_HASH, veilRoot: ZERO_HASH, nextIndex: 1, open: {}, entropy: {} },
  signedThrough: 0,
};

/** The state before the first event. */
export const newCampaign: CampaignState = {
  head: { seq: 0, epoch: 1, hash: ZERO_HASH },
  public: emptyPublicLane,
  gm: emptyGmLane,
  private: {},
};
