// A child with the engine's third wall alone: no check of the text at all. Started by duckdb-worker-walls.test.ts.
import { dropPrivileges, limitSession, lockSession, openSession } from '@/lib/ports/engines/duckdb/worker/session';
import { limits } from '../support/engine-bench';

interface Plan { readonly files: readonly string[]; readonly spool: string; readonly runAs: { uid: number; gid: number } | null }

process.once('message', (message) => {
  const plan = message as Plan;
  void (async () => {
    const { connection } = await openSession('');
    dropPrivileges(plan.runAs);
    await limitSession(connection, limits, `${plan.spool}/.tmp`);
    await lockSession(connection, plan.files, [plan.spool]);
    process.on('message', (sql) => {
      connection.runAndReadAll(String(sql)).then(
        (reader) => process.send?.({ ok: true, rows: reader.getRowsJson() }),
        (error: Error) => process.send?.({ ok: false, said: error.message }),
      );
    });
    process.send?.({ ok: true, rows: [] });
  })();
});
process.on('disconnect', () => process.exit());
