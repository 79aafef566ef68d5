import type { Page } from '@playwright/test';

const STEPS_MOST = 160;

/** Presses Tab until the control with this name has the focus, as somebody without a pointer does. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < STEPS_MOST; step += 1) {
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      // a dialog has the focus itself where it has no field, and all its words for a text
      if (element?.getAttribute('role')?.endsWith('dialog')) return '';
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
      return element ? (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim() : '';
    });
    if (name.test(here)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${String(name)}`);
}
