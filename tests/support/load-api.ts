import { grant } from '@/lib/features/people';
import { systemContext } from '@/lib/kernel/new-context';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { serveApi } from '@/lib/transport/api/handlers/serve';
import { startDuckDbEngine } from './duckdb-engine';
import { tableApi, type TableApi } from './table-api';

export interface Inspection {
  readonly name: string;
  readonly options: Readonly<Record<string, string | boolean>>;
  readonly sources: readonly string[];
  readonly columns: readonly { readonly source: string; readonly name: string; readonly type: string; readonly required: boolean; readonly badRows: number }[];
  readonly sample: { readonly records: number; readonly badRecords: number; readonly rows: readonly { readonly line: number; readonly cells: readonly (string | null)[]; readonly problems: readonly { readonly column: string | null; readonly text: string }[] }[] };
}
export interface LoadJob { readonly id: string; readonly state: string; readonly error: { readonly code: string; readonly message: string } | null; readonly progress: { readonly done: number; readonly unit: string } | null; readonly result: { readonly dryRun: boolean; readonly rows: number; readonly badRows: number; readonly rowsReplaced: number; readonly metadataVersion: number | null; readonly snapshotId: string | null; readonly undo: { readonly method: string; readonly path: string; readonly ifMatch: string; readonly body: unknown } | null } | null }

interface How { readonly dryRun?: boolean; readonly headers?: Record<string, string> }

/** said of a request whose body streams; the browser's types do not know it */
const streaming = { duplex: 'half' };

/** Files sent, looked at and loaded by the API in this process, with a real engine behind it. */
export class LoadApi {
  private constructor(readonly api: TableApi, private readonly engine: QueryEngine) {}

  /** @param warehouse a folder of its own, where the rows are to go */
  static async open(warehouse?: string): Promise<LoadApi> {
    const engine = await startDuckDbEngine({ idle: 2 });
    const load = new LoadApi(await tableApi({ engine, ...(warehouse === undefined ? {} : { warehouse }) }), engine);
    await load.api.person('ada', 'engineer', 'system');
    await grant(await systemContext(load.api.ports, 'command'), { principal: 'user/ada', privilege: 'own', on: 'catalog/lake' });
    await load.api.call('ada', 'POST', '/catalogs/lake/namespaces', { namespace: 'made' });
    return load;
  }

  /** Its id; the bytes in pieces when several are given. */
  async upload(name: string, content: string | Uint8Array | readonly (string | Uint8Array)[], who = 'ada'): Promise<string> {
    const { status, body } = await this.send(name, content, who);
    if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return String(body['upload']);
  }
  async send(name: string, content: string | Uint8Array | readonly (string | Uint8Array)[], who = 'ada'): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
    const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
    const body = new ReadableStream<Uint8Array>({ start(controller) { for (const piece of pieces) controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : new Uint8Array(piece)); controller.close(); } });
    const answer = await serveApi(new Request(`http://127.0.0.1:3000/api/v1/uploads?name=${encodeURIComponent(name)}`, { method: 'POST', headers: { authorization: this.api.authorization(who), 'content-type': 'application/octet-stream' }, body, ...streaming }));
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }
  async inspect(upload: string, body: Record<string, unknown> = {}, who = 'ada'): Promise<Inspection> {
    const answer = await this.api.call<Inspection>(who, 'POST', `/uploads/${upload}/inspect`, body);
    if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  start = (table: string, body: Record<string, unknown>, who = 'ada', { dryRun = false, headers = {} }: How = {}) => this.api.call(who, 'POST', `/catalogs/lake/namespaces/made/tables/${table}/load${dryRun ? '?dryRun=true' : ''}`, body, headers);
  /** Loads and waits for the job's end. */
  async load(table: string, body: Record<string, unknown>, who = 'ada', how: How = {}): Promise<LoadJob> {
    const { status, body: { job, ...problem } } = await this.start(table, body, who, how);
    if (status !== 202) throw new Error(`${status}: ${JSON.stringify(problem)}`);
    for (;;) {
      const { body: now } = await this.api.call<LoadJob>(who, 'GET', `/jobs/${String(job)}`);
      if (now.state === 'finished' || now.state === 'failed' || now.state === 'cancelled') return now;
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  }
  async badRows(job: string, who = 'ada'): Promise<{ readonly status: number; readonly text: string }> {
    const answer = await serveApi(new Request(`http://127.0.0.1:3000/api/v1/jobs/${job}/bad-rows`, { headers: { authorization: this.api.authorization(who) } }));
    return { status: answer.status, text: await answer.text() };
  }
  async rows(table: string): Promise<readonly (readonly unknown[])[]> {
    const { status, body } = await this.api.call<{ rows: readonly (readonly unknown[])[] }>('ada', 'GET', `/catalogs/lake/namespaces/made/tables/${table}/preview?limit=1000`);
    if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body.rows;
  }
  async end(): Promise<void> {
    await this.api.end();
    await this.engine.close();
  }
}
