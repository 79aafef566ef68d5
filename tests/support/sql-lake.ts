import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalog, type Catalog } from '@/lib/core/catalog';
import { refusalOf } from '@/lib/core/sql/errors';
import { listFunctions } from '@/lib/core/sql/list-functions';
import { MACROS } from '@/lib/core/sql/macros';
import { parseScript } from '@/lib/core/sql/parse/parse-script';
import { translate } from '@/lib/core/sql/translate';
import { createUser, grant } from '@/lib/features/people';
import { queryFailed } from '@/lib/model/errors';
import { checkQuery, getQuery, readRows, submitQuery } from '@/lib/features/queries';
import type { Context, Ports, Principal } from '@/lib/kernel/context';
import { openSession } from '@/lib/kernel/identity/sessions';
import { newContext, systemContext, withRights } from '@/lib/kernel/new-context';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import { openPGlite } from '@/lib/ports/db/pglite/open';
import type { SqlParser } from '@/lib/ports/parser/port';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { migrations, template } from './database';
import { startDuckDbEngine } from './duckdb-engine';

type Run = Awaited<ReturnType<typeof submitQuery>>;
const PASSWORD = 'correct horse battery';

/** The parser without its children, which have a contract of their own. */
const parser: SqlParser = {
  parse: async (text, session) => parseScript(text, session),
  translate: async (text, index, session, relations) => {
    try {
      return translate(text, index, session, relations);
    } catch (error) {
      const refusal = refusalOf(error);
      throw refusal === null ? error : queryFailed(refusal.code, refusal.message, refusal.line, refusal.column);
    }
  },
  functions: async () => listFunctions(),
  close: async () => undefined,
};

/** Statements on a warehouse by the way that a run of the console takes, from its text to its rows, without the web in front of it. */
export class SqlLake {
  private constructor(readonly root: string, readonly ports: Ports, readonly catalog: Catalog, readonly admin: Context, private readonly closers: readonly (() => Promise<unknown>)[]) {}

  static async open(): Promise<SqlLake> {
    const root = mkdtempSync(join(tmpdir(), 'sql-lake-'));
    chmodSync(root, 0o755);
    const warehouse = join(root, 'warehouse');
    mkdirSync(warehouse);
    const settings = readSettings({ LAKEHOUSE_HOME: join(root, 'home'), LAKEHOUSE_WAREHOUSE: warehouse });
    const spool = settings.spool;
    mkdirSync(spool, { recursive: true, mode: 0o711 });
    chmodSync(join(root, 'home'), 0o711);
    const store = await openLocalFileStore(warehouse);
    const db = await openPGlite({ folder: join(root, 'database'), migrations, template });
    const engine = await startDuckDbEngine({ macros: MACROS.join(';\n') });
    const logged: string[] = [];
    const say = (fields: unknown, message: string): void => void logged.push(`${message} ${JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? value.stack : typeof value === 'bigint' ? String(value) : value))}`);
    const ports: Ports = { db, settings, store, catalog: openCatalog({ name: 'lake', store }), engine, parser, walls: [], log: { debug: () => undefined, info: () => undefined, warn: say, error: (fields, message) => { say(fields, message); process.stderr.write(`${logged.at(-1)}\n`); } } };
    const lake = new SqlLake(root, ports, ports.catalog, await SqlLake.personIn(ports, 'ada', 'engineer', 'system'), [() => engine.close(), () => db.close()]);
    await lake.must('CREATE SCHEMA w');
    return lake;
  }

  private static async personIn(ports: Ports, name: string, role: string, on: string): Promise<Context> {
    const now = new Date();
    const { id } = await createUser(await systemContext(ports, 'command'), { name, role, on, password: PASSWORD });
    const sessionId = await openSession(ports.db, ports.settings, id, { provider: 'local', ip: null, agent: null }, now);
    return withRights(newContext(ports, { kind: 'user', id, name, via: { kind: 'session', sessionId } }, { ip: null, agent: 'test', via: 'api' }));
  }

  /** A person who may run statements and has these rights beside it, each `privilege on securable`. */
  async person(name: string, ...rights: readonly string[]): Promise<Context> {
    const { principal } = await SqlLake.personIn(this.ports, name, 'viewer', 'topic/none/none');
    for (const right of ['run on engine', ...rights]) {
      const [privilege, on] = right.split(' on ');
      await grant(await systemContext(this.ports, 'command'), { principal: `user/${name}`, privilege: privilege!, on: on! });
    }
    return this.as(principal);
  }
  as = (principal: Principal): Promise<Context> => withRights(newContext(this.ports, principal, { ip: null, agent: 'test', via: 'api' }));

  /** Runs a text to its end. */
  async run(sql: string, who: Context = this.admin): Promise<Run> {
    const { id } = await submitQuery(who, { sql, schema: 'w' });
    for (;;) {
      const run = await getQuery(who, { id });
      if (run.state === 'finished' || run.state === 'failed' || run.state === 'cancelled') return run;
      await new Promise((resolve) => { setTimeout(resolve, 5); });
    }
  }
  /** The same, and throws what it failed with. */
  async must(sql: string): Promise<Run> {
    const run = await this.run(sql);
    if (run.error !== null) throw new Error(`${sql}\n${run.error.code}: ${run.error.message}`);
    return run;
  }
  async rows(sql: string, who: Context = this.admin): Promise<readonly (readonly unknown[])[]> {
    const run = await this.run(sql, who);
    if (run.error !== null) throw new Error(`${sql}\n${run.error.code}: ${run.error.message}`);
    return (await readRows(who, { id: run.id, n: run.statements.length - 1, limit: 10_000 })).rows;
  }
  /** Trino's name for what a text fails with; null when it does not. */
  async failure(sql: string, who: Context = this.admin): Promise<string | null> {
    const { error } = await this.run(sql, who);
    return error === null ? null : `${error.code}: ${error.message}`;
  }
  check = (sql: string, who: Context = this.admin) => checkQuery(who, { sql, schema: 'w' });

  async close(): Promise<void> {
    for (const close of this.closers) await close();
    rmSync(this.root, { recursive: true, force: true });
  }
}
