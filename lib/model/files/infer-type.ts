const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6}0*)?)?/;
const ZONE = /(Z|[+-]\d{2}(:?\d{2})?)$/;
const WHOLE = /^[+-]?(0|[1-9]\d*)$/;
const FRACTION = /^[+-]?(0|[1-9]\d*)\.\d+$/;
const NUMBER = /^[+-]?(0|[1-9]\d*)(\.\d*)?([eE][+-]?\d+)?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONG_MAX = 9_223_372_036_854_775_807n;
const EXACT_DIGITS = 15;

/**
 * The Iceberg type that every one of the texts is a value of, the narrowest that is not surprised by the next: whole numbers are long,
 * fractions double. Digits with a leading zero (postal codes, account numbers) stay text, and so does what would lose digits.
 * @param onlyTexts the file says of these that they are texts: numbers and truth values are not looked for in them
 */
export function inferType(values: readonly (string | null)[], onlyTexts = false): string {
  const given = values.filter((value): value is string => value !== null).map((value) => value.trim());
  if (given.length === 0) return 'string';
  const all = (test: (value: string) => boolean): boolean => given.every(test);
  if (all((value) => DAY.test(value))) return 'date';
  if (all((value) => INSTANT.test(value) && INSTANT.exec(value)?.[0] === value)) return 'timestamp';
  if (all((value) => INSTANT.test(value) && ZONE.test(value) && value.replace(ZONE, '').trim() === INSTANT.exec(value)?.[0])) return 'timestamptz';
  if (all((value) => UUID.test(value))) return 'uuid';
  if (onlyTexts) return 'string';
  if (all((value) => /^(true|false)$/i.test(value))) return 'boolean';
  if (all((value) => WHOLE.test(value))) return wholeType(given);
  if (all((value) => NUMBER.test(value))) {
    const isExact = all((value) => value.replace(/[eE].*$/, '').replace(/\D/g, '').length <= EXACT_DIGITS);
    return isExact || !all((value) => FRACTION.test(value) || WHOLE.test(value)) ? 'double' : decimalType(given);
  }
  return 'string';
}

function wholeType(values: readonly string[]): string {
  const size = values.reduce((most, value) => { const n = BigInt(value.replace('+', '')); const magnitude = n < 0n ? -n : n; return magnitude > most ? magnitude : most; }, 0n);
  if (size <= LONG_MAX) return 'long';
  return size.toString().length <= 38 ? 'decimal(38,0)' : 'string';
}

function decimalType(values: readonly string[]): string {
  const parts = values.map((value) => value.replace(/^[+-]/, '').split('.'));
  const scale = Math.max(...parts.map(([, fraction = '']) => fraction.length));
  const whole = Math.max(...parts.map(([digits = '']) => digits.length));
  return whole + scale <= 38 ? `decimal(38,${scale})` : 'string';
}

