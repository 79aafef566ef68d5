import type { InTable } from '../inputs';

const segment = encodeURIComponent;
/** The table below /api/v1, for undo. */
export const tablePath = ({ catalog, namespace, table }: InTable, rest: readonly string[] = []): string =>
  ['/catalogs', segment(catalog), 'namespaces', segment(namespace), 'tables', segment(table), ...rest.map(segment)].join('/');
