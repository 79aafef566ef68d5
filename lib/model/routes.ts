/** Builders of every internal link, so that a name with `/`, `%` or a space cannot make a wrong one. */
const LEVEL = '\u001f';

/** Levels of a namespace as one path segment (not yet encoded). */
export const namespacePath = (levels: readonly string[]): string => levels.join(LEVEL);
export const namespaceLevels = (path: string): readonly string[] => path.split(LEVEL);
/** As SQL and screens name it. */
export const namespaceName = (path: string): string => namespaceLevels(path).join('.');

export const TABLE_TABS = ['overview', 'data', 'schema', 'snapshots', 'files', 'maintenance', 'settings'] as const;
export type TableTab = (typeof TABLE_TABS)[number];

const segment = encodeURIComponent;
type Query = Readonly<Record<string, string | number | null | undefined>>;

/** `path` with the parameters that have a value. */
export function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== null && value !== undefined && value !== '') parameters.set(key, String(value));
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

export const routes = {
  home: () => '/',
  signIn: (next?: string) => withQuery('/sign-in', { next }),
  setup: (token: string) => withQuery('/setup', { token }),
  tables: () => '/tables',
  catalog: (catalog: string) => `/tables/${segment(catalog)}`,
  namespace: (catalog: string, namespace: string) => `/tables/${segment(catalog)}/${segment(namespace)}`,
  table: (catalog: string, namespace: string, table: string, tab: TableTab = 'overview', query: Query = {}) =>
    withQuery(`/tables/${segment(catalog)}/${segment(namespace)}/${segment(table)}/${tab}`, query),
  sql: (query: { tab?: string; query?: string; text?: string } = {}) => withQuery('/sql', query),
  jobs: (query: { state?: string | null } = {}) => withQuery('/jobs', query),
  job: (id: string) => `/jobs/${segment(id)}`,
  account: () => '/account',
  settings: () => '/settings',
  apiDocs: () => '/api-docs',
  /** What a load refused or left out, as a download. */
  badRows: (job: string) => `/api/v1/jobs/${segment(job)}/bad-rows`,
  /** The answer of a statement as a download, whole or as `sort` and `filter` (values/row-view) leave it. */
  exportCsv: (queryId: string, statement: number, { spreadsheet = false, sort, filter }: { spreadsheet?: boolean; sort?: string; filter?: string } = {}) =>
    withQuery(`/api/v1/queries/${segment(queryId)}/statements/${statement}/export`, { format: 'csv', spreadsheet: spreadsheet ? 'true' : null, sort, filter }),
} as const;
