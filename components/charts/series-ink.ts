/** Lines up to this many have their names at their ends; more have a key above. */
export const NAMED_LINES = 4;

const INKS = ['var(--d1)', 'var(--d2)', 'var(--d3)', 'var(--d4)', 'var(--d5)', 'var(--d6)', 'var(--d7)', 'var(--d8)'] as const;
const GROUNDS = ['bg-d1', 'bg-d2', 'bg-d3', 'bg-d4', 'bg-d5', 'bg-d6', 'bg-d7', 'bg-d8'] as const;

/** The ink of a series: bars alone have the plain one, several take the eight in their order. */
export const seriesInk = (index: number, of: number, kind: 'bar' | 'line'): string => (kind === 'bar' && of === 1 ? 'var(--bar-ink)' : (INKS[index % INKS.length] ?? INKS[0]));
/** The same as a class, for the key of a series. */
export const seriesGround = (index: number, of: number, kind: 'bar' | 'line'): string => (kind === 'bar' && of === 1 ? 'bg-bar' : (GROUNDS[index % GROUNDS.length] ?? GROUNDS[0]));
