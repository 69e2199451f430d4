/** What no template of ours has: a browser with Trusted Types refuses to make it, whoever asks. */
const NEVER =
  /<(?:script|iframe|frame|object|embed|base|meta|link|style)\b|[\s"'/]on[a-z]+\s*=|(?:java|vb)script:|srcdoc/i;

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(html: string): string }): unknown;
}

/**
 * The one policy of the app. Text of people never becomes markup here, so all that asks for it are Solid's own templates,
 * which are checked once more; scripts and their addresses have no rule, so that none can be made at all.
 */
export function installTrustedTypes(page: { trustedTypes?: TrustedTypes }): void {
  page.trustedTypes?.createPolicy("default", {
    createHTML(html) {
      if (NEVER.test(html)) throw new TypeError("That is no template of Emberhall.");
      return html;
    },
  });
}
