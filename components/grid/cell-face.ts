import { cellText } from '@/lib/model/values/cell-text';
import type { Cell, LogicalType } from '@/lib/model/values/types';

/** How a cell looks in its row: a value, or one of three things that must not be mistaken for one. */
export interface CellFace {
  readonly kind: 'value' | 'null' | 'empty' | 'pending';
  readonly text: string;
}

/** Characters of a cell that a row shows; the viewer shows all. */
const SHOWN = 300;
/** Parts of a nested value that can be needed to fill them: the shortest take two characters, `, `. */
const PARTS = SHOWN / 2 + 2;

export function cellFace(cell: Cell | undefined, type: LogicalType): CellFace {
  if (cell === undefined) return { kind: 'pending', text: '' };
  if (cell === null) return { kind: 'null', text: 'null' };
  if (cell === '') return { kind: 'empty', text: 'empty' };
  if (GROUPED.has(type.kind)) return { kind: 'value', text: grouped(String(cell)) };
  const line = cellText(pruned(cell, type, { left: PARTS }), type).replace(/\r\n|[\r\n]/g, '\u21b5').replaceAll('\t', ' ');
  return { kind: 'value', text: line.length > SHOWN ? `${whole(line, SHOWN)}\u2026` : line };
}

const GROUPED: ReadonlySet<LogicalType['kind']> = new Set(['tinyint', 'smallint', 'integer', 'bigint', 'decimal']);
/** Digits before the point in threes, for reading; what is copied has none of these commas. */
const grouped = (digits: string): string => digits.replace(/^(-?)(\d+)/, (_, sign: string, whole: string) => `${sign}${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}`);

/** The beginning of a text, never with half a character at its end. */
const whole = (text: string, length: number): string => text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length);

/** As much of a cell as its row can show, so that a megabyte of text or a long array does not hold up the scrolling. */
function pruned(cell: Cell, type: LogicalType, parts: { left: number }): Cell {
  if (typeof cell === 'string') return type.kind === 'varbinary' ? cell.slice(0, BASE64_SHOWN) : cell.length > SHOWN ? whole(cell, SHOWN + 1) : cell;
  if (typeof cell !== 'object' || cell === null) return cell;
  const kept: Cell[] = [];
  for (const [index, item] of cell.entries()) {
    if (parts.left <= 0) break;
    parts.left -= 1;
    kept.push(prunedPart(item, index, type, parts));
  }
  return kept;
}

function prunedPart(item: Cell, index: number, type: LogicalType, parts: { left: number }): Cell {
  switch (type.kind) {
    case 'array': return pruned(item, type.element, parts);
    case 'row': return pruned(item, type.fields[index]?.type ?? { kind: 'unknown' }, parts);
    case 'map': {
      const [key = null, value = null] = Array.isArray(item) ? (item as readonly Cell[]) : [];
      return [pruned(key, type.key, parts), pruned(value, type.value, parts)];
    }
    default: return item;
  }
}

/** Bytes travel as base64, four characters for three of them: a cut must not fall inside of four. */
const BASE64_SHOWN = 204;

const NUMBERS: ReadonlySet<LogicalType['kind']> = new Set(['tinyint', 'smallint', 'integer', 'bigint', 'real', 'double', 'decimal']);
/** Types whose values are added up and stand at the right. */
export const isNumeric = (type: LogicalType): boolean => NUMBERS.has(type.kind);
