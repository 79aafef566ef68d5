/** Maps `items` by `work`, at most `most` at once, in order. After the first failure nothing new is begun, and it is thrown once nothing is under way any more. */
export async function mapBounded<Item, Result>(items: readonly Item[], most: number, work: (item: Item, index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = new Array<Result>(items.length);
  let next = 0;
  let failure: { readonly reason: unknown } | null = null;
  const lane = async (): Promise<void> => {
    for (let index = next; index < items.length && failure === null; index = next) {
      next += 1;
      const item = items[index] as Item;
      try {
        results[index] = await work(item, index);
      } catch (reason) {
        failure ??= { reason };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  throwIf(failure);
  return results;
}

function throwIf(failure: { readonly reason: unknown } | null): void {
  if (failure !== null) throw failure.reason;
}
