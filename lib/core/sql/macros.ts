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
  // x / y to the nearest whole number, half away from zero
  `CREATE OR REPLACE MACRO lhc_div_half_up(x, y) AS list_transform([{'x': CAST(x AS HUGEINT), 'y': CAST(y AS HUGEINT)}], lambda p: p.x // p.y + CASE WHEN abs(p.x % p.y) >= abs(p.y) - abs(p.x % p.y) THEN CASE WHEN (p.x < 0) = (p.y < 0) THEN 1 ELSE -1 END ELSE 0 END)[1]`,
  `CREATE OR REPLACE MACRO lhc_unscaled(d) AS CAST(replace(CAST(d AS VARCHAR), '.', '') AS HUGEINT)`,
  // a whole number of 128 bits cut to the lowest \`bits\` as Java cuts it
  `CREATE OR REPLACE MACRO lhc_wrap(v, bits) AS list_transform([CAST(v AS HUGEINT) & ((CAST(1 AS HUGEINT) << bits) - 1)], lambda u: CASE WHEN u >= CAST(1 AS HUGEINT) << (bits - 1) THEN u - (CAST(1 AS HUGEINT) << bits) ELSE u END)[1]`,
  // digits of a base as a bigint, NULL where the text is none; twelve digits more than any bigint has are enough to see that it is too great
  `CREATE OR REPLACE MACRO lhc_from_base(t, radix) AS list_transform([{'sign': CASE WHEN left(t, 1) = '-' THEN -1 ELSE 1 END, 'digits': ltrim(lower(CASE WHEN left(t, 1) IN ('-', '+') THEN substr(t, 2) ELSE t END), '0'), 'some': length(CASE WHEN left(t, 1) IN ('-', '+') THEN substr(t, 2) ELSE t END) > 0}], lambda p: list_transform([CASE
    WHEN NOT p.some OR length(p.digits) > 64 OR regexp_matches(p.digits, '[^0-9a-z]') OR len(list_filter(string_split(p.digits, ''), lambda c: instr('0123456789abcdefghijklmnopqrstuvwxyz', c) > radix)) > 0 THEN NULL
    ELSE list_reduce(list_transform(string_split(p.digits, ''), lambda c: CAST(instr('0123456789abcdefghijklmnopqrstuvwxyz', c) - 1 AS HUGEINT)), lambda s, d: CASE WHEN s > CAST('9223372036854775808' AS HUGEINT) THEN s ELSE s * radix + d END, CAST(0 AS HUGEINT)) END], lambda v: CASE WHEN v * p.sign BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(v * p.sign AS BIGINT) END)[1])[1]`,
  // parts of split_to_map: what is behind the last delimiter is an entry only where there is something
  `CREATE OR REPLACE MACRO lhc_entries(s, entries) AS string_split(CASE WHEN ends_with(s, entries) THEN s ELSE s || entries END, entries)[1:-2]`,
  `CREATE OR REPLACE MACRO lhc_keys(s, entries, pairs) AS list_transform(lhc_entries(s, entries), lambda entry: string_split(entry, pairs)[1])`,
];
