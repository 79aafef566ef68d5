import { describe, expect, it } from 'vitest';
import { ownPath } from '@/components/account/sign-in/own-path';

describe('ownPath', () => {
  it('keeps paths of this console', () => expect(ownPath('/tables/lake/shop/orders/data?ref=main')).toBe('/tables/lake/shop/orders/data?ref=main'));
  it('never leads to another site', () => {
    for (const next of [null, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example']) expect(ownPath(next)).toBe('/');
  });
});
