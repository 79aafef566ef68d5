/**
 * What DuckDB lacks of Trino's semantics, as macros of the engine's own SQL. The engine worker runs this text once in
 * every fresh process before it locks the configuration, after `SET TimeZone = 'UTC'`. Arguments of a macro are copied
 * wherever they stand in it, so the emitter hands over dear values by name.
 */
export const MACROS: readonly string[] = [
  // Java's scientific form from DuckDB's shortest digits: 1.5 -> 1.5E0, 1e+20 -> 1.0E20
  `CREATE OR REPLACE MACRO lhc_float_text(t) AS list_transform([t], lambda s: CASE
    WHEN s IN ('nan', 'NaN') THEN 'NaN' WHEN s IN ('inf', 'Infinity') THEN 'Infinity' WHEN s IN ('-inf', '-Infinity') THEN '-Infinity'
    WHEN s = '0.0' THEN '0.0E0' WHEN s = '-0.0' THEN '-0E0'
    ELSE list_transform([{'sign': CASE WHEN left(s, 1) = '-' THEN '-' ELSE '' END, 'whole': regexp_extract(s, '^-?([0-9]+)', 1), 'part': regexp_extract(s, '[.]([0-9]+)', 1), 'e': coalesce(TRY_CAST(nullif(regexp_extract(s, 'e([+-]?[0-9]+)$', 1), '') AS INTEGER), 0)}], lambda p:
      list_transform([{'digits': rtrim(ltrim(p.whole || p.part, '0'), '0'), 'e': p.e + length(p.whole) - 1 - (length(p.whole || p.part) - length(ltrim(p.whole || p.part, '0')))}], lambda d:
        p.sign || left(d.digits, 1) || '.' || CASE WHEN length(d.digits) > 1 THEN substr(d.digits, 2) ELSE '0' END || 'E' || CAST(d.e AS VARCHAR))[1])[1] END)[1]`,
  `CREATE OR REPLACE MACRO lhc_interval_text(ms) AS list_transform([CAST(ms AS HUGEINT)], lambda m: CASE WHEN m < 0 THEN '-' ELSE '' END || CAST(abs(m) // 86400000 AS VARCHAR) || ' ' || lpad(CAST(abs(m) // 3600000 % 24 AS VARCHAR), 2, '0') || ':' || lpad(CAST(abs(m) // 60000 % 60 AS VARCHAR), 2, '0') || ':' || lpad(CAST(abs(m) // 1000 % 60 AS VARCHAR), 2, '0') || '.' || lpad(CAST(abs(m) % 1000 AS VARCHAR), 3, '0'))[1]`,
  `CREATE OR REPLACE MACRO lhc_months_text(months) AS list_transform([CAST(months AS HUGEINT)], lambda m: CASE WHEN m < 0 THEN '-' ELSE '' END || CAST(abs(m) // 12 AS VARCHAR) || '-' || CAST(abs(m) % 12 AS VARCHAR))[1]`,
  `CREATE OR REPLACE MACRO lhc_parse_double(t) AS CAST(regexp_replace(trim(t, chr(9) || chr(10) || chr(13) || ' '), '[fFdD]$', '') AS DOUBLE)`,
  `CREATE OR REPLACE MACRO lhc_parse_real(t) AS CAST(regexp_replace(trim(t, chr(9) || chr(10) || chr(13) || ' '), '[fFdD]$', '') AS FLOAT)`,
  // unit: microseconds of the last digit kept; half goes up, also before 1970
  `CREATE OR REPLACE MACRO lhc_round_timestamp(ts, unit) AS list_transform([epoch_us(ts) + unit // 2], lambda u: make_timestamp(u - ((u % unit + unit) % unit)))[1]`,
  `CREATE OR REPLACE MACRO lhc_parse_date(t) AS make_date(CAST(regexp_extract(t, '([+-]?[0-9]+)-[0-9]+-', 1) AS BIGINT), CAST(regexp_extract(t, '[0-9]-([0-9]+)-', 1) AS BIGINT), CAST(regexp_extract(t, '-([0-9]+)[^0-9]*$', 1) AS BIGINT))`,
  // years as ISO 8601 has them, the year 0 among them; a timestamp's year of more than four digits has a sign, a date's has none
  `CREATE OR REPLACE MACRO lhc_date_text(d) AS CASE WHEN year(d) < 0 THEN '-' ELSE '' END || CASE WHEN abs(year(d)) > 9999 THEN CAST(abs(year(d)) AS VARCHAR) ELSE lpad(CAST(abs(year(d)) AS VARCHAR), 4, '0') END || strftime(d, '-%m-%d')`,
  `CREATE OR REPLACE MACRO lhc_year_text(d) AS CASE WHEN year(d) < 0 THEN '-' WHEN year(d) > 9999 THEN '+' ELSE '' END || CASE WHEN abs(year(d)) > 9999 THEN CAST(abs(year(d)) AS VARCHAR) ELSE lpad(CAST(abs(year(d)) AS VARCHAR), 4, '0') END`,
  // from the first digit to the last; a seventh digit of the fraction decides only where six are kept
  `CREATE OR REPLACE MACRO lhc_parse_timestamp(t, unit) AS list_transform([regexp_extract(t, '[0-9].*[0-9]')], lambda s: lhc_round_timestamp(make_timestamp(
      CAST(regexp_extract(s, '^([0-9]+)-', 1) AS BIGINT), CAST(regexp_extract(s, '^[0-9]+-([0-9]+)-', 1) AS BIGINT), CAST(regexp_extract(s, '^[0-9]+-[0-9]+-([0-9]+)', 1) AS BIGINT),
      CAST('0' || regexp_extract(s, ' ([0-9]+):', 1) AS BIGINT), CAST('0' || regexp_extract(s, ':([0-9]+)', 1) AS BIGINT), CAST('0' || regexp_extract(s, ':[0-9]+:([0-9]+)', 1) AS DOUBLE))
    + to_microseconds(CAST(rpad(regexp_extract(s, '[.]([0-9]+)', 1), 6, '0') AS BIGINT) + CASE WHEN unit = 1 AND regexp_matches(s, '[.][0-9]{6}[5-9]') THEN 1 ELSE 0 END), unit))[1]`,
  // x / y to the nearest whole number, half away from zero; both stand in it more than once and are to be names
  `CREATE OR REPLACE MACRO lhc_div_half_up(x, y) AS CAST(x AS HUGEINT) // CAST(y AS HUGEINT) + CASE WHEN abs(CAST(x AS HUGEINT) % CAST(y AS HUGEINT)) >= abs(CAST(y AS HUGEINT)) - abs(CAST(x AS HUGEINT) % CAST(y AS HUGEINT)) THEN CASE WHEN (x < 0) = (y < 0) THEN 1 ELSE -1 END ELSE 0 END`,
  `CREATE OR REPLACE MACRO lhc_unscaled(d) AS CAST(replace(CAST(d AS VARCHAR), '.', '') AS HUGEINT)`,
  // a whole number of 128 bits cut to the lowest \`bits\` as Java cuts it
  `CREATE OR REPLACE MACRO lhc_wrap(v, bits) AS list_transform([CAST(v AS HUGEINT) & ((CAST(1 AS HUGEINT) << bits) - 1)], lambda u: CASE WHEN u >= CAST(1 AS HUGEINT) << (bits - 1) THEN u - (CAST(1 AS HUGEINT) << bits) ELSE u END)[1]`,
  // digits of a base as a bigint, NULL where the text is none; twelve digits more than any bigint has are enough to see that it is too great
  `CREATE OR REPLACE MACRO lhc_from_base(t, radix) AS list_transform([{'sign': CASE WHEN left(t, 1) = '-' THEN -1 ELSE 1 END, 'digits': ltrim(lower(CASE WHEN left(t, 1) IN ('-', '+') THEN substr(t, 2) ELSE t END), '0'), 'some': length(CASE WHEN left(t, 1) IN ('-', '+') THEN substr(t, 2) ELSE t END) > 0}], lambda p: list_transform([CASE
    WHEN NOT p.some OR length(p.digits) > 64 OR regexp_matches(p.digits, '[^0-9a-z]') OR len(list_filter(string_split(p.digits, ''), lambda c: instr('0123456789abcdefghijklmnopqrstuvwxyz', c) > radix)) > 0 THEN NULL
    ELSE list_reduce(list_transform(string_split(p.digits, ''), lambda c: CAST(instr('0123456789abcdefghijklmnopqrstuvwxyz', c) - 1 AS HUGEINT)), lambda s, d: CASE WHEN s > CAST('9223372036854775808' AS HUGEINT) THEN s ELSE s * radix + d END, CAST(0 AS HUGEINT)) END], lambda v: CASE WHEN v * p.sign BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(v * p.sign AS BIGINT) END)[1])[1]`,
  // parts of split_to_map: what is behind the last delimiter is an entry only where there is something
  `CREATE OR REPLACE MACRO lhc_entries(s, entries) AS string_split(CASE WHEN ends_with(s, entries) THEN s ELSE s || entries END, entries)[1:CASE WHEN s = '' THEN 0 ELSE -2 END]`,
  `CREATE OR REPLACE MACRO lhc_keys(s, entries, pairs) AS list_transform(lhc_entries(s, entries), lambda entry: string_split(entry, pairs)[1])`,
  // milliseconds of a timestamp, rounded down also before 1970
  `CREATE OR REPLACE MACRO lhc_floor_ms(ts) AS list_transform([epoch_us(ts)], lambda us: (us - (us % 1000 + 1000) % 1000) // 1000)[1]`,
  // whole months from x to y: a month that ends on its last day counts as complete for any later day of the month it began on. Plain
  // expressions, since a list for every row costs more than computing a part twice; both arguments are names
  `CREATE OR REPLACE MACRO lhc_whole_months(lo, hi) AS (year(hi) - year(lo)) * 12 + month(hi) - month(lo)
    - CASE WHEN day(hi) * 86400000000 + epoch_us(hi) - epoch_us(date_trunc('day', hi)) < CASE WHEN CAST(hi AS DATE) = last_day(hi) THEN least(day(lo), day(hi)) ELSE day(lo) END * 86400000000 + epoch_us(lo) - epoch_us(date_trunc('day', lo)) THEN 1 ELSE 0 END`,
  `CREATE OR REPLACE MACRO lhc_months_between(x, y) AS CAST(CASE WHEN y >= x THEN lhc_whole_months(x, y) WHEN y < x THEN -lhc_whole_months(y, x) END AS BIGINT)`,
  // whole years from x to y: the time since the year began is compared, without the 29th of February where only one of the two has it
  `CREATE OR REPLACE MACRO lhc_leap(ts) AS dayofyear(make_date(year(ts), 12, 31)) = 366`,
  `CREATE OR REPLACE MACRO lhc_in_year(ts) AS epoch_us(ts) - epoch_us(date_trunc('year', ts))`,
  `CREATE OR REPLACE MACRO lhc_whole_years(lo, hi) AS year(hi) - year(lo) - CASE WHEN lhc_in_year(hi) - CASE WHEN lhc_in_year(lo) >= 5097600000000 AND lhc_in_year(hi) >= 5097600000000 AND NOT lhc_leap(lo) AND lhc_leap(hi) THEN 86400000000 ELSE 0 END
    < lhc_in_year(lo) - CASE WHEN lhc_in_year(lo) >= 5097600000000 AND lhc_leap(lo) AND NOT lhc_leap(hi) THEN 86400000000 ELSE 0 END THEN 1 ELSE 0 END`,
  `CREATE OR REPLACE MACRO lhc_years_between(x, y) AS CAST(CASE WHEN y >= x THEN lhc_whole_years(x, y) WHEN y < x THEN -lhc_whole_years(y, x) END AS BIGINT)`,
  // NULL where there is no such day or time of day
  `CREATE OR REPLACE MACRO lhc_timestamp(y, mon, d, h, mi, s, ms) AS CASE WHEN mon BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31 AND h BETWEEN 0 AND 23 AND mi BETWEEN 0 AND 59 AND s BETWEEN 0 AND 59 THEN TRY(make_timestamp(CAST(y AS BIGINT), CAST(mon AS BIGINT), CAST(d AS BIGINT), CAST(h AS BIGINT), CAST(mi AS BIGINT), CAST(s AS DOUBLE))) + to_microseconds(CAST(ms AS BIGINT) * 1000) END`,
  // (high * 10^19 + low) / n to the nearest whole number, half away from zero, where the dividend may be beyond 128 bits
  `CREATE OR REPLACE MACRO lhc_average_wide(high, low, n) AS list_transform([{'h': high + low // CAST('10000000000000000000' AS HUGEINT), 'l': low % CAST('10000000000000000000' AS HUGEINT), 'n': CAST(n AS HUGEINT)}], lambda p:
    list_transform([{'h': p.h + CASE WHEN p.h > 0 AND p.l < 0 THEN -1 WHEN p.h < 0 AND p.l > 0 THEN 1 ELSE 0 END, 'l': p.l + CASE WHEN p.h > 0 AND p.l < 0 THEN 1 WHEN p.h < 0 AND p.l > 0 THEN -1 ELSE 0 END * CAST('10000000000000000000' AS HUGEINT), 'n': p.n}], lambda q:
      q.h // q.n * CAST('10000000000000000000' AS HUGEINT) + lhc_div_half_up(q.h % q.n * CAST('10000000000000000000' AS HUGEINT) + q.l, q.n))[1])[1]`,
];
