import { join } from 'node:path';
import pino from 'pino';
import { openCatalog } from '@/lib/core/catalog';
import { MACROS } from '@/lib/core/sql/macros';
import { makeDemo } from '@/lib/features/demo';
import { sweepUploads } from '@/lib/features/load';
import { prepareFirstAdmin, sweepPeople } from '@/lib/features/people';
import { cancelQueriesOf, recoverQueries, stopQueries, sweepQueries } from '@/lib/features/queries';
import { sweepStaging } from '@/lib/features/tables/writing';
import { sweepAdoptions } from '@/lib/features/tables/writing/staging';
import { sweepTables } from '@/lib/features/tables';
import type { Ports } from '@/lib/kernel/context';
import { setCurrentPorts } from '@/lib/kernel/current-ports';
import { onAccessEnded } from '@/lib/kernel/identity/access-ended';
import { setAuthSecret } from '@/lib/kernel/identity/auth-secret';
import { startChores, type Chore } from '@/lib/kernel/jobs/chores';
import { cancelJobsOf, recoverJobs, stopJobs } from '@/lib/kernel/jobs/runner';
import { forgetJobs } from '@/lib/kernel/jobs/store';
import type { Log } from '@/lib/kernel/log';
import { systemContext } from '@/lib/kernel/new-context';
import { openHome } from '@/lib/kernel/settings/home';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import type { Settings } from '@/lib/kernel/settings/settings';
import { startFailure } from '@/lib/kernel/start-failure';
import { readMigrations } from '@/lib/ports/db/migrate';
import { openPGlite } from '@/lib/ports/db/pglite/open';
import type { Database } from '@/lib/ports/db/port';
import { openPostgres } from '@/lib/ports/db/postgresql/open';
import { createDuckDbEngine } from '@/lib/ports/engines/duckdb/duckdb-engine';
import { runAsFor } from '@/lib/ports/engines/duckdb/run-as';
import { createSqlParser } from '@/lib/ports/parser/children/create-sql-parser';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { startControl } from '@/lib/transport/control/control-server';

/** The running console, for server/main, which lives in the same process and in another bundle. */
interface Running {
  /** why it did not start, in a sentence for whoever started it */
  readonly error: string | null;
  /** where the first admin sets a password, while nobody has one */
  readonly setupLink: string | null;
  stop(): Promise<void>;
}

const KEY = Symbol.for('lakehouse-console.running');
const STARTING = Symbol.for('lakehouse-console.starting');
const holder = globalThis as { [KEY]?: Running; [STARTING]?: Promise<void> };
/** as SQL names the one catalog there is */
const CATALOG = 'lake';
const HOUR = 3_600_000;

/** Builds the house from the settings, once in the life of the process. Never rejects: what failed is told by `error`, and nothing answers as ready. */
export function start(): Promise<void> {
  return (holder[STARTING] ??= begin());
}

type Closer = () => Promise<unknown> | void;

async function begin(): Promise<void> {
  /** closed in the opposite order of opening */
  const closers: Closer[] = [];
  const log = newLog(process.env['LOG_LEVEL'] ?? 'info');
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopping ??= (async () => {
    for (const close of closers.toReversed()) await Promise.resolve(close()).catch((error: unknown) => log.error({ error }, 'A part did not close cleanly'));
    setCurrentPorts(null);
  })());
  holder[KEY] = { error: null, setupLink: null, stop };
  try {
    const setupLink = await open(readSettings(process.env), log, closers);
    holder[KEY] = { error: null, setupLink, stop };
  } catch (error) {
    holder[KEY] = { error: startFailure(error), setupLink: null, stop };
    await stop();
  }
}

/** Opens part after part, each with the way to close it. Returns the first admin's link. */
async function open(settings: Settings, log: Log, closers: Closer[]): Promise<string | null> {
  const root = process.cwd();
  const home = openHome(settings);
  closers.push(() => home.release());
  setAuthSecret(home.authSecret);
  const opening = { db: openDatabase(settings, home.database, root, log), parts: openParts(settings, root, log, closers) };
  // also when one fails: what the other opened must be there to be closed
  await Promise.allSettled([opening.db, opening.parts]);
  const db = closing(closers, await opening.db);
  const parts = await opening.parts;
  const ports: Ports = { db, ...parts, settings, log };
  const system = await systemContext(ports);
  const { link } = await prepareFirstAdmin(system, {});
  const lost = await recoverQueries(ports, system.now());
  if (lost > 0) log.warn({ lost }, 'The last process stopped under queries; they are lost');
  const left = await sweepStaging(ports, system.now());
  if (left > 0) log.warn({ left }, 'The last process stopped while it wrote rows; what it had not committed is removed');
  const { removed } = await sweepAdoptions(ports);
  removed.then((files) => { if (files > 0) log.warn({ files }, 'The last process stopped between taking files into a table and committing them; they are removed'); }, (error: unknown) => log.error({ error }, 'What the last process left in tables could not be looked at'));
  const lostJobs = await recoverJobs(ports, system.now());
  if (lostJobs > 0) log.warn({ lost: lostJobs }, 'The last process stopped under jobs; what they had committed stays');
  await demo(ports);
  setCurrentPorts(ports);
  closers.push(() => stopQueries(ports));
  closers.push(() => stopJobs(ports));
  closers.push(onAccessEnded(({ userId }) => {
    cancelQueriesOf(ports, new Date(), userId).catch((error: unknown) => log.error({ error, userId }, 'Queries of a person whose access ended could not be stopped'));
    cancelJobsOf(ports, userId).catch((error: unknown) => log.error({ error, userId }, 'Jobs of a person whose access ended could not be stopped'));
  }));
  closers.push(startChores(ports, chores));
  closers.push(await startControl(ports, home.controlFile));
  return link;
}

/** Everything that needs no database. */
async function openParts(settings: Settings, root: string, log: Log, closers: Closer[]): Promise<Pick<Ports, 'store' | 'catalog' | 'engine' | 'parser' | 'walls'>> {
  const workers = join(root, 'dist');
  const parser = closing(closers, createSqlParser({ workers, onSaid: (said) => log.debug({ said }, 'The reader of SQL said') }));
  const store = closing(closers, await openLocalFileStore(settings.warehouse.path));
  if (!store.capabilities.publishNoReplace) log.warn({ warehouse: settings.warehouse.path }, 'The warehouse is on a file system without hard links, or may not be written: tables are read and never changed');
  const { runAs, barredBy } = await runAsFor([settings.warehouse.path, settings.spool]);
  if (barredBy !== null) log.warn({ folder: barredBy }, 'Statements cannot run as an unprivileged user, who may not pass through this folder; give others the right to pass (chmod o+x) to have that wall');
  const engine = closing(closers, await createDuckDbEngine({ workers, macros: MACROS.map((macro) => `${macro};`).join('\n'), runAs, idle: 2, onSaid: (said) => log.debug({ said }, 'The engine said') }));
  const walls = engine.walls();
  for (const wall of walls) if (!wall.holds) log.warn({ wall: wall.name }, `A wall around SQL is missing here: ${wall.why}`);
  return { store, catalog: openCatalog({ name: CATALOG, store }), engine, parser, walls };
}

/** The demo tables, at the first start and into our own folder alone. */
async function demo({ settings, store, engine, log }: Ports): Promise<void> {
  if (!settings.demo || settings.warehouse.named || !store.capabilities.publishNoReplace) return;
  const began = performance.now();
  const { memoryBytes, threads } = settings.queries;
  if (await makeDemo({ store, engine, catalogName: CATALOG, now: new Date(), limits: { memoryBytes, threads } })) {
    log.info({ milliseconds: Math.round(performance.now() - began) }, 'The demo tables are made');
  }
}

function closing<T extends { close(): Promise<void> | void }>(closers: Closer[], part: T): T {
  closers.push(() => part.close());
  return part;
}

const chores: readonly Chore[] = [
  { name: 'sweep people', everyMs: HOUR, run: (ctx) => sweepPeople(ctx, {}) },
  { name: 'sweep the trash of tables', everyMs: HOUR, run: (ctx) => sweepTables(ctx, {}) },
  { name: 'sweep uploads', everyMs: HOUR, run: (ctx) => sweepUploads(ctx.ports, ctx.now()) },
  { name: 'sweep history of jobs', everyMs: HOUR, run: (ctx) => forgetJobs(ctx.ports.db, new Date(ctx.now().getTime() - ctx.ports.settings.retention.historyMs)) },
  { name: 'sweep results and history', everyMs: HOUR / 6, run: (ctx) => sweepQueries(ctx.ports, ctx.now()) },
];

function openDatabase(settings: Settings, folder: string, root: string, log: Log): Promise<Database> {
  const migrations = readMigrations(join(root, 'prisma', 'migrations'));
  if (settings.databaseUrl === null) {
    return openPGlite({ folder, migrations, template: { folder: join(root, 'dist', 'database-template'), script: join(root, 'server', 'make-database-template.mjs') } });
  }
  return openPostgres({
    url: settings.databaseUrl, migrations,
    onLost: (error) => {
      log.error({ error }, 'The database was taken over by another console; this one stops');
      process.kill(process.pid, 'SIGTERM');
    },
  });
}

function newLog(level: string): Log {
  return pino({
    level, base: null, timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: pino.stdSerializers.err },
    redact: { paths: ['*.password', '*.token', '*.secret', '*.authorization', '*.cookie', 'password', 'token', 'secret'], censor: '[redacted]' },
  });
}
