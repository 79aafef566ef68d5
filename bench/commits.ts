import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalog } from '@/lib/core/catalog';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { appendOne, newBenchTable } from './commits/bench-table';
import { countingStore } from './commits/counting-store';
import { median, progress, round, type BenchOptions, type BenchReport } from './measure';

const SECONDS = 8;
const WRITERS = [1, 8, 32];
const PROCESSES = 4;

/** Commits per second in one console whose writers take turns, and of several consoles that race; and what one commit takes beyond waiting for the disk. */
export async function bench({ rounds, quick, processOf }: BenchOptions): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-commits-'));
  try {
    const rows: Record<string, string | number>[] = [];
    for (const writers of WRITERS) {
      const perSecond: number[] = [];
      for (let turn = 0; turn < (quick ? 1 : Math.min(3, rounds)); turn += 1) perSecond.push(await inOneConsole(join(folder, `one-${writers}-${turn}`), writers));
      const row = { what: `${writers} writers in one console`, 'commits/s': round(median(perSecond)) };
      rows.push(row);
      progress(row);
    }
    const raced = { what: `${PROCESSES} consoles at once`, 'commits/s': round(await inProcesses(join(folder, 'processes'), processOf('commit-process'))) };
    rows.push(raced);
    progress(raced);
    const alone = await beyondSyncs(join(folder, 'alone'), quick ? 40 : 150);
    rows.push({ what: 'one commit, all of it', ms: round(alone.whole, 2) }, { what: `waiting for ${alone.syncs} syncs of the disk`, ms: round(alone.synced, 2) }, { what: 'the rest', ms: round(alone.rest, 2) });
    return {
      name: 'commits', rows, notes: [`Appends of one file by changeFiles; ${SECONDS} s each. The middle of ${alone.count} commits one after the other; the rest is measured by itself, not by the difference of the two.`],
      aims: [{ aim: 'a commit takes less than 10 ms beyond its syncs', measured: `${round(alone.rest, 2)} ms`, met: alone.rest < 10 }],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inOneConsole(root: string, writers: number): Promise<number> {
  const store = await openLocalFileStore(root);
  const catalog = openCatalog({ name: 'lake', store });
  await newBenchTable(catalog);
  const ends = performance.now() + SECONDS * 1000;
  let commits = 0;
  await Promise.all(Array.from({ length: writers }, async () => {
    while (performance.now() < ends) {
      await appendOne(catalog, store);
      commits += 1;
    }
  }));
  return commits / SECONDS;
}

async function inProcesses(root: string, script: string): Promise<number> {
  await newBenchTable(openCatalog({ name: 'lake', store: await openLocalFileStore(root) }));
  const counts = await Promise.all(Array.from({ length: PROCESSES }, () => new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [script, root, String(SECONDS)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    child.once('close', (code) => (code === 0 ? resolve(Number(said)) : reject(new Error(`A writer ended with ${code}`))));
  })));
  return counts.reduce((sum, count) => sum + count, 0) / SECONDS;
}

/** Times of single commits, and of the fsync calls in them. */
async function beyondSyncs(root: string, count: number): Promise<{ whole: number; synced: number; rest: number; syncs: number; count: number }> {
  const { store, syncs } = await countingStore(root);
  const catalog = openCatalog({ name: 'lake', store });
  await newBenchTable(catalog);
  for (let i = 0; i < 10; i += 1) await appendOne(catalog, store);
  const wholes: number[] = [];
  const waits: number[] = [];
  const rests: number[] = [];
  let calls = 0;
  for (let i = 0; i < count; i += 1) {
    syncs.reset();
    const began = performance.now();
    await appendOne(catalog, store);
    const whole = performance.now() - began;
    wholes.push(whole);
    waits.push(syncs.ms());
    rests.push(whole - syncs.ms());
    calls = syncs.calls();
  }
  syncs.stop();
  return { whole: median(wholes), synced: median(waits), rest: median(rests), syncs: calls, count };
}
