import { namespaceName } from './routes';

/** Words that Trino 426 reserves: as a name each must stand in quotes. */
const RESERVED: ReadonlySet<string> = new Set(
  ('alter and as between by case cast constraint create cross cube current_catalog current_date current_path current_role current_schema current_time current_timestamp current_user ' +
    'deallocate delete describe distinct drop else end escape except execute exists extract false for from full group grouping having in inner insert intersect into is join ' +
    'json_array json_exists json_object json_query json_table json_value left like listagg localtime localtimestamp natural normalize not null on or order outer prepare recursive ' +
    'right rollup select skip table then trim true uescape union unnest using values when where with').split(' '),
);
const PLAIN = /^[a-z_][a-z0-9_]*$/;

/** A name as SQL writes it: in quotes when it is no plain word, or a reserved one. */
export const sqlIdentifier = (name: string): string => (PLAIN.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** A namespace as SQL writes it; its levels are joined by points in one name: `lake."a.b"`. */
export const sqlNamespaceName = (catalog: string, namespace: string): string => `${sqlIdentifier(catalog)}.${sqlIdentifier(namespaceName(namespace))}`;

/** A table as SQL writes it: `lake.shop.orders`, `lake."a.b".t`. `namespace` is the levels joined by U+001F. */
export const sqlTableName = (catalog: string, namespace: string, table: string): string => `${sqlNamespaceName(catalog, namespace)}.${sqlIdentifier(table)}`;
