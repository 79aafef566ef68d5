import type { LogicalType } from '@/lib/model/values/types';
import type { Expr } from '../ast';
import { quote } from '../emit/text';
import { refuse } from '../errors';
import { DATE, VARCHAR } from '../types/coercion';
import { isoText, nullOf } from './literal';
import type { Context, Typed } from './typed';

/** CURRENT_DATE and relatives: one instant for the whole run, in UTC. */
export function currentValue(e: Extract<Expr, { node: 'current' }>, cx: Context): Typed {
  const { session } = cx.env;
  const micros = BigInt(session.nowMs) * 1000n;
  const precision = e.precision ?? 3;
  const text = (value: string | null): Typed => (value === null ? nullOf(VARCHAR) : { type: VARCHAR, sql: quote(value), fails: false, constant: value });
  if (precision > 6) return refuse(`A timestamp of ${precision} fraction digits`, e.span);
  const unit = 10n ** BigInt(6 - precision);
  const rounded = (micros / unit) * unit;
  const temporal = (type: LogicalType, sql: string): Typed => ({ type, sql, fails: false, constant: String(rounded) });
  switch (e.what) {
    case 'date': return { type: DATE, sql: `CAST('${isoText(micros).slice(0, 10)}' AS DATE)`, fails: false, constant: Math.floor(session.nowMs / 86_400_000) };
    case 'timestamp': return temporal({ kind: 'timestamp with time zone', precision }, `CAST('${isoText(rounded)}+00' AS TIMESTAMPTZ)`);
    case 'localtimestamp': return temporal({ kind: 'timestamp', precision }, `CAST('${isoText(rounded)}' AS TIMESTAMP)`);
    case 'localtime': return { type: { kind: 'time', precision }, sql: `CAST('${isoText(rounded).slice(11)}' AS TIME)`, fails: false };
    case 'user': return text(session.user);
    case 'catalog': return text(session.catalog);
    case 'schema': return text(session.schema);
    case 'time': return refuse('CURRENT_TIME', e.span);
    case 'path': return refuse('CURRENT_PATH', e.span);
  }
}
