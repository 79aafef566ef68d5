import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tableApi } from '@/tests/support/table-api';
import { LARGE } from './make-large-table';

/** What a process of one tab prints. */
export interface TabAnswer { readonly cold: TabRound; readonly warm: TabRound; readonly keptMiB: number; readonly peakMiB: number }
/** What one round of a tab's requests took, in milliseconds from its beginning, and what it cost the others. */
interface TabRound {
  readonly requests: Readonly<Record<string, number>>;
  readonly cpuMs: number;
  readonly kilobytes: number;
  /** how long the event loop stood still at most */
  readonly longestBlock: number;
}

const BASE = `/catalogs/lake/namespaces/${LARGE.namespace[0] ?? ''}/tables/${LARGE.name}`;
const FIRST_FILES = '/files?limit=500&sort=bytes&descending=true';
/** What the screen of each tab asks for once it knows the table. */
const TABS: Readonly<Record<string, readonly string[]>> = {
  overview: ['/statistics', '/timeline?newest=5', '/partitions?limit=1000'], files: [FIRST_FILES], partitions: ['/partitions?limit=5000'], snapshots: ['/timeline/columns'], maintenance: ['/health'], sorted: ['/files?limit=200&sort=path&descending=true'], home: [],
};

/** `node tab-process.mjs WAREHOUSE TAB`: a fresh console's API answers a tab's requests, twice; prints both rounds as JSON. */
const [warehouse = '', tab = ''] = process.argv.slice(2);
const api = await tableApi({ warehouse });
await api.person('reader', 'analyst', 'catalog/lake');
// what every request needs is compiled before: a console has served others
await api.call('reader', 'GET', '/me');
const delay = monitorEventLoopDelay({ resolution: 1 });

async function once(): Promise<TabRound> {
  globalThis.gc?.();
  delay.reset();
  delay.enable();
  const [began, used] = [performance.now(), process.cpuUsage()];
  const requests: Record<string, number> = {};
  let bytes = 0;
  const ask = async (path: string): Promise<void> => {
    const answer = await api.call('reader', 'GET', path);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    requests[path.replace(BASE, '').split('?')[0] || '/'] = Math.round(performance.now() - began);
    bytes += JSON.stringify(answer.body).length;
  };
  if (tab === 'home') await ask('/home');
  else {
    await ask(BASE);
    await Promise.all((TABS[tab] ?? []).map((path) => ask(BASE + path)));
  }
  delay.disable();
  const { user, system } = process.cpuUsage(used);
  return { requests, cpuMs: Math.round((user + system) / 1000), kilobytes: Math.round(bytes / 1024), longestBlock: Math.round(delay.max / 1e6) };
}

const cold = await once();
const warm = await once();
globalThis.gc?.();
const answer: TabAnswer = { cold, warm, keptMiB: Math.round(process.memoryUsage().heapUsed / 2 ** 20), peakMiB: Math.round(process.resourceUsage().maxRSS / 1024) };
process.stdout.write(JSON.stringify(answer));
process.exit(0);
