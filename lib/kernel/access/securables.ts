import { invalidInput } from '@/lib/model/errors';
import { namespaceLevels } from '@/lib/model/routes';
import { SECURABLE_TYPES, type SecurableType } from './privileges';

/**
 * A thing that rights are about. `path` leads from the root of its tree to the thing, so that inheritance is "is a
 * prefix of": segments are compared whole, never by characters. Namespaces nest: each level is a segment.
 */
export interface Securable {
  readonly type: SecurableType;
  readonly path: readonly string[];
}

export const ADMIN_AREAS = ['users', 'roles', 'service-accounts', 'tokens', 'audit', 'settings', 'maintenance'] as const;
export type AdminArea = (typeof ADMIN_AREAS)[number];

/** `namespace` is the levels joined by U+001F, as it stands in a URL. */
export const securables = {
  system: (): Securable => ({ type: 'system', path: [] }),
  catalog: (catalog: string): Securable => ({ type: 'catalog', path: ['catalog', catalog] }),
  namespace: (catalog: string, namespace: string): Securable => ({ type: 'namespace', path: ['catalog', catalog, ...namespaceLevels(namespace)] }),
  table: (catalog: string, namespace: string, table: string): Securable => ({ type: 'table', path: ['catalog', catalog, ...namespaceLevels(namespace), tableStep(table)] }),
  column: (catalog: string, namespace: string, table: string, column: string): Securable => ({ type: 'column', path: ['catalog', catalog, ...namespaceLevels(namespace), tableStep(table), column] }),
  cluster: (cluster: string): Securable => ({ type: 'cluster', path: ['cluster', cluster] }),
  topic: (cluster: string, topic: string): Securable => ({ type: 'topic', path: ['cluster', cluster, 'topic', topic] }),
  group: (cluster: string, group: string): Securable => ({ type: 'group', path: ['cluster', cluster, 'group', group] }),
  hdfs: (): Securable => ({ type: 'hdfs', path: ['hdfs'] }),
  /** `segments` of a normalised path */
  path: (segments: readonly string[]): Securable => ({ type: 'path', path: ['hdfs', ...segments] }),
  engine: (): Securable => ({ type: 'engine', path: ['engine'] }),
  admin: (area?: AdminArea): Securable => ({ type: 'admin', path: area === undefined ? ['admin'] : ['admin', area] }),
  serviceAccount: (name: string): Securable => ({ type: 'service-account', path: ['service-account', name] }),
} as const;

/** A table and a namespace may have one name: the step that leads to a table is marked. */
const TABLE_MARK = '\u001ftable\u001f';
const tableStep = (table: string): string => `${TABLE_MARK}${table}`;
const isTableStep = (step: string): boolean => step.startsWith(TABLE_MARK);
const tableOf = (step: string): string => step.slice(TABLE_MARK.length);

/** One segment of a topic may end in `*`: it then means every topic with that prefix. */
const matches = (pattern: string, step: string): boolean => (pattern.endsWith('*') ? step.startsWith(pattern.slice(0, -1)) : pattern === step);

/** True when `outer` is `inner`, or holds it. */
export function covers(outer: Securable, inner: Securable): boolean {
  if (outer.path.length > inner.path.length) return false;
  const last = outer.path.length - 1;
  return outer.path.every((step, index) => (outer.type === 'topic' && index === last ? matches(step, inner.path[index] ?? '') : step === inner.path[index]));
}

const encode = encodeURIComponent;

/** As grants, the audit and the API write it: `table/lake/shop/orders`, `namespace/lake/a%1Fb`, `engine`, `admin/audit`. */
export function formatSecurable({ type, path }: Securable): string {
  const rest = path.slice(1);
  switch (type) {
    case 'system': return 'system';
    case 'catalog': return `catalog/${encode(rest[0] ?? '')}`;
    case 'namespace': return `namespace/${encode(rest[0] ?? '')}/${encode(rest.slice(1).join('\u001f'))}`;
    case 'table': return `table/${encode(rest[0] ?? '')}/${encode(rest.slice(1, -1).join('\u001f'))}/${encode(tableOf(rest.at(-1) ?? ''))}`;
    case 'column': return `column/${encode(rest[0] ?? '')}/${encode(rest.slice(1, -2).join('\u001f'))}/${encode(tableOf(rest.at(-2) ?? ''))}/${encode(rest.at(-1) ?? '')}`;
    case 'topic': case 'group': return `${type}/${encode(rest[0] ?? '')}/${encode(rest[2] ?? '')}`;
    case 'engine': case 'hdfs': return type;
    default: return [type, ...rest.map(encode)].join('/');
  }
}

/** The parts of a table's securable, the namespace as it stands in a URL; null for anything else. */
export function tableParts({ type, path }: Securable): { catalog: string; namespace: string; table: string } | null {
  const [, catalog, ...rest] = path;
  return type === 'table' && catalog !== undefined ? { catalog, namespace: rest.slice(0, -1).join('\u001f'), table: tableOf(rest.at(-1) ?? '') } : null;
}

/** As a sentence names it: `lake.shop.orders`, `catalog lake`. */
export function describeSecurable({ type, path }: Securable): string {
  const names = path.slice(1).map((step) => (isTableStep(step) ? tableOf(step) : step));
  switch (type) {
    case 'system': return 'the whole system';
    case 'engine': return 'the SQL engine';
    case 'admin': return names.length === 0 ? 'the admin area' : `the admin area ${names.join(' ')}`;
    case 'hdfs': return 'the files';
    case 'path': return `/${names.join('/')}`;
    case 'topic': case 'group': return `${type} ${names[2] ?? ''}`;
    default: return `${type} ${names.join('.')}`;
  }
}

/** Reads formatSecurable's text. Throws INVALID_INPUT with one sentence. */
export function parseSecurable(text: string): Securable {
  const bad = () => invalidInput(`${JSON.stringify(text)} names nothing that rights are about. Examples: catalog/lake, namespace/lake/shop, table/lake/shop/orders, engine, admin, system.`, { on: 'unknown form' });
  const [type, ...encoded] = text.split('/');
  let parts: string[];
  try { parts = encoded.map(decodeURIComponent); } catch { throw bad(); }
  if (!(SECURABLE_TYPES as readonly string[]).includes(type ?? '') || parts.some((part) => part === '')) throw bad();
  const [a, b, c, d] = parts;
  const count = (wanted: number) => parts.length === wanted;
  if (type === 'system' && count(0)) return securables.system();
  if (type === 'engine' && count(0)) return securables.engine();
  if (type === 'hdfs' && count(0)) return securables.hdfs();
  if (type === 'admin' && count(0)) return securables.admin();
  if (type === 'admin' && count(1) && (ADMIN_AREAS as readonly string[]).includes(a ?? '')) return securables.admin(a as AdminArea);
  if (type === 'path') return securables.path(parts);
  if (a === undefined) throw bad();
  if (type === 'catalog' && count(1)) return securables.catalog(a);
  if (type === 'cluster' && count(1)) return securables.cluster(a);
  if (type === 'service-account' && count(1)) return securables.serviceAccount(a);
  if (b === undefined || b.split('\u001f').includes('')) throw bad();
  if (type === 'namespace' && count(2)) return securables.namespace(a, b);
  if (type === 'topic' && count(2)) return securables.topic(a, b);
  if (type === 'group' && count(2)) return securables.group(a, b);
  if (type === 'table' && c !== undefined && count(3)) return securables.table(a, b, c);
  if (type === 'column' && c !== undefined && d !== undefined && count(4)) return securables.column(a, b, c, d);
  throw bad();
}
