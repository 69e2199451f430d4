import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { appUrl } from "./browser.ts";

/** The same server by its name: a bare number holds no passkeys. */
export const home = (): string => appUrl().replace("127.0.0.1", "localhost");
const AUTHENTICATOR = {
  ...{ protocol: "ctap2" as const, transport: "internal" as const, hasResidentKey: true },
  ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
};

/** A device with a chip for passkeys in it, as Chromium plays one. */
export class Device {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #line: CDPSession;
  readonly #authenticatorId: string;

  private constructor(at: { page: Page; context: BrowserContext; line: CDPSession; authenticatorId: string }) {
    this.page = at.page;
    this.context = at.context;
    this.#line = at.line;
    this.#authenticatorId = at.authenticatorId;
  }

  static async of(page: Page): Promise<Device> {
    const line = await page.context().newCDPSession(page);
    await line.send("WebAuthn.enable");
    const { authenticatorId } = await line.send("WebAuthn.addVirtualAuthenticator", { options: AUTHENTICATOR });
    return new Device({ page, context: page.context(), line, authenticatorId });
  }

  /** What its owner's own system would bring from another device of theirs. */
  async syncsFrom(other: Device): Promise<void> {
    const { credentials } = await other.#line.send("WebAuthn.getCredentials", {
      authenticatorId: other.#authenticatorId,
    });
    for (const credential of credentials)
      await this.#line.send("WebAuthn.addCredential", { authenticatorId: this.#authenticatorId, credential });
  }

  /** Whether its owner lets it look at them: face, finger or PIN. */
  async isLookedAt(isUserVerified: boolean): Promise<void> {
    const authenticatorId = this.#authenticatorId;
    await this.#line.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(new URL(path, home()).href);
    await this.page.waitForLoadState("networkidle");
  }

  async presses(name: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name }).click();
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }
}
