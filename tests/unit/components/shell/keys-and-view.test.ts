import { describe, expect, it } from 'vitest';
import { AddressAhead } from '@/components/shell/address-ahead';
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

describe('AddressAhead', () => {
  const bar = (search: string, pathname = '/t') => ({ pathname, search });
  it('keeps what was set last while the bar shows a state that is passed', () => {
    const ahead = new AddressAhead();
    ahead.set(bar('?at=1'), 'at=2');
    ahead.set(bar('?at=2'), 'at=3');
    ahead.drawn(bar('at=2'));
    expect(ahead.search(bar('?at=2'))).toBe('at=3');
    // a part of the page that comes late draws what the others have drawn before
    ahead.drawn(bar('at=2'));
    expect(ahead.search(bar('?at=1'))).toBe('at=3');
    ahead.drawn(bar('at=3'));
    expect(ahead.search(bar('?at=9'))).toBe('at=9');
  });
  it('follows a link, another page and Back, though what was set was never drawn', () => {
    const ahead = new AddressAhead();
    ahead.set(bar('?at=1'), 'at=2');
    expect(ahead.search(bar('?q=x', '/u'))).toBe('q=x');
    ahead.drawn(bar('at=7'));
    expect(ahead.search(bar('?at=7'))).toBe('at=7');
    ahead.set(bar('?at=7'), 'at=8');
    ahead.left();
    expect(ahead.search(bar('?at=7'))).toBe('at=7');
  });
  it('is over when another page was drawn, also for whoever comes back by a link', () => {
    const ahead = new AddressAhead();
    ahead.set(bar(''), 'at=2');
    ahead.drawn(bar('', '/u'));
    ahead.drawn(bar(''));
    expect(ahead.search(bar(''))).toBe('');
  });
  it('compares what two writers write alike', () => {
    const ahead = new AddressAhead();
    ahead.set(bar('?q=a%20b'), 'q=a%20b&n=1');
    ahead.drawn(bar('q=a+b'));
    expect(ahead.search(bar('?q=a%20b'))).toBe('q=a+b&n=1');
  });
});

describe('worthRetrying', () => {
  const failed = (status: number) => new ProblemError(toShownProblem(null, status, null));
  it('asks again after a server error, never after a refusal, and not for ever', () => {
    expect([worthRetrying(0, failed(503)), worthRetrying(0, failed(404)), worthRetrying(0, new TypeError('x')), worthRetrying(2, failed(503))]).toEqual([true, false, true, false]);
  });
});
