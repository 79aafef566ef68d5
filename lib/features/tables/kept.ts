import type { TableMetadata } from '@/lib/model/iceberg';
import { WeightedLru } from '@/lib/core/catalog/weighted-lru';

const KEPT_BYTES = 64 * 1024 * 1024;
const kept = new WeightedLru<{ readonly value: unknown }>(KEPT_BYTES);
const underWay = new Map<string, Promise<unknown>>();
const numbers = new WeakMap<TableMetadata, number>();
let last = 0;

/**
 * Keeps what was counted over all files of a table, which is long work for a hundred thousand of them, as long as its
 * version of the metadata is loaded and there is room. Asked for twice at once it is made once; it goes on when whoever
 * asked first has left, since the next finds it done.
 * @param what names the value among those of one metadata object
 * @param make answers the value with its rough weight in bytes
 */
export async function keptOf<Value>(metadata: TableMetadata, what: string, make: () => Promise<{ readonly value: Value; readonly bytes: number }>): Promise<Value> {
  const number = numbers.get(metadata) ?? (last += 1);
  numbers.set(metadata, number);
  const key = `${number}|${what}`;
  const known = kept.get(key);
  if (known !== undefined) return known.value as Value;
  const running = underWay.get(key);
  if (running !== undefined) return running as Promise<Value>;
  const work = make().then(({ value, bytes }) => {
    kept.set(key, { value }, bytes);
    return value;
  }).finally(() => underWay.delete(key));
  underWay.set(key, work);
  return work;
}
