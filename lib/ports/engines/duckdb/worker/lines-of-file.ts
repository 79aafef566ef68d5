import { createReadStream } from 'node:fs';

const CHUNK_BYTES = 4 * 1024 ** 2;
/** beyond so many places with blank lines in one file the rest is not told apart: lines below are too low */
const RUNS_MAX = 5_000_000;
const [NEWLINE, RETURN] = [10, 13];

interface Blanks {
  /** the last of a run of blank lines, from 1 */
  readonly line: number;
  /** lines above that are not blank */
  readonly before: number;
  /** blank lines up to here */
  readonly blanks: number;
}

/**
 * Reads a text file for where its lines are.
 * @param offsets bytes, ascending, of which the newlines before each are counted
 * @param enough lines that are not blank after which, and after the offsets, it stops
 */
export async function linesOfFile(path: string, offsets: readonly number[], enough: number): Promise<{ readonly blanks: readonly Blanks[]; readonly newlines: readonly number[] }> {
  const blanks: Blanks[] = [];
  const newlines: number[] = [];
  let [lines, blank, lineFrom, base] = [0, 0, 0, 0];
  let last = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) {
      const end = base + at;
      while (newlines.length < offsets.length && (offsets[newlines.length] ?? 0) <= end) newlines.push(lines);
      lines += 1;
      const before = at > 0 ? chunk[at - 1] : last;
      if (end === lineFrom || (end === lineFrom + 1 && before === RETURN)) {
        blank += 1;
        const run: Blanks = { line: lines, before: lines - blank, blanks: blank };
        if (blanks.at(-1)?.before === run.before) blanks[blanks.length - 1] = run;
        else if (blanks.length < RUNS_MAX) blanks.push(run);
      }
      lineFrom = end + 1;
    }
    base += chunk.length;
    last = chunk.at(-1) ?? last;
    if (newlines.length === offsets.length && lines - blank > enough) break;
  }
  while (newlines.length < offsets.length) newlines.push(lines);
  return { blanks, newlines };
}
