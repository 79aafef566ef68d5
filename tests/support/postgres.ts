import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestPostgres {
  /** a new, empty database */
  create(): Promise<string>;
  stop(): Promise<void>;
}

/** Folder of initdb and postgres, or null where no server is installed. */
export function postgresBin(): string | null {
  const folders = ['/usr/lib/postgresql', ...(process.env['PATH'] ?? '').split(':')];
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map((version) => join('/usr/lib/postgresql', version, 'bin')) : [];
  return [...versions.toReversed(), ...folders].find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** PostgreSQL refuses to run as root: some other user then owns it. */
function owner(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string, user: string) => Number(spawnSync('id', [flag, user]).stdout.toString().trim());
  const user = spawnSync('id', ['postgres']).status === 0 ? 'postgres' : 'nobody';
  return { uid: id('-u', user), gid: id('-g', user) };
}

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
});

/** A private server on loopback, in another time zone than the console's so that mistakes show. */
export async function startPostgres(bin: string): Promise<TestPostgres> {
  const { default: pg } = await import('pg');
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-postgres-'));
  const as = owner();
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
  const made = spawnSync(join(bin, 'initdb'), ['-D', join(folder, 'data'), '-U', 'lakehouse', '-A', 'trust', '-E', 'UTF8', '--no-sync'], { ...as, cwd: folder });
  if (made.status !== 0) throw new Error(made.stderr.toString());
  const port = await freePort();
  const server = spawn(join(bin, 'postgres'), ['-D', join(folder, 'data'), '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-c', 'fsync=off', '-c', 'timezone=Europe/Berlin'], { ...as, cwd: folder, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()));
  const url = (database: string) => `postgresql://lakehouse@127.0.0.1:${port}/${database}`;
  const connect = async () => {
    const client = new pg.Client({ connectionString: url('postgres') });
    await client.connect();
    return client;
  };
  for (let tries = 0; ; tries += 1) {
    try { await (await connect()).end(); break; } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  let count = 0;
  return {
    create: async () => {
      const name = `console_${(count += 1)}`;
      const client = await connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return url(name);
    },
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
