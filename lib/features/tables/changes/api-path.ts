import type { InTable } from '../inputs';

const segment = encodeURIComponent;
/** The table below /api/v1, for undo. */
export const tablePath = ({ catalog, namespace, table }: InTable, rest: readonly string[] = []): string =>
  ['/catalogs', segment(catalog), 'namespaces', segment(namespace), 'tables', segment(table), ...rest.map(segment)].join('/');

export const namespaceApiPath = (catalog: string, namespace: string): string => `/catalogs/${segment(catalog)}/namespaces/${segment(namespace)}`;
export const restorePath = (catalog: string, id: string): string => `/catalogs/${segment(catalog)}/trash/${segment(id)}/restore`;
