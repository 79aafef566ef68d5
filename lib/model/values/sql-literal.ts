import { hexOfBase64 } from './cell-text';
import { typeText } from './type-text';
import type { Cell, LogicalType } from './types';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const cast = (expression: string, type: LogicalType): string => `CAST(${expression} AS ${typeText(type)})`;

function interval(text: string, unit: string): string {
  return text.startsWith('-') ? `INTERVAL -${quoted(text.slice(1))} ${unit}` : `INTERVAL ${quoted(text)} ${unit}`;
}

/** A cell as an expression of Trino's SQL that has the cell's value and type. */
export function sqlLiteral(cell: Cell, type: LogicalType): string {
  if (cell === null) return type.kind === 'unknown' ? 'NULL' : cast('NULL', type);
  const text = Object.is(cell, -0) ? '-0.0' : String(cell);
  switch (type.kind) {
    case 'boolean': case 'integer': case 'unknown': return text;
    case 'varchar': return type.length === null || type.length !== [...text].length ? cast(quoted(text), type) : quoted(text);
    case 'char': return cast(quoted(text), type);
    case 'varbinary': return `X'${hexOfBase64(text)}'`;
    case 'interval day to second': return interval(text, 'DAY TO SECOND');
    case 'interval year to month': return interval(text, 'YEAR TO MONTH');
    case 'time': case 'time with time zone': return `TIME ${quoted(text)}`;
    case 'timestamp': case 'timestamp with time zone': return `TIMESTAMP ${quoted(text)}`;
    case 'decimal': return cast(`DECIMAL ${quoted(text)}`, type);
    case 'array': return cast(`ARRAY[${(cell as readonly Cell[]).map((item) => sqlLiteral(item, type.element)).join(', ')}]`, type);
    case 'map': {
      const entries = cell as readonly (readonly [Cell, Cell])[];
      return cast(`MAP(ARRAY[${entries.map(([key]) => sqlLiteral(key, type.key)).join(', ')}], ARRAY[${entries.map(([, value]) => sqlLiteral(value, type.value)).join(', ')}])`, type);
    }
    case 'row': return cast(`ROW(${type.fields.map((field, index) => sqlLiteral((cell as readonly Cell[])[index] ?? null, field.type)).join(', ')})`, type);
    case 'tinyint': case 'smallint': case 'bigint': case 'real': case 'double': case 'date': case 'json': case 'uuid':
      return `${type.kind.toUpperCase()} ${quoted(text)}`;
  }
}
