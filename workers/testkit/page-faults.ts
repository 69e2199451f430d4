import type { Page } from "playwright-core";

const THUMB_PX = 44;

/** Controls on a phone that a thumb would miss. Links within a line of words are as high as the line. */
export async function smallTargets(page: Page): Promise<string[]> {
  return await page.evaluate((least) => {
    const controls = document.querySelectorAll<HTMLElement>(
      "button, a[href], input, select, textarea, summary, [role=tab]",
    );
    return [...controls].flatMap((control) => {
      const label = control.closest("label") ?? control.parentElement?.querySelector("label[for]");
      const target = control.matches("[type=radio], [type=checkbox]") && label != null ? label : control;
      const { width, height } = target.getBoundingClientRect();
      const unseen = width <= 1 || height <= 1 || getComputedStyle(target).visibility === "hidden";
      const inLine = control.matches("a") && getComputedStyle(control).display === "inline";
      if (unseen || inLine || control.closest("[inert], .sr-only, .skip-link") !== null) return [];
      const small = height < least - 0.5 || width < least - 0.5;
      return small ? [`${Math.round(width)}×${Math.round(height)} ${control.outerHTML.slice(0, 120)}`] : [];
    });
  }, THUMB_PX);
}

/** What sticks out of the page to the side; nothing on a page that fits. */
export async function sidewaysOverflow(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll<HTMLElement>("body *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return [`${scrollWidth} in ${clientWidth}`, ...wide.slice(0, 4).map(({ outerHTML }) => outerHTML.slice(0, 120))];
  });
}
