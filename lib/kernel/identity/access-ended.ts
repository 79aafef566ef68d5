/** Somebody lost all access: whatever runs or streams for him must end within seconds. */
export interface AccessEnded {
  readonly userId: string;
}
type Listener = (event: AccessEnded) => void;

const KEY = Symbol.for('lakehouse-console.access-ended');
const holder = globalThis as { [KEY]?: Set<Listener> };
const listeners = (): Set<Listener> => (holder[KEY] ??= new Set());

/** Called by who runs things for people; returns the function that takes it back. */
export function onAccessEnded(listener: Listener): () => void {
  listeners().add(listener);
  return () => void listeners().delete(listener);
}

/** Called after the change is in the database. */
export function announceAccessEnded(event: AccessEnded): void {
  for (const listener of listeners()) listener(event);
}
