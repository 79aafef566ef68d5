import { invalidInput } from '@/lib/model/errors';

/** Names are kept to what every file system and WebHDFS take. */
const NAME_BYTES_MAX = 255;

/**
 * The names of a store path, from the root down; empty for the root itself. Throws INVALID_INPUT for what is not
 * absolute, not normalised, or could be understood as another place (`..`, `.`, empty names, control characters).
 */
export function storePathNames(path: string): readonly string[] {
  if (path === '/') return [];
  if (!path.startsWith('/')) throw invalidInput(`The path ${shown(path)} must begin with a slash.`);
  const names = path.slice(1).split('/');
  for (const name of names) checkName(name, path);
  return names;
}

/** The last of them, for a path whose folder is checked by itself; empty for the root. Throws as storePathNames does. */
export function lastName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (path !== '/') checkName(name, path);
  return name;
}

function checkName(name: string, path: string): void {
  if (name === '' || name === '.' || name === '..') throw invalidInput(`The path ${shown(path)} is not a plain path: it has an empty name, . or .. in it.`);
  // eslint-disable-next-line no-control-regex -- these are what is refused
  if (/[\u0000-\u001f\u007f]/.test(name)) throw invalidInput(`The path ${shown(path)} holds a control character.`);
  if (Buffer.byteLength(name) > NAME_BYTES_MAX) throw invalidInput(`The path ${shown(path)} holds a name of more than ${NAME_BYTES_MAX} bytes.`);
}

/** The id of a staging folder, which is one plain name. Throws INVALID_INPUT for any other. */
export function checkedStagingId(id: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id)) throw invalidInput('A staging folder needs a plain name.');
  return id;
}

/** Store path of the folder that holds `path`; the root holds itself. */
export function parentPath(path: string): string {
  const end = path.lastIndexOf('/');
  return end <= 0 ? '/' : path.slice(0, end);
}

export const childPath = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`);

const shown = (path: string): string => JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
