import { describe, expect, it } from 'vitest';
import { bind, isCheap, quote } from '@/lib/core/sql/emit/text';

const dear = "regexp_replace(scan_0.c1, 'a', 'b')";

describe('bind', () => {
  it('repeats what costs nothing and names what does', () => {
    expect(bind(['scan_0.c0'], ([x]) => `(${x} + ${x})`)).toBe('(scan_0.c0 + scan_0.c0)');
    expect(bind([dear], ([x]) => `(${x} || ${x})`)).toBe(`list_transform([${dear}], lambda v1: (v1 || v1))[1]`);
  });

  it('keeps the names of binds within binds apart', () => {
    const sql = bind([dear], ([x]) => `${x} || ${bind([`upper(${x})`], ([y]) => `${x} || ${y} || ${y}`)}`);
    expect(sql).toBe(`list_transform([${dear}], lambda v2: v2 || list_transform([upper(v2)], lambda v1: v2 || v1 || v1)[1])[1]`);
  });

  it('leaves a text alone that looks like its own mark', () => {
    const text = '\ue0000\ue001';
    expect(bind([dear], ([x]) => `${x} || ${quote(text)} || ${x}`)).toContain("('' || chr(57344) || '0\ue001')");
  });
});

it('tells cheap SQL', () => {
  for (const sql of ['r1.c0', "'it''s'", 'CAST(12 AS BIGINT)', "CAST('1.5' AS DECIMAL(2,1))"]) expect(isCheap(sql)).toBe(true);
  for (const sql of ['(a + b)', 'f(a)', "'a' || 'b'", dear]) expect(isCheap(sql)).toBe(false);
});
