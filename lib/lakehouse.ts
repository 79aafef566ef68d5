import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { isAppError } from '@/lib/model/errors';
import { prepareFirstAdmin, sweepPeople } from '@/lib/features/people';
import type { Ports } from '@/lib/kernel/context';
import { setCurrentPorts } from '@/lib/kernel/current-ports';
import { setAuthSecret } from '@/lib/kernel/identity/auth-secret';
import { startJobs, type Job } from '@/lib/kernel/jobs/jobs';
import type { Log } from '@/lib/kernel/log';
import { systemContext } from '@/lib/kernel/new-context';
import { openHome } from '@/lib/kernel/settings/home';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import type { Settings } from '@/lib/kernel/settings/settings';
import { beginStopping } from '@/lib/kernel/stopping';
import { readMigrations } from '@/lib/ports/db/migrate';
import { openPGlite } from '@/lib/ports/db/pglite/open';
import type { Database } from '@/lib/ports/db/port';
import { openPostgres } from '@/lib/ports/db/postgresql/open';
import { createDuckDbEngine, defaultRunAs } from '@/lib/ports/engines/duckdb/duckdb-engine';
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
    beginStopping();
    for (const close of closers.toReversed()) await Promise.resolve(close()).catch((error: unknown) => log.error({ error }, 'A part did not close cleanly'));
    setCurrentPorts(null);
  })());
  holder[KEY] = { error: null, setupLink: null, stop };
  try {
    const setupLink = await open(readSettings(process.env), log, closers);
    holder[KEY] = { error: null, setupLink, stop };
  } catch (error) {
    holder[KEY] = { error: isAppError(error) ? error.message : String(error instanceof Error ? error.stack : error), setupLink: null, stop };
    await stop();
  }
}

/** Opens part after part, each with the way to close it. Returns the first admin's link. */
async function open(settings: Settings, log: Log, closers: Closer[]): Promise<string | null> {
  const home = openHome(settings);
  closers.push(() => home.release());
  setAuthSecret(home.authSecret);
  const root = process.cwd();
  const db = await openDatabase(settings, home.database, root, log);
  closers.push(() => db.close());
  await mkdir(settings.warehouse.path, { recursive: true });
  const store = await openLocalFileStore(settings.warehouse.path);
  closers.push(() => store.close());
  const engine = await createDuckDbEngine({
    workers: join(root, 'dist'), macros: '', runAs: defaultRunAs(), idle: 1,
    onSaid: (said) => log.debug({ said }, 'The engine said'),
  });
  closers.push(() => engine.close());
  for (const wall of engine.walls()) if (!wall.holds) log.warn({ wall: wall.name }, `A wall around SQL is missing here: ${wall.why}`);
  const ports = { db, store, engine, settings, log, walls: engine.walls() } as unknown as Ports;
  const { link } = await prepareFirstAdmin(await systemContext(ports), {});
  setCurrentPorts(ports);
  closers.push(startJobs(ports, jobs));
  closers.push(await startControl(ports, home.controlFile));
  return link;
}

const jobs: readonly Job[] = [
  { name: 'sweep people', everyMs: HOUR, run: (ctx) => sweepPeople(ctx, {}) },
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
