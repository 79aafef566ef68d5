import { openCatalog } from '@/lib/core/catalog';
import { currentSchema, currentSnapshot, type Predicate } from '@/lib/model/iceberg';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';

/**
 * Plans a table as the console does: `node plan-process.mjs WAREHOUSE TABLE CALLS [FILTER]`. Prints files planned and
 * of each call the milliseconds on the clock and of all processors. Every call has a catalog of its own, so that nothing which was decoded is kept.
 */
const [warehouse = '', name = '', calls = '1', filter = ''] = process.argv.slice(2);
const store = await openLocalFileStore(warehouse);
const predicate: Predicate = filter === '' ? { op: 'true' } : (JSON.parse(filter, (_, value: unknown) => (typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value)) as Predicate);
const [wall, cpu]: [number[], number[]] = [[], []];
let files = 0;
for (let call = 0; call < Number(calls); call += 1) {
  const catalog = openCatalog({ name: 'lake', store });
  const loaded = await catalog.loadTable({ namespace: ['bench'], name });
  const [began, worked] = [performance.now(), process.cpuUsage()];
  const plan = await catalog.planScan(loaded, { snapshot: currentSnapshot(loaded.metadata), schema: currentSchema(loaded.metadata), filter: predicate, limit: null });
  wall.push(performance.now() - began);
  const { user, system } = process.cpuUsage(worked);
  cpu.push((user + system) / 1000);
  files = plan.files.length;
}
console.log(JSON.stringify({ files, wall, cpu }));
