import { invalidInput } from '@/lib/model/errors';

/** Levels of a namespace from the top; empty for the catalog itself. */
export type Namespace = readonly string[];
export interface TableName {
  readonly namespace: Namespace;
  readonly name: string;
}

const NAME_BYTES_MAX = 255;
/** Folders of a table: a namespace or table of that name could not be told from the inside of its parent. */
const TABLE_FOLDERS = new Set(['metadata', 'data']);

/** As people and SQL write it: shop.orders. */
export const tableText = ({ namespace, name }: TableName): string => [...namespace, name].join('.');
export const namespaceText = (namespace: Namespace): string => namespace.join('.');

/** Whether a folder of that name can exist at all; a look-up of any other name finds nothing. */
export function isFolderName(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- these are what is refused
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\u0000-\u001f\u007f]/.test(name) && new TextEncoder().encode(name).length <= NAME_BYTES_MAX;
}

/** Throws INVALID_INPUT unless `name` may be given to a new namespace or table in every store and by every engine. */
export function checkNewName(kind: 'namespace' | 'table', name: string): void {
  const reason =
    name === '' ? 'is empty'
    : name === '.' || name === '..' ? 'is a step in a path'
    : /[/\\]/.test(name) ? 'holds a slash'
    : name.includes('%') ? 'holds a percent sign, which engines decode'
    : !isFolderName(name) && new TextEncoder().encode(name).length > NAME_BYTES_MAX ? `is longer than ${NAME_BYTES_MAX} bytes`
    : !isFolderName(name) ? 'holds a control character'
    : name.startsWith('.') ? 'begins with a dot, which hides it'
    : name !== name.trim() ? 'begins or ends with a space'
    : TABLE_FOLDERS.has(name) ? 'is the name of a folder inside tables'
    : null;
  if (reason !== null) throw invalidInput(`A ${kind} cannot be called ${JSON.stringify(name.slice(0, 80))}: the name ${reason}.`, { name: `The name ${reason}.` });
}

/** Store path of a namespace; null when no folder can have one of the names. */
export function namespaceFolder(namespace: Namespace): string | null {
  return namespace.every(isFolderName) ? `/${namespace.join('/')}` : null;
}

/** Store path of a table's folder; null when no folder can have one of the names. */
export function tableFolder(table: TableName): string | null {
  const parent = namespaceFolder(table.namespace);
  if (parent === null || !isFolderName(table.name)) return null;
  return parent === '/' ? `/${table.name}` : `${parent}/${table.name}`;
}

/** Store path of the folder that holds `path`. */
export const parentPath = (path: string): string => path.slice(0, path.lastIndexOf('/'));
