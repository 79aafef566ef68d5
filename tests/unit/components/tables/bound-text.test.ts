import { describe, expect, it } from 'vitest';
import { boundText } from '@/components/tables/overview/bound-text';

describe('boundText', () => {
  it('groups whole numbers and decimals, to the last digit', () => {
    expect([boundText('412884120', 'bigint'), boundText('-1234567.5000', 'decimal(11,4)'), boundText('999', 'integer'), boundText('-9223372036854775808', 'bigint')]).toEqual(['412,884,120', '\u22121,234,567.5000', '999', '\u22129,223,372,036,854,775,808']);
  });
  it('cuts moments to the minute', () => expect([boundText('2026-11-23 10:46:40.123456 UTC', 'timestamp(6) with time zone'), boundText('2026-11-23T10:46:40.5', 'timestamp(6)')]).toEqual(['2026-11-23 10:46', '2026-11-23 10:46']));
  it('leaves everything else as it is', () => expect([boundText('123', 'varchar'), boundText('2026-11-23', 'date'), boundText('1.5E9', 'double')]).toEqual(['123', '2026-11-23', '1.5E9']));
});
