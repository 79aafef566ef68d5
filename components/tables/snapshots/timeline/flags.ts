/** A tag, or several that would lie over each other, as one flag. */
export interface Flag {
  readonly x: number;
  readonly text: string;
  /** 0 is the upper one */
  readonly level: number;
  readonly width: number;
  /** flies to the left, because the edge is near */
  readonly turned: boolean;
  readonly names: readonly string[];
}

const LEVELS = 2;
const PADDING = 16;
const LONGEST = 18;
const LEAST = 8;

/**
 * Flags of one row from left to right, in two heights; what finds no room joins the flag before it, which then says how
 * many it stands for.
 * @param tags by x; `letter` is the width of one
 */
export function placeFlags(tags: readonly { readonly name: string; readonly x: number }[], width: number, letter: number): readonly Flag[] {
  const free = new Array<number>(LEVELS).fill(-Infinity);
  const placed: { flag: Omit<Flag, 'names'>; names: string[] }[] = [];
  for (const { name, x } of tags) {
    const text = clip(name);
    // room enough for the count of those that may join
    const length = Math.max(LEAST, text.length) * letter + PADDING;
    const turned = x + length > width && x - length >= 0;
    const left = turned ? x - length : x;
    const level = free.findIndex((end) => end + 4 <= left);
    const last = placed.at(-1);
    if (level < 0 && last) {
      last.names.push(name);
      continue;
    }
    free[Math.max(0, level)] = turned ? x : x + length;
    placed.push({ flag: { x, text, level: Math.max(0, level), width: text.length * letter + PADDING, turned }, names: [name] });
  }
  return placed.map(({ flag, names }) => {
    if (names.length === 1) return { ...flag, names };
    const more = ` +${names.length - 1}`;
    const text = `${clip(names[0] ?? '', Math.max(4, Math.max(LEAST, flag.text.length) - more.length))}${more}`;
    return { ...flag, names, text, width: text.length * letter + PADDING };
  });
}

const clip = (name: string, most = LONGEST): string => (name.length > most ? `${name.slice(0, most - 1)}\u2026` : name);
