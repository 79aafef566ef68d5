/** Aborted when the console begins to stop: whoever holds a stream open ends it then. On globalThis, as Next bundles routes apart. */
const KEY = Symbol.for('lakehouse-console.stopping');
const holder = globalThis as { [KEY]?: AbortController };
const controller = (): AbortController => (holder[KEY] ??= new AbortController());

export const stopSignal = (): AbortSignal => controller().signal;
export const beginStopping = (): void => controller().abort();
