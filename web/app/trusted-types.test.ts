import { expect, test } from "vitest";
import { textOf } from "../../scripts/testing/read-sources.ts";
import { installTrustedTypes } from "./trusted-types.ts";

let made: ((html: string) => string) | undefined;
installTrustedTypes({
  trustedTypes: {
    createPolicy: (_, rules) => {
      made = rules.createHTML;
    },
  },
});

test.each([
  "<div class=card><p>",
  '<button type="button" class="a on b">',
  "<svg viewBox='0 0 1 1'><path d='M0'>",
  "<p>on we go = fine",
])("a template passes: %s", (html) => {
  expect(made?.(html)).toBe(html);
});

test.each([
  "<script>1</script>",
  "<IMG SRC=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<a href='javascript:alert(1)'>",
  "<iframe srcdoc='<p>'>",
  "<base href=//evil>",
  '<p x=""onclick=a>',
])("anything that could run is not made: %s", (html) => {
  expect(() => made?.(html)).toThrow(TypeError);
});

test("where there are no Trusted Types nothing happens", () => {
  expect(() => installTrustedTypes({})).not.toThrow();
});

test("the pages ask browsers to hold to it", () => {
  const policy = /Content-Security-Policy: (.*)/.exec(textOf("web/public/_headers"))?.[1] ?? "";
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
});
