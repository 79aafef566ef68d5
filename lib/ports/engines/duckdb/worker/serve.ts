import type { EngineScan, ScannedFile } from '../../port';
import { translateError } from '../errors';
import { leaveWithConsole } from '../leave-with-console';
import type { DeletionVectorReader } from '../scan/deleted-positions';
import { knownFiles } from '../scan/known-files';
import { rememberSchemas } from '../scan/known-schemas';
import { fromWire } from '../scan/wire-scan';
import type { WorkerReply, WorkerRequest } from '../protocol';
import { Stages } from '../stages';
import { runStatement } from './run-statement';
import { dropPrivileges, limitSession, openSession, type Session } from './session';
import { warmUp } from './warm-up';
import { writeFiles } from './write-files';
import { writeStatement } from './write-statement';

const say = (reply: WorkerReply): void => void process.send?.(reply);

type Asked = Exclude<WorkerRequest, { kind: 'cancel' }>;

function scansOf(request: Asked): readonly EngineScan<ScannedFile>[] {
  switch (request.kind) {
    case 'init': case 'begin': return [];
    case 'run': return request.scans.map(fromWire);
    case 'write': return request.request.scans;
    case 'write-statement': return request.statement.target === null ? request.statement.scans : [...request.statement.scans, request.statement.target.scan];
  }
}

/** The life of a child: warm up, do one thing, and wait to be killed. It leaves as soon as the console does. */
export function serveOneStatement(readDeletionVector: DeletionVectorReader): void {
  const folders = new Set<string>();
  leaveWithConsole(folders);
  let session: Session | null = null;
  let begun: { readonly limited: Promise<void>; readonly temporary: string } | null = null;
  let cancelled = false;

  const answer = async (request: Asked): Promise<void> => {
    if (request.kind === 'init') {
      folders.add(request.folder);
      rememberSchemas(request.schemas);
      session = await openSession(request.macros);
      await warmUp(session, request.folder);
      dropPrivileges(request.runAs);
      say({ kind: 'ready' });
      return;
    }
    if (session === null) throw new Error('a request came before the session was open');
    if (request.kind === 'begin') {
      begun = { limited: limitSession(session.connection, request.limits, request.temporary), temporary: request.temporary };
      // what goes wrong is told to whoever waits for the statement
      begun.limited.catch(() => undefined);
      return;
    }
    if (request.kind === 'write') {
      folders.add(request.temporary);
      say({ kind: 'written', files: await writeFiles(session, request.request, request.temporary, readDeletionVector) });
      return;
    }
    if (begun === null) throw new Error('a statement came before its limits');
    await begun.limited;
    if (request.kind === 'write-statement') {
      const result = await writeStatement(session, request.statement, begun.temporary, readDeletionVector);
      say({ kind: 'wrote', result: { ...result, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 } });
      return;
    }
    const stages = new Stages();
    const outcome = await runStatement(session, request, readDeletionVector, {
      rows: (available) => say({ kind: 'rows', available }),
      learned: (schemas) => say({ kind: 'learned', schemas }),
    }, stages);
    say({ kind: 'done', ...outcome, stages: stages.list, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 });
  };

  process.on('message', (message) => {
    const request = message as WorkerRequest;
    if (request.kind === 'cancel') {
      cancelled = true;
      // Between two steps an interrupt is lost, so it is repeated until the console, which waits half a second, kills us.
      setInterval(() => session?.connection.interrupt(), 20);
      session?.connection.interrupt();
      return;
    }
    answer(request).catch((error: unknown) => {
      const files = knownFiles(scansOf(request));
      const translated = cancelled ? { code: 'CANCELLED' as const, message: 'The statement was cancelled.', details: {} } : translateError(error, files);
      say({ kind: 'failed', error: translated, said: error instanceof Error ? error.message : String(error) });
    });
  });
}
