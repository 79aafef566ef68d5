import { describe, expect, it } from 'vitest';
import { levelKey, levelsTo, treeMove, treeRows, type TreeLevel } from '@/components/tables/tree/tree-rows';
import { namespaceLevels, namespacePath } from '@/lib/model/routes';

const level = (given: Partial<TreeLevel>): TreeLevel => ({ state: 'ready', namespaces: [], tables: [], more: false, problem: null, ...given });
const levels = new Map([
  [levelKey('lake', null), level({ namespaces: [{ path: 'shop', name: 'shop' }, { path: 'web', name: 'web' }] })],
  [levelKey('lake', 'shop'), level({ namespaces: [{ path: 'shop\u001feu', name: 'eu' }], tables: ['orders', 'products'], more: true })],
]);
const brief = (open: readonly string[]) => treeRows(['lake'], new Set(open), levels).map((row) => `${' '.repeat(row.depth)}${row.kind}`);

describe('treeRows', () => {
  it('shows only what is open', () => expect(brief([])).toEqual(['catalog']));
  it('puts namespaces before tables and says that more is coming', () => {
    expect(brief([levelKey('lake', null), levelKey('lake', 'shop')])).toEqual(['catalog', ' namespace', '  namespace', '  table', '  table', '  more', ' namespace']);
  });
  it('shows loading, empty and failed levels in place', () => {
    const state = (given: TreeLevel | undefined) => treeRows(['lake'], new Set([levelKey('lake', null)]), new Map(given ? [[levelKey('lake', null), given]] : []))[1]?.kind;
    expect([state(undefined), state(level({})), state(level({ state: 'failed', problem: 'gone' }))]).toEqual(['loading', 'empty', 'failed']);
  });
  it('opens the way down to a nested namespace', () => {
    expect(levelsTo('lake', 'shop\u001feu', namespaceLevels, namespacePath)).toEqual([levelKey('lake', null), levelKey('lake', 'shop'), levelKey('lake', 'shop\u001feu')]);
  });
});

describe('treeMove', () => {
  const rows = treeRows(['lake'], new Set([levelKey('lake', null), levelKey('lake', 'shop')]), levels);
  it('walks, opens, closes and goes to the parent', () => {
    expect(treeMove(rows, 0, 'ArrowDown')).toEqual({ to: 1, toggle: false });
    expect(treeMove(rows, 2, 'ArrowRight')).toEqual({ to: 2, toggle: true });
    expect(treeMove(rows, 1, 'ArrowLeft')).toEqual({ to: 1, toggle: true });
    expect(treeMove(rows, 3, 'ArrowLeft')).toEqual({ to: 1, toggle: false });
    expect(treeMove(rows, 6, 'ArrowDown')).toEqual({ to: 6, toggle: false });
  });
});
