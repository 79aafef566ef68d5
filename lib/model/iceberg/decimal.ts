/** Two's complement, big-endian, in the fewest bytes that hold the value (spec, Appendix D). */
export function bigintToBytes(value: bigint): Uint8Array {
  let length = 1;
  while (value < -(1n << BigInt(length * 8 - 1)) || value >= 1n << BigInt(length * 8 - 1)) length += 1;
  return bigintToFixed(value, length);
}

/** The same in exactly `length` bytes. Throws RangeError for a value that needs more. */
export function bigintToFixed(value: bigint, length: number): Uint8Array {
  if (BigInt.asIntN(length * 8, value) !== value) throw new RangeError(`${value} does not fit into ${length} bytes`);
  const bytes = new Uint8Array(length);
  let rest = BigInt.asUintN(length * 8, value);
  for (let index = length - 1; index >= 0; index -= 1) {
    bytes[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

export function bytesToBigint(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, value);
}

/** Bytes a decimal of this precision takes as a fixed (spec, Appendix A). */
export function decimalBytes(precision: number): number {
  let length = 1;
  while (1n << BigInt(length * 8 - 1) < 10n ** BigInt(precision)) length += 1;
  return length;
}

/** `12345`, 2 → `123.45`. */
export function decimalText(unscaled: bigint, scale: number): string {
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return negative ? `-${text}` : text;
}

/** The reverse; digits beyond the scale must be zero, else null. */
export function parseDecimal(text: string, scale: number): bigint | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!match || `${match[2]}${match[3] ?? ''}` === '') return null;
  const fraction = match[3] ?? '';
  if (/[1-9]/.test(fraction.slice(scale))) return null;
  const unscaled = BigInt(`${match[2]}${fraction.slice(0, scale).padEnd(scale, '0')}` || '0');
  return match[1] === '-' ? -unscaled : unscaled;
}
