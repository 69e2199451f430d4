import type { Browser, BrowserContext, Page } from "playwright-core";
import type { SeenEvent } from "../contracts/events.ts";
import type { ServerFrame } from "../contracts/frames.ts";
import { evolve } from "../core/evolve.ts";
import type { CampaignState, CampaignView } from "../core/state.ts";
import { stateHash } from "../core/state-hash.ts";
import { stateOf, until } from "./seat.ts";

const TURN_MS = 20_000;

/** Somebody with a browser at the table: hands on the page, and an ear on what its socket hears. */
export class BrowserPlayer {
  page: Page;
  readonly name: string;
  readonly context: BrowserContext;
  state: CampaignState | null = null;
  readonly events: SeenEvent[] = [];
  /** What the browser complained about. A table where everything works leaves it empty. */
  readonly complaints: string[] = [];
  /** Everything its sockets heard, as it came. */
  readonly heard: string[] = [];
  /** Sockets that were opened, and how many of them are still open. */
  readonly sockets = { opened: 0, open: 0 };

  private constructor(context: BrowserContext, page: Page, name: string) {
    this.context = context;
    this.page = page;
    this.name = name;
    this.#listen(page);
  }

  #listen(page: Page): void {
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      const { url } = message.location();
      // Somebody who has not signed in yet is told so with a 401; the browser notes every such answer.
      if (message.type() === "error" && !url.endsWith("/api/me")) this.complaints.push(`${message.text()} ${url}`);
    });
    page.on("websocket", (socket) => {
      this.sockets.opened += 1;
      this.sockets.open += 1;
      socket.on("close", () => {
        this.sockets.open -= 1;
      });
      socket.on("framereceived", ({ payload }) => this.#hear(String(payload)));
    });
  }

  static async arrive(browser: Browser, name: string, size: { width: number; height: number }): Promise<BrowserPlayer> {
    const phone = size.width < 600;
    const context = await browser.newContext({
      viewport: size,
      isMobile: phone,
      hasTouch: phone,
      reducedMotion: "reduce",
    });
    return new BrowserPlayer(context, await context.newPage(), name);
  }

  #hear(text: string): void {
    this.heard.push(text);
    if (!text.startsWith("{")) return;
    const frame = JSON.parse(text) as ServerFrame;
    if (frame.t === "server.snapshot") {
      const view = frame.view as CampaignView;
      const me = Object.values(view.public.members).find(({ name, removed }) => name === this.name && !removed);
      if (me !== undefined) this.state = stateOf(view, me.id);
    }
    if (frame.t !== "server.events") return;
    for (const event of frame.events) {
      if (this.state === null || event.header.seq !== this.state.head.seq + 1) continue;
      this.events.push(event);
      this.state = evolve(this.state, event);
    }
  }

  /** Who this is at the table. */
  get me() {
    return Object.values(this.state?.public.members ?? {}).find(({ name, removed }) => name === this.name && !removed);
  }

  /** What this browser would show as the hash of its state. */
  get hash(): string {
    const { state, me } = this;
    if (state === null || me === undefined) return "";
    return stateHash({ public: state.public, gm: me.screen ? state.gm : null, own: state.private[me.id] ?? null });
  }

  /** Puts the page away and comes back in another, as after a closed laptop. */
  async comeBack(address = this.page.url()): Promise<void> {
    if (!this.page.isClosed()) await this.page.close();
    this.page = await this.context.newPage();
    this.#listen(this.page);
    await this.page.goto(address);
  }

  get hero() {
    const { me } = this;
    return me?.creatureId == null ? undefined : this.state?.public.creatures[me.creatureId];
  }

  async startTable(url: string, adventureTitle: string): Promise<void> {
    await this.page.goto(url);
    await this.page.getByRole("link", { name: "Start a table" }).first().click();
    await this.page.getByText(adventureTitle, { exact: true }).first().click();
    await this.page.getByLabel("Your name").fill(this.name);
    await this.page.getByRole("button", { name: "Start the table" }).click();
    // Whoever went on to another page before the answer came would be nobody there.
    await this.page.waitForURL(/\/t\/c_/);
  }

  /** The invitation as the host finds it behind the share button. */
  async invitation(): Promise<string> {
    await this.page.getByRole("button", { name: "Invite" }).first().click();
    const link = await this.page.getByLabel("Link").first().inputValue();
    await this.page.keyboard.press("Escape");
    return link;
  }

  async join(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByLabel("Your name").fill(this.name);
    await this.page.getByRole("button", { name: "Join the table" }).click();
  }

  async sitDownAs(hero: string): Promise<void> {
    await this.page
      .getByRole("button", { name: new RegExp(hero) })
      .first()
      .click();
    await until(`${this.name} to sit down as ${hero}`, () => this.hero?.name === hero, TURN_MS);
  }

  /** Types a line into the composer, sends it, and waits until the table waits for somebody again. */
  async say(text: string): Promise<void> {
    const before = this.state?.head.seq ?? 0;
    await this.type(text);
    await until(`the answer to “${text}”`, () => this.#answered(before, text), TURN_MS);
  }

  /** Types a line into the composer and sends it, and waits for nothing. */
  async type(text: string): Promise<void> {
    const box = this.page.locator("textarea.composer-box").first();
    await box.fill(text);
    await box.press("Enter");
  }

  #answered(before: number, text: string): boolean {
    const heard = this.events.some(
      ({ header, ...rest }) =>
        header.seq > before && "body" in rest && rest.body.type === "player_action" && rest.body.payload.text === text,
    );
    return heard && this.isQuiet;
  }

  /** No turn runs and none is about to begin by itself. */
  get isQuiet(): boolean {
    const lane = this.state?.public;
    if (lane === undefined || lane.turn !== null || lane.queue.length > 0) return false;
    if (lane.encounter?.ordered !== true || lane.status === "ended") return true;
    const active = lane.creatures[lane.encounter.activeId ?? ""];
    return active?.kind === "hero" && active.vitals.state === "up";
  }

  /** Reads on to the last card. Until then the page stays at the first line of the last words. */
  async readToTheEnd(): Promise<void> {
    await this.page.getByRole("log", { name: "Story" }).press("End");
    await this.page.getByRole("region", { name: "The end" }).waitFor();
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
