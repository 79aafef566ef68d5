import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds on the page as it stands, in the light and then in the dark, one line each: theme, rule, and where. The
 * page is left in the dark. An open menu or list lies beside the landmarks, where a portal puts it: `layer` says that one is open.
 */
export async function findings(page: Page, { layer = false }: { readonly layer?: boolean } = {}): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await show(page, theme);
    // in the page itself and not over a second one, as there are no frames, and without lists of what is well: a third of the time
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    const { violations } = await axe.disableRules(layer ? ['region'] : []).withTags(TAGS).analyze();
    found.push(...violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${theme}: ${id}: ${help} at ${String(node.target)}: ${node.html.slice(0, 160)}`)));
  }
  return found;
}

/** Turns the page light or dark, and waits until all of it has turned: styles, what fades over, and what scripts colour after them. */
async function show(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(theme);
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    await frame();
    await frame();
    await Promise.allSettled(document.getAnimations().filter((animation) => animation instanceof CSSTransition).map(({ finished }) => finished));
  });
}
