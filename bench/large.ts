import { resolve } from 'node:path';
import { makeLargeTable, WHOLE } from './large/make-large-table';
import type { TabAnswer } from './large/tab-process';
import { median, progress, round, runJson, type BenchOptions, type BenchReport } from './measure';

const TABS = ['overview', 'files', 'sorted', 'partitions', 'snapshots', 'maintenance', 'home'] as const;
/** milliseconds until a tab's first content: the table itself, and what its list shows */
const COLD_MS = 1000;
const WARM_MS = 300;
/** of the whole process, which also holds a database */
const PEAK_MIB = 1024;
/** what the first content of a tab waits for; the rest fills in */
const FIRST: Readonly<Record<(typeof TABS)[number], string>> = { overview: '/', files: '/files', sorted: '/files', partitions: '/partitions', snapshots: '/timeline/columns', maintenance: '/health', home: '/home' };

/**
 * A table of 100,000 files and 10,000 snapshots: what the API answers for each tab, in processes that have read nothing of it and
 * once more at once, with the memory that it takes and how long it keeps others waiting.
 */
export async function bench({ rounds, quick, processOf }: BenchOptions): Promise<BenchReport> {
  const size = quick ? { snapshots: 1000, filesEach: 10 } : WHOLE;
  const warehouse = resolve(`.cache/bench/large-${size.snapshots}`);
  await makeLargeTable(warehouse, size);
  // elsewhere every answer is held against the contract before it leaves
  Object.assign(process.env, { NODE_ENV: 'production' });
  const rows: Record<string, string | number>[] = [];
  const aims: BenchReport['aims'][number][] = [];
  for (const tab of TABS) {
    const answers: TabAnswer[] = [];
    for (let turn = 0; turn < rounds; turn += 1) answers.push(await runJson<TabAnswer>(process.execPath, ['--expose-gc', processOf('tab-process'), warehouse, tab]));
    const of = (read: (answer: TabAnswer) => number | undefined): number => round(median(answers.map((answer) => read(answer) ?? Number.NaN)), 0);
    const first = FIRST[tab];
    const [cold, warm, peak] = [of((answer) => answer.cold.requests[first]), of((answer) => answer.warm.requests[first]), of((answer) => answer.peakMiB)];
    rows.push({
      tab, 'first content waits for': first, 'cold ms': cold, 'cached ms': warm, 'all of it cold ms': of(({ cold: { requests } }) => Math.max(...Object.values(requests))), 'cold CPU ms': of((answer) => answer.cold.cpuMs), 'cached CPU ms': of((answer) => answer.warm.cpuMs),
      'longest block ms': of((answer) => answer.cold.longestBlock), kB: of((answer) => answer.cold.kilobytes), 'kept MiB': of((answer) => answer.keptMiB), 'peak MiB': peak,
    });
    progress(rows.at(-1) ?? {});
    aims.push({ aim: `${tab}: first content within ${COLD_MS} ms cold, ${WARM_MS} cached, at most ${PEAK_MIB} MiB`, measured: `${cold} ms, ${warm} ms, ${peak} MiB`, met: cold <= COLD_MS && warm <= WARM_MS && peak <= PEAK_MIB });
  }
  return { name: 'large', rows, aims, notes: [`${(size.snapshots * size.filesEach).toLocaleString('en')} files, ${size.snapshots.toLocaleString('en')} snapshots; the browser's own time comes on top`] };
}
