import { AppError, hasCode, isAppError } from '@/lib/model/errors';
import { tableText, type Namespace, type TableName } from '../names';
import type { ManifestReader } from '../scans/read-manifests';
import { nameOf } from '../tables/list-all';
import type { Listing } from '../tables/listing';
import type { LoadedTable, TableLoader } from '../tables/load-table';
import { pathInStore } from '../tables/locations';
import { filesIn, listsOf, manifestsOf, statisticsOf } from './named-files';

/** Whether another table may name a file at this store path. */
export type NamedElsewhere = (storePath: string) => boolean;

const KNOWN_MAX = 200_000;

/**
 * What the other tables of the warehouse name outside their own folders: a file may be shared (registered twice, added by
 * path), or named by a copy whose metadata still says where it came from. Whatever does not plainly lie in a table's own
 * folder counts by the file's name alone, since one place can be spelled in many ways.
 */
export class OtherTables {
  /** what each manifest names outside its table's folder; manifests never change */
  private readonly known = new Map<string, readonly string[]>();
  constructor(private readonly rootUri: string, private readonly listing: Listing, private readonly loader: TableLoader, private readonly reader: ManifestReader) {}

  /** Throws BROKEN_TABLE naming a table that cannot be read: nobody can tell then what it names. */
  async named(except: LoadedTable, signal?: AbortSignal): Promise<NamedElsewhere> {
    const names = new Set<string>();
    for await (const table of this.tables([])) {
      signal?.throwIfAborted();
      if (tableText(table) === tableText(except.table)) continue;
      const loaded = await this.load(table);
      if (loaded !== null) for (const recorded of await this.foreign(loaded, signal)) addNames(names, recorded);
    }
    return (path) => names.has(nameOf(path));
  }

  private async *tables(namespace: Namespace): AsyncGenerator<TableName> {
    for (let after: string | null = null; ;) {
      const { children, next } = await this.listing.children(namespace, { after });
      for (const { kind, name } of children) {
        if (kind === 'table') yield { namespace, name };
        else yield* this.tables([...namespace, name]);
      }
      if (next === null) return;
      after = next;
    }
  }

  private async load(table: TableName): Promise<LoadedTable | null> {
    try {
      return await this.loader.loadOrNull(table);
    } catch (error) {
      throw unreadable(table, error);
    }
  }

  /** Recorded paths outside the table's own folder. */
  private async foreign(loaded: LoadedTable, signal?: AbortSignal): Promise<readonly string[]> {
    const { metadata } = loaded;
    const isForeign = (recorded: string): boolean => !(pathInStore(this.rootUri, recorded)?.startsWith(`${loaded.folder}/`) ?? false);
    const found = [...listsOf(metadata.snapshots), ...statisticsOf(metadata, null).map(({ recorded }) => recorded)].filter(isForeign);
    try {
      for (const [path, manifest] of await manifestsOf(this.reader, loaded, metadata.snapshots)) {
        if (isForeign(manifest.path)) found.push(manifest.path);
        const key = `${loaded.folder}\n${path}`;
        let named = this.known.get(key);
        if (named === undefined) {
          const inside: string[] = [];
          await filesIn(this.reader, loaded, [manifest], 'all', ({ recorded }) => { if (isForeign(recorded)) inside.push(recorded); }, signal);
          named = inside;
          if (this.known.size >= KNOWN_MAX) this.known.clear();
          this.known.set(key, named);
        }
        found.push(...named);
      }
    } catch (error) {
      throw unreadable(loaded.table, error);
    }
    return found;
  }
}

/** A name as it is spelled and, where it is encoded, as it is read. */
function addNames(names: Set<string>, recorded: string): void {
  const name = nameOf(recorded);
  names.add(name);
  if (!name.includes('%')) return;
  try {
    names.add(decodeURIComponent(name));
  } catch (error) {
    // a percent sign that encodes nothing is part of the name
    if (!(error instanceof URIError)) throw error;
  }
}

function unreadable(table: TableName, cause: unknown): unknown {
  if (!isAppError(cause) || !hasCode(cause, 'BROKEN_TABLE', 'UNSUPPORTED', 'TOO_LARGE')) return cause;
  return new AppError('BROKEN_TABLE', `The table ${tableText(table)} cannot be read, so nobody can tell which files it names: ${cause.message} Repair it, or drop it into the trash, from where it can be restored afterwards; then files can be removed again.`, cause.details, { cause });
}
