import type { Cell, LogicalType } from './types';

const bytesOf = (base64: string): readonly number[] => Array.from(atob(base64), (char) => char.charCodeAt(0));

/** Base64 as hexadecimal digits, two a byte. */
export const hexOfBase64 = (base64: string): string => bytesOf(base64).map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A number as people read it: -0 keeps its sign, which `String` drops. */
const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/**
 * A cell as one line of text for the screen and the clipboard: NULL, text as it is, bytes as hexadecimal digits,
 * [1, 2] for arrays, {k=v} for maps, {name=v, v} for rows. Not meant to be read back: see csv and sql-literal.
 */
export function cellText(cell: Cell, type: LogicalType): string {
  if (cell === null) return 'NULL';
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell !== 'object') return type.kind === 'varbinary' ? hexOfBase64(String(cell)) : String(cell);
  switch (type.kind) {
    case 'array': return `[${cell.map((item) => cellText(item, type.element)).join(', ')}]`;
    case 'map': return `{${(cell as readonly (readonly [Cell, Cell])[]).map(([key, value]) => `${cellText(key, type.key)}=${cellText(value, type.value)}`).join(', ')}}`;
    case 'row': return `{${type.fields.map(({ name, type: field }, index) => `${name === null ? '' : `${name}=`}${cellText(cell[index] ?? null, field)}`).join(', ')}}`;
    default: return JSON.stringify(cell);
  }
}
