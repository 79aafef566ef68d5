import { invalidInput } from '@/lib/model/errors';
import type { IcebergType, JsonValue } from '../types';
import { typeToText } from './type-json';

/**
 * A default as a person or a script gives it, in the form that metadata keeps it (spec, JSON single-value
 * serialization): numbers of 64 bits come as text and become numbers, everything else stays as it is.
 * Throws INVALID_INPUT for what cannot be a value of the type; what is left is for the schema's rules.
 */
export function readDefault(input: string | number | boolean, type: IcebergType): JsonValue {
  const wrong = (): Error => invalidInput(`${JSON.stringify(input)} is no default for ${typeToText(type)}.`);
  switch (type.type) {
    case 'int': case 'long': {
      if (typeof input === 'string' && /^-?\d{1,19}$/.test(input)) { const value = BigInt(input); return Number.isSafeInteger(Number(value)) ? Number(value) : value; }
      if (typeof input === 'number' && Number.isInteger(input)) {
        if (!Number.isSafeInteger(input)) throw invalidInput(`${input} has lost digits on its way; send a whole number beyond 2^53 as text.`);
        return input;
      }
      throw wrong();
    }
    case 'float': case 'double': {
      const value = typeof input === 'string' && input.trim() !== '' ? Number(input) : input;
      if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong();
      return value;
    }
    case 'boolean': if (input === 'true' || input === 'false') return input === 'true'; if (typeof input !== 'boolean') throw wrong(); return input;
    case 'decimal': if (typeof input === 'number') return padded(String(input), type.scale); if (typeof input !== 'string') throw wrong(); return padded(input, type.scale);
    default: if (typeof input !== 'string') throw wrong(); return input;
  }
}

/** A decimal with all digits of its scale, as the specification writes it. */
function padded(text: string, scale: number): string {
  const match = /^(-?\d+)(?:\.(\d*))?$/.exec(text);
  if (match === null || (match[2] ?? '').length > scale) return text;
  return scale === 0 ? (match[1] ?? text) : `${match[1]}.${(match[2] ?? '').padEnd(scale, '0')}`;
}
