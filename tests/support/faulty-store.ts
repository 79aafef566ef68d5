import type { FileStore } from '@/lib/ports/storage/port';

export type StoreOperation = 'stat' | 'exists' | 'list' | 'read' | 'readRange' | 'create' | 'seal' | 'replace' | 'publishNoReplace' | 'move' | 'moveOut' | 'moveIn' | 'names' | 'adopt' | 'makeFolders' | 'remove';
export interface StoreCall {
  readonly operation: StoreOperation;
  /** the path that the operation is about; the target of a publish */
  readonly path: string;
}
/** `before`: nothing has happened yet; `after`: the effect is there, although the caller may be told of a failure. */
export type StoreFault = (call: StoreCall, phase: 'before' | 'after') => void | Promise<void>;

const OPERATIONS: ReadonlySet<string> = new Set<StoreOperation>(['stat', 'exists', 'list', 'read', 'readRange', 'create', 'seal', 'replace', 'publishNoReplace', 'move', 'moveOut', 'moveIn', 'names', 'adopt', 'makeFolders', 'remove']);

/** Operations whose second path is what they are about. */
const TARGETS: ReadonlySet<string> = new Set<StoreOperation>(['publishNoReplace', 'move', 'moveOut', 'moveIn', 'adopt']);

/** Any store with faults put in around its operations, and a record of every call. */
export class FaultyStore {
  readonly calls: StoreCall[] = [];
  fault: StoreFault = () => {};
  /** throws where there can be no room beside the store */
  beside: () => void = () => {};
  readonly store: FileStore;

  private room: FileStore | null = null;

  constructor(inner: FileStore) {
    this.store = this.around(inner);
  }

  private around(inner: FileStore): FileStore {
    return new Proxy(inner, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        // faults reach the room beside the store too
        if (name === 'beside') return async () => { this.beside(); return (this.room ??= this.around(await target.beside())); };
        if (!OPERATIONS.has(String(name))) return member.bind(target) as unknown;
        return async (...args: readonly string[]) => {
          const operation = String(name) as StoreOperation;
          const call = { operation, path: String(TARGETS.has(operation) ? args[1] : args[0]) };
          this.calls.push(call);
          await this.fault(call, 'before');
          const result: unknown = await Reflect.apply(member, target, args);
          await this.fault(call, 'after');
          return result;
        };
      },
    });
  }

  count(operation: StoreOperation): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }
}
