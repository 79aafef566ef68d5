import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { brokenTable, isAppError } from '@/lib/model/errors';
import { translateError } from '../errors';
import { leaveWithConsole } from '../leave-with-console';
import type { ReaderReply, ReaderRequest } from '../protocol';
import { text } from '../quote';
import { dropPrivileges } from '../worker/session';
import { readFooterOf } from './footer';
import { readPage } from './page';
import { summarize } from './summary';
import { writeView } from './view';

type Question = Exclude<ReaderRequest, { kind: 'init' }>;
const say = (reply: ReaderReply): void => void process.send?.(reply);

async function replyTo(connection: DuckDBConnection, request: Question): Promise<ReaderReply> {
  const { id, kind } = request;
  switch (kind) {
    case 'page': return { kind, id, ...(await readPage(connection, request.spool, request.columns, request.offset, request.limit)) };
    case 'view': return { kind, id, rowCount: await writeView(connection, request.spool, request.columns, request.view, request.target) };
    case 'summary': return { kind, id, summary: await summarize(connection, request.spool, request.columns, request.column, request.bars) };
    case 'footer': return { kind, id, footer: await readFooterOf(connection, request.localPath) };
  }
}

/**
 * The life of the spool reader: pages, views and summaries of results and footers of data files until the console goes. No
 * person's text becomes SQL here: what one filters by is a parameter.
 */
export function serveSpools(): void {
  const folders = new Set<string>();
  leaveWithConsole(folders);
  const opened = DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', memory_limit: '1GiB', threads: '2' });

  const answer = async (request: ReaderRequest): Promise<void> => {
    if (request.kind === 'init') {
      folders.add(request.temporary);
      const connection = await (await opened).connect();
      await connection.run(`SET temp_directory = ${text(request.temporary)}; SET max_temp_directory_size = '4GiB'`);
      connection.closeSync();
      dropPrivileges(request.runAs);
      say({ kind: 'ready' });
      return;
    }
    const connection = await (await opened).connect();
    try {
      say(await replyTo(connection, request));
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
