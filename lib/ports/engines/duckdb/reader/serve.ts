import { DuckDBInstance } from '@duckdb/node-api';
import { brokenTable, isAppError } from '@/lib/model/errors';
import { translateError } from '../errors';
import type { ReaderReply, ReaderRequest } from '../protocol';
import { dropPrivileges } from '../worker/session';
import { readFooterOf } from './footer';
import { readPage } from './page';

const say = (reply: ReaderReply): void => void process.send?.(reply);

/** The life of the spool reader: pages of results and footers of data files until the console goes. No person's text reaches it. */
export function serveSpools(): void {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  const opened = DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', memory_limit: '1GiB', threads: '2' });

  const answer = async (request: ReaderRequest): Promise<void> => {
    if (request.kind === 'init') {
      const instance = await opened;
      // The first query of a process pays for what is loaded late.
      (await instance.connect()).closeSync();
      dropPrivileges(request.runAs);
      say({ kind: 'ready' });
      return;
    }
    const connection = await (await opened).connect();
    try {
      if (request.kind === 'page') say({ kind: 'page', id: request.id, ...(await readPage(connection, request.spool, request.columns, request.offset, request.limit)) });
      else say({ kind: 'footer', id: request.id, footer: await readFooterOf(connection, request.localPath) });
    } finally {
      connection.closeSync();
    }
  };

  process.on('message', (message) => {
    const request = message as ReaderRequest;
    answer(request).catch((error: unknown) => {
      if (request.kind === 'init') throw error;
      const said = error instanceof Error ? error.message : String(error);
      // A path is all that the reader was given; the caller puts the table's name of the file in its place.
      const wrong = request.kind === 'footer' && !isAppError(error) ? brokenTable('The footer of the file cannot be read.', request.localPath) : error;
      say({ kind: 'failed', id: request.id, error: translateError(wrong, { files: new Map() }), said });
    });
  });
}
