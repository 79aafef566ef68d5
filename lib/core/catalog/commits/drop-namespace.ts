import { conflict, hasCode, invalidInput, notFound } from '@/lib/model/errors';
import type { FileStore } from '@/lib/ports/storage/port';
import { namespaceFolder, namespaceText, type Namespace } from '../names';
import { removeAbandoned } from '../tables/abandoned';
import { listAll, nameOf } from '../tables/list-all';
import type { Listing } from '../tables/listing';
import { requireWritableStore } from './create';

/** Removes an empty namespace. NOT_FOUND; CONFLICT with what is in it. */
export async function dropNamespace(store: FileStore, listing: Listing, namespace: Namespace, nowMs: number): Promise<void> {
  const folder = namespaceFolder(namespace);
  if (namespace.length === 0) throw invalidInput('The catalog itself cannot be dropped.');
  if (folder === null || !(await listing.namespaceExists(namespace))) throw notFound('namespace', namespaceText(namespace));
  requireWritableStore(store);
  for (const { path, kind } of await listAll(store, folder)) {
    if (kind === 'file' || !(await removeAbandoned(store, path, nowMs))) throw notEmpty(namespace, kind === 'folder' && !nameOf(path).startsWith('.') ? nameOf(path) : `the file ${nameOf(path)}`);
  }
  try {
    if (!(await store.remove(folder))) throw notFound('namespace', namespaceText(namespace));
  } catch (error) {
    if (hasCode(error, 'ALREADY_EXISTS')) throw notEmpty(namespace, 'something that is not shown');
    throw error;
  }
}

const notEmpty = (namespace: Namespace, what: string) => conflict(`The namespace ${namespaceText(namespace)} is not empty: it holds ${what}. Drop what is in it first.`);
