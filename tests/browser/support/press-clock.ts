import type { Page } from '@playwright/test';

/** What is waited for: an element of this selector whose text holds this. */
export interface Shown {
  readonly selector: string;
  readonly text?: string | undefined;
}
interface Clock {
  down: number;
  drawn: number;
  shown: Shown | null;
}
declare global {
  interface Window {
    pressClock?: Clock;
  }
}

/** Runs in every page from its beginning: when the pointer went down, and the end of the first frame that shows what is waited for. */
function keepTime(): void {
  const clock: Clock = { down: 0, drawn: 0, shown: null };
  window.pressClock = clock;
  const look = () => {
    const { shown } = clock;
    if (shown === null || clock.down === 0 || ![...document.querySelectorAll(shown.selector)].some(({ textContent }) => textContent.includes(shown.text ?? ''))) return;
    clock.shown = null;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { clock.drawn = performance.now(); };
    requestAnimationFrame(() => port2.postMessage(null));
  };
  document.addEventListener('pointerdown', (event) => {
    if (clock.shown !== null && clock.down === 0) clock.down = event.timeStamp;
    look();
  }, { capture: true });
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

/** Readies pages that are opened after this for `fromPress`. */
export const keepPressTime = (page: Page) => page.addInitScript(keepTime);

/**
 * Milliseconds from the press that `act` makes to the end of the frame that shows what is waited for, by the page's own clock: the hand and
 * the eyes of a test take a tenth of a second. What is waited for must not be there before.
 */
export async function fromPress(page: Page, shown: Shown, act: () => Promise<void>): Promise<number> {
  await page.evaluate((wanted) => Object.assign(window.pressClock ?? {}, { down: 0, drawn: 0, shown: wanted }), shown);
  await act();
  await page.waitForFunction(() => (window.pressClock?.drawn ?? 0) > 0, undefined, { polling: 30 });
  return page.evaluate(() => (window.pressClock ? window.pressClock.drawn - window.pressClock.down : Number.NaN));
}
