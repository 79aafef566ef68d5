/** Layers that any part of the shell may open; the shell alone draws them. */
const events = new EventTarget();

export const openPalette = (): boolean => events.dispatchEvent(new Event('palette'));
export const openKeys = (): boolean => events.dispatchEvent(new Event('keys'));

export function onShellEvent(name: 'palette' | 'keys', listener: () => void): () => void {
  events.addEventListener(name, listener);
  return () => events.removeEventListener(name, listener);
}
