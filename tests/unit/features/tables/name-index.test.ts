import { expect, it } from 'vitest';
import type { Ports } from '@/lib/kernel/context';
import { nameIndex, nameIndexSoon } from '@/lib/features/tables/name-index';

/** A catalog of one table whose listing ends when it is let go. */
function slowCatalog() {
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => { letGo = resolve; });
  let asked = 0;
  const listChildren = async (parent: readonly string[]) => {
    asked += 1;
    await gate;
    return parent.length === 0 ? { children: [{ kind: 'namespace', name: 'shop' }], next: null } : { children: [{ kind: 'table', name: 'orders' }], next: null };
  };
  const ports = { catalog: { listChildren }, log: { warn: () => undefined } } as unknown as Ports;
  return { ports, letGo: () => letGo(), asked: () => asked };
}

it('gives what it has at once, and what a first walk finds when it may wait for it', async () => {
  const { ports, letGo, asked } = slowCatalog();
  expect(nameIndex(ports, 0)).toMatchObject({ tables: [], complete: false });
  expect(await nameIndexSoon(ports, 0, 5)).toMatchObject({ tables: [], complete: false });
  const soon = nameIndexSoon(ports, 0, 60_000);
  letGo();
  expect(await soon).toMatchObject({ tables: [{ namespace: 'shop', table: 'orders' }], namespaces: ['shop'], complete: true });
  expect(asked()).toBe(2);
});

it('waits for no second walk: what it had is given meanwhile', async () => {
  const { ports, letGo, asked } = slowCatalog();
  letGo();
  await nameIndexSoon(ports, 0, 60_000);
  expect(await nameIndexSoon(ports, 40_000, 0)).toMatchObject({ complete: true });
  expect(asked()).toBeGreaterThan(2);
});
