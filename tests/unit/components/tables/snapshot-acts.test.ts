import { describe, expect, it } from 'vitest';
import { actKey, actLabel, comparedEnds, daysInMs, refNameProblem, snapshotActs, wholeNumber, type History } from '@/components/tables/snapshots/snapshot-acts';

const snapshot = (id: string, parentId: string | null, operation = 'append') => ({ id, parentId, operation });
const history = (main: string | null, more: Partial<History> = {}): History => ({
  // 1 - 2 - 3, and beside it 2 - 4 - 5 - 6
  snapshots: [snapshot('1', null), snapshot('2', '1', 'overwrite'), snapshot('3', '2', 'delete'), snapshot('4', '2'), snapshot('5', '4', 'delete'), snapshot('6', '5')],
  refs: [{ name: 'main', type: 'branch', snapshotId: main ?? '' }, { name: 'audit', type: 'branch', snapshotId: '6' }, { name: 'eod', type: 'tag', snapshotId: '2' }], main, ...more,
});
const keys = (id: string, of: History) => snapshotActs(id, of).map(actKey);

describe('what can be done with a snapshot', () => {
  it('names the head of main, and main itself is never rolled back to where it stands nor removed', () => {
    expect(keys('3', history('3'))).toEqual(['tag', 'branch']);
  });
  it('rolls back to what main grew from, and removes what stands there', () => {
    expect(keys('2', history('3'))).toEqual(['tag', 'branch', 'roll-back', 'remove:eod']);
    expect(snapshotActs('2', history('3')).map(actLabel)).toEqual(['Tag', 'Branch', 'Roll back', 'Delete tag eod']);
  });
  it('picks an append that went another way, and says that main would leave its line', () => {
    expect(keys('4', history('3'))).toEqual(['tag', 'branch', 'cherry-pick', 'roll-back']);
    expect(snapshotActs('4', history('3'))).toContainEqual({ kind: 'roll-back', isBack: false });
  });
  it('picks no delete of another line', () => {
    expect(keys('5', history('3'))).toEqual(['tag', 'branch', 'roll-back']);
  });
  it('moves main forward to the branch that grew from it, else to the snapshot', () => {
    expect(snapshotActs('6', history('2'))).toContainEqual({ kind: 'fast-forward', to: 'audit' });
    expect(snapshotActs('5', history('2'))).toContainEqual({ kind: 'fast-forward', to: '5' });
    expect(keys('6', history('2'))).not.toContain('roll-back');
    expect(keys('6', history('3'))).not.toContain('fast-forward');
  });
  it('after a rollback goes by parents: what is newer than the head is not on main', () => {
    expect(keys('3', history('2'))).toEqual(['tag', 'branch', 'fast-forward', 'cherry-pick']);
  });
  it('ends a line where a parent has expired', () => {
    const cut = history('3', { snapshots: [snapshot('2', '1', 'overwrite'), snapshot('3', '2')] });
    expect(keys('2', cut)).toContain('roll-back');
    expect(keys('1', cut)).toEqual([]);
  });
  it('does not go round for ever in a history that names itself', () => {
    expect(keys('9', history('1', { snapshots: [snapshot('1', '2'), snapshot('2', '1'), snapshot('9', null, 'delete')] }))).toContain('roll-back');
  });
  it('puts main at a snapshot where there is no main yet', () => {
    expect(keys('4', history(null))).toEqual(['tag', 'branch', 'cherry-pick', 'roll-back']);
  });
});

describe('the ends of a comparison', () => {
  it('goes from the earlier to the later, whichever was chosen first', () => {
    const { snapshots } = history('3');
    expect(comparedEnds(snapshots, '3', '1')).toEqual({ from: '1', to: '3' });
    expect(comparedEnds(snapshots, '1', '3')).toEqual({ from: '1', to: '3' });
  });
});

describe('what is typed for a branch or a tag', () => {
  it('takes whole numbers, or nothing', () => {
    expect(['', ' ', '7', ' 30 ', '0', '1.5', '-1', '36501', 'x'].map((text) => wholeNumber(text))).toEqual([null, null, 7, 30, undefined, undefined, undefined, undefined, undefined]);
    expect(daysInMs(wholeNumber('2') ?? null)).toBe(172_800_000);
    expect(daysInMs(null)).toBeNull();
  });
  it('refuses names that are taken, read as ids or have spaces around them', () => {
    const { refs } = history('3');
    expect(refNameProblem('audit', refs)).toBe('There is a branch of this name.');
    expect(refNameProblem('-12', refs)).toContain('id of a snapshot');
    expect(refNameProblem(' a', refs)).toContain('space');
    expect(refNameProblem('x'.repeat(256), refs)).toContain('255');
    expect([refNameProblem('', refs), refNameProblem('eod-2026-11-26', refs)]).toEqual([null, null]);
  });
});
