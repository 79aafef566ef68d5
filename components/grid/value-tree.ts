import { parseJson, type Json } from '@/lib/model/values/lossless-json';
import { cellText } from '@/lib/model/values/cell-text';
import { typeText } from '@/lib/model/values/type-text';
import type { Cell, LogicalType } from '@/lib/model/values/types';

/** A value as a tree: a leaf has a text, a branch knows its parts when it is opened. */
export interface ValueNode {
  readonly label: string;
  readonly kind: 'text' | 'number' | 'word' | 'branch';
  /** a leaf's value; a branch's kind and size */
  readonly text: string;
  readonly parts: (() => readonly ValueNode[]) | null;
}

const sized = (word: string, count: number): string => `${word}, ${count.toLocaleString('en')} ${count === 1 ? 'item' : 'items'}`;

/** A nested cell as a tree by its type; null when the cell is not nested. JSON is read when the type says so, or when a text is an object or a list. */
export function valueTree(cell: Cell, type: LogicalType): ValueNode | null {
  if (cell !== null && typeof cell === 'object') return typedNode('', cell, type);
  if (typeof cell !== 'string' || (type.kind !== 'json' && !(type.kind === 'varchar' && /^\s*[[{]/.test(cell)))) return null;
  try {
    const json = parseJson(cell);
    return typeof json === 'object' && json !== null ? jsonNode('', json) : null;
  } catch {
    // a text that only begins like JSON is shown as text
    return null;
  }
}

function typedNode(label: string, cell: Cell, type: LogicalType): ValueNode {
  if (cell === null || typeof cell !== 'object') return { label, kind: cell === null || typeof cell === 'boolean' ? 'word' : typeof cell === 'number' || type.kind === 'bigint' || type.kind === 'decimal' ? 'number' : 'text', text: cellText(cell, type), parts: null };
  switch (type.kind) {
    case 'array': return branch(label, sized(typeText(type), cell.length), () => cell.map((item, index) => typedNode(String(index + 1), item, type.element)));
    case 'map': return branch(label, sized(typeText(type), cell.length), () => (cell as readonly (readonly [Cell, Cell])[]).map(([key, value]) => typedNode(cellText(key, type.key), value, type.value)));
    case 'row': return branch(label, 'row', () => type.fields.map((field, index) => typedNode(field.name ?? `field ${index + 1}`, cell[index] ?? null, field.type)));
    default: return { label, kind: 'text', text: cellText(cell, type), parts: null };
  }
}

function jsonNode(label: string, json: Json): ValueNode {
  if (Array.isArray(json)) {
    const items = json as readonly Json[];
    return branch(label, sized('list', items.length), () => items.map((item, index) => jsonNode(String(index), item)));
  }
  if (typeof json === 'object' && json !== null) {
    const entries = Object.entries(json);
    return branch(label, sized('object', entries.length), () => entries.map(([name, value]) => jsonNode(name, value)));
  }
  const kind = typeof json === 'string' ? 'text' : json === null || typeof json === 'boolean' ? 'word' : 'number';
  return { label, kind, text: String(json), parts: null };
}

const branch = (label: string, text: string, parts: () => readonly ValueNode[]): ValueNode => ({ label, kind: 'branch', text, parts });
