import { hasCode, notFound } from '@/lib/model/errors';
import type { FileStat, FileStore } from '@/lib/ports/storage/port';
import { mapBounded } from '../bounded';
import { namespaceFolder, namespaceText, tableFolder, type Namespace, type TableName } from '../names';
import { nameOf } from './list-all';
import { isTableFolder, TableFolders } from './table-folders';

export interface PageRequest {
  /** `next` of the page before; null or absent for the first */
  readonly after?: string | null;
  /** default 1,000 */
  readonly limit?: number;
}
export interface ChildPage {
  readonly children: readonly { readonly kind: 'namespace' | 'table'; readonly name: string }[];
  readonly next: string | null;
}
export interface NamePage {
  readonly names: readonly string[];
  readonly next: string | null;
}

const LIMIT_DEFAULT = 1_000;
const AT_ONCE = 32;

/** What lies in namespaces, one level at a time, by pages, from folder listings alone: no metadata is read. */
export class Listing {
  private readonly folders: TableFolders;
  constructor(private readonly store: FileStore) {
    this.folders = new TableFolders(store);
  }

  /** Namespaces and tables of one level, by name. NOT_FOUND when the parent is no namespace. */
  async children(parent: Namespace, page: PageRequest = {}): Promise<ChildPage> {
    const folder = await this.openNamespace(parent);
    const { entries, next } = await this.store.list(folder, { after: page.after ?? null, limit: page.limit ?? LIMIT_DEFAULT });
    const shown = entries.filter(isShown);
    const kinds = await mapBounded(shown, AT_ONCE, (entry) => this.folders.kindOf(entry));
    const children = shown.flatMap((entry, i) => {
      const kind = kinds[i] ?? 'namespace';
      return kind === 'unfinished' ? [] : [{ kind, name: nameOf(entry.path) }];
    });
    return { children, next };
  }

  namespaces(parent: Namespace, page: PageRequest = {}): Promise<NamePage> { return this.ofKind('namespace', parent, page); }
  tables(parent: Namespace, page: PageRequest = {}): Promise<NamePage> { return this.ofKind('table', parent, page); }

  async namespaceExists(namespace: Namespace): Promise<boolean> {
    try {
      await this.openNamespace(namespace);
      return true;
    } catch (error) {
      if (hasCode(error, 'NOT_FOUND')) return false;
      throw error;
    }
  }

  async tableExists(table: TableName): Promise<boolean> {
    const folder = tableFolder(table);
    return folder !== null && (await isTableFolder(this.store, folder));
  }

  /** Pages until there are `limit` of a kind, so that a page is short only at the end; it does not look ahead, so the last may be empty. */
  private async ofKind(kind: 'namespace' | 'table', parent: Namespace, page: PageRequest): Promise<NamePage> {
    const limit = page.limit ?? LIMIT_DEFAULT;
    const names: string[] = [];
    for (let after = page.after ?? null; ;) {
      const { children, next } = await this.children(parent, { after, limit });
      for (const child of children) {
        if (child.kind !== kind) continue;
        if (names.length === limit) return { names, next: names.at(-1) ?? null };
        names.push(child.name);
      }
      if (next === null || names.length === limit) return { names, next };
      after = next;
    }
  }

  private async openNamespace(namespace: Namespace): Promise<string> {
    const folder = namespaceFolder(namespace);
    const missing = () => notFound('namespace', namespaceText(namespace));
    if (folder === null || namespace.some((name) => name.startsWith('.'))) throw missing();
    for (let depth = 0; depth <= namespace.length; depth += 1) {
      const at = `/${namespace.slice(0, depth).join('/')}`;
      const stat = await this.statFolder(at);
      // A table's inside is no place for namespaces; the root may hold a table's files only by mistake.
      if (stat === null || (depth > 0 && (await this.folders.kindOf(stat)) !== 'namespace')) throw missing();
    }
    return folder;
  }

  private async statFolder(path: string): Promise<FileStat | null> {
    try {
      const stat = await this.store.stat(path);
      return stat.kind === 'folder' ? stat : null;
    } catch (error) {
      if (hasCode(error, 'NOT_FOUND', 'INVALID_INPUT')) return null;
      throw error;
    }
  }
}

const isShown = (entry: FileStat): boolean => entry.kind === 'folder' && !nameOf(entry.path).startsWith('.');
