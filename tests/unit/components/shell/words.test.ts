import { describe, expect, it } from 'vitest';
import { ago, bytes, clock, count, counted, duration, short, shortId, shortSpan, signed, span } from '@/components/shell/words';

describe('words for numbers', () => {
  it('groups, signs and dashes', () => {
    expect([count(412884120), count(null), count(-212), signed(1340), signed(-212), signed(0)]).toEqual(['412,884,120', '\u2013', '\u2212212', '+1,340', '\u2212212', '0']);
  });
  it('shortens for narrow columns', () => expect([short(9102), short(412_812_000), short(15_300)]).toEqual(['9,102', '412.8 M', '15.3 k']));
  it('writes binary bytes with one decimal', () => expect([bytes(0), bytes(1023), bytes(1024), bytes(66_357_519_974), bytes(null)]).toEqual(['0 B', '1,023 B', '1.0 KiB', '61.8 GiB', '\u2013']));
  it('never writes 1024.0 of a unit', () => expect(bytes(1024 * 1024 - 1)).toBe('1.0 MiB'));
  it('writes ages', () => {
    expect([span(12), span(200), span(26 * 3600), span(12 * 86400)]).toEqual(['12 s', '3 min', '26 h', '12 days']);
    expect([shortSpan(200), shortSpan(3 * 86400)]).toEqual(['3m', '3d']);
    expect(ago('2026-11-24T00:00:00.000Z', Date.parse('2026-11-24T00:03:00.000Z'))).toBe('3 min ago');
    expect(ago(null, 0)).toBe('never');
  });
  it('writes durations', () => expect([duration(12.4), duration(3840), duration(66_000), clock(42_000), clock(3_723_000)]).toEqual(['12 ms', '3.84 s', '1:06', '0:42', '1:02:03']));
  it('shortens ids and counts things', () => expect([shortId('5127740913392018846'), counted(1, 'file'), counted(2, 'query', 'queries')]).toEqual(['5127\u20268846', '1 file', '2 queries']));
});
