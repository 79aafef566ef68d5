import { describe, expect, it } from 'vitest';
import { worthRetrying } from '@/components/shell/query-client';
import { keyName } from '@/components/shell/use-keys';
import { viewHref } from '@/components/shell/use-view';
import { ProblemError, toShownProblem } from '@/lib/transport/api/client/problem';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  keyName({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

describe('keyName', () => {
  it('makes one name of Control and Command', () => expect([press('k', { ctrlKey: true }), press('K', { metaKey: true })]).toEqual(['mod+k', 'mod+k']));
  it('leaves the shift of a sign to the sign', () => expect([press('?', { shiftKey: true }), press('Enter', { ctrlKey: true, shiftKey: true })]).toEqual(['?', 'mod+shift+enter']));
});

describe('viewHref', () => {
  it('changes, adds and takes away', () => {
    expect(viewHref('/t', '?a=1&b=2', { a: '3', b: null, c: 'x y' })).toBe('/t?a=3&c=x+y');
    expect(viewHref('/t', '?a=1', { a: '' })).toBe('/t');
  });
});

describe('worthRetrying', () => {
  const failed = (status: number) => new ProblemError(toShownProblem(null, status, null));
  it('asks again after a server error, never after a refusal, and not for ever', () => {
    expect([worthRetrying(0, failed(503)), worthRetrying(0, failed(404)), worthRetrying(0, new TypeError('x')), worthRetrying(2, failed(503))]).toEqual([true, false, true, false]);
  });
});
