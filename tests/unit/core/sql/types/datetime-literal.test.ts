import { describe, expect, it } from 'vitest';
import { dateLiteral, epochDay, timeLiteral, timestampLiteral, zonedLiteral } from '@/lib/core/sql/types/datetime-literal';
import { intervalLiteral } from '@/lib/core/sql/types/interval-literal';

const DAY = 86_400_000_000_000_000n;

describe('dates', () => {
  it.each([['1970-01-01', 0], ['2020-1-2', 18_263], ['1969-12-31', -1], ['2000-02-29', 11_016], ['0001-01-01', -719_162], ['-0001-01-01', -719_893], ['+10000-01-01', 2_932_897]])('%s', (text, days) => expect(dateLiteral(text)).toBe(days));
  it.each(['2019-02-29', '2020-13-01', '2020-00-01', '2020-01-32', '2020-01', '20200101', '2020/01/01', ''])('%s is none', (text) => expect(dateLiteral(text)).toBeNull());
  it('knows leap years before 1582 too', () => expect([epochDay(1500, 2, 29), epochDay(1600, 2, 29) !== null, epochDay(0, 2, 29) !== null]).toEqual([null, true, true]));
});

describe('timestamps', () => {
  it('keep as many digits as are written', () => {
    expect(timestampLiteral('1970-01-02 00:00:00.120')).toEqual({ picos: DAY + 120_000_000_000n, precision: 3 });
    expect(timestampLiteral('1970-01-01 00:00')).toEqual({ picos: 0n, precision: 0 });
    expect(timestampLiteral('1969-12-31 23:59:59.999999999999')).toEqual({ picos: -1n, precision: 12 });
  });
  it.each(['2020-01-01 24:00:00', '2020-01-01 23:60', '2020-01-01T00:00', '2020-01-01 00:00:00.', 'noon'])('%s is none', (text) => expect(timestampLiteral(text)).toBeNull());
  it('with a zone are instants', () => {
    expect(zonedLiteral('1970-01-01 01:00:00 +01:00')).toMatchObject({ picos: 0n, zone: '+01:00' });
    expect(zonedLiteral('1970-01-01 00:00:00 UTC')).toMatchObject({ picos: 0n, zone: 'UTC' });
    expect(zonedLiteral('1970-01-01 00:00:00Z')).toMatchObject({ zone: 'UTC' });
    expect(zonedLiteral('2020-01-01 12:00 Europe/Paris')).toMatchObject({ zone: 'Europe/Paris' });
  });
  it.each(['2020-01-05', '2020-01-01 12:00:00'])('%s has no zone', (text) => expect(zonedLiteral(text)).toBeNull());
});

it('reads times of a day', () => {
  expect(timeLiteral('01:02:03.5')).toEqual({ picos: 3_723_500_000_000_000n, precision: 1 });
  expect([timeLiteral('24:00'), timeLiteral('1')]).toEqual([null, null]);
});

describe('intervals', () => {
  it.each([
    ['3', 'DAY', null, false, 259_200_000n], ['-3', 'DAY', null, false, -259_200_000n], ['3', 'DAY', null, true, -259_200_000n], ['1.5', 'SECOND', null, false, 1500n], ['2 10:30', 'DAY', 'MINUTE', false, 210_600_000n], ['2 10', 'DAY', 'SECOND', false, 208_800_000n], ['1:02:03.004', 'HOUR', 'SECOND', false, 3_723_004n],
  ] as const)('%s %s %s', (text, from, to, negative, value) => expect(intervalLiteral(text, negative, from, to)).toEqual({ months: false, value }));
  it.each([['2', 'YEAR', null, 24n], ['1-3', 'YEAR', 'MONTH', 15n], ['7', 'MONTH', null, 7n]] as const)('%s %s %s', (text, from, to, value) => expect(intervalLiteral(text, false, from, to)).toEqual({ months: true, value }));
  it.each([['x', 'DAY', null], ['1', 'DAY', 'YEAR'], ['1', 'YEAR', 'DAY'], ['1.5', 'DAY', null], ['1 2 3', 'DAY', 'HOUR'], ['', 'DAY', null]] as const)("'%s' %s %s is none", (text, from, to) => expect(intervalLiteral(text, false, from, to)).toBeNull());
});
