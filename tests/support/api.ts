/** The API of a running console as a script sees it. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Api {
  call<Body = Record<string, unknown>>(method: string, path: string, body?: unknown, more?: Readonly<Record<string, string>>): Promise<Answer<Body>>;
  /** submits a text and waits for its end */
  run(sql: string, more?: Readonly<Record<string, unknown>>): Promise<Run>;
  /** all rows of a statement of an ended run */
  rows(id: string, statement?: number): Promise<readonly (readonly unknown[])[]>;
}

export interface RunError { readonly code: string; readonly message: string; readonly line: number | null; readonly column: number | null }
export interface RunStatement {
  readonly state: string;
  readonly phase: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[] | null;
  readonly rowCount: number | null;
  readonly statistics: { readonly filesTotal: number; readonly filesPlanned: number; readonly bytesPlanned: number } | null;
  readonly error: RunError | null;
}
export interface Run { readonly id: string; readonly state: string; readonly phase: string; readonly error: RunError | null; readonly statements: readonly RunStatement[] }

export const ended = (state: string): boolean => ['finished', 'failed', 'cancelled'].includes(state);

/** `headers` go with every request: a token's, or a cookie's and an origin's. */
export function apiOf(url: string, headers: Readonly<Record<string, string>>): Api {
  const call = async <Body>(method: string, path: string, body?: unknown, more: Readonly<Record<string, string>> = {}): Promise<Answer<Body>> => {
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { ...headers, ...more, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    const json = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as Body };
  };
  const untilEnded = async (id: string): Promise<Run> => {
    for (;;) {
      const { status, body } = await call<Run>('GET', `/queries/${id}`);
      if (status !== 200) throw new Error(`query ${id}: ${status} ${JSON.stringify(body)}`);
      if (ended(body.state)) return body;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  return {
    call,
    async run(sql, more = {}) {
      const { status, body } = await call<Run>('POST', '/queries', { sql, ...more });
      if (status !== 202) throw new Error(`POST /queries answered ${status}: ${JSON.stringify(body)}`);
      return untilEnded(body.id);
    },
    async rows(id, statement = 0) {
      const rows: (readonly unknown[])[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Answer<{ rows: (readonly unknown[])[]; next: string | null }> = await call('GET', `/queries/${id}/statements/${statement}/rows?limit=10000${cursor === '' ? '' : `&cursor=${cursor}`}`);
        if (page.status !== 200) throw new Error(`rows of ${id}: ${page.status} ${JSON.stringify(page.body)}`);
        rows.push(...page.body.rows);
        cursor = page.body.next;
      }
      return rows;
    },
  };
}

export const byToken = (url: string, token: string): Api => apiOf(url, { authorization: `Bearer ${token}` });
