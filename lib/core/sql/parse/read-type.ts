import { ArrayTypeContext, DateTimeTypeContext, DoublePrecisionTypeContext, GenericTypeContext, IntervalTypeContext, LegacyArrayTypeContext, LegacyMapTypeContext, RowTypeContext, TimeTypeContext, type TypeContext, type TypeParameterContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { TypeName } from '../ast';
import { refuse } from '../errors';
import { type Reader, readIdentifier } from './reader';

export function readType(r: Reader, context: TypeContext): TypeName {
  const span = r.tree.span(context);
  const plain = (name: string, params: TypeName['params'] = []): TypeName => ({ span, name, params, fields: [] });
  const param = (p: TypeParameterContext | null): TypeName['params'] => (p === null ? [] : [readParam(r, p)]);
  if (context instanceof GenericTypeContext) return plain(readIdentifier(r, context.identifier()).value.toLowerCase(), context.typeParameter().map((p) => readParam(r, p)));
  if (context instanceof DoublePrecisionTypeContext) return plain('double');
  if (context instanceof DateTimeTypeContext) return plain(context.KW_WITH() ? 'timestamp with time zone' : 'timestamp', param(context.typeParameter()));
  if (context instanceof TimeTypeContext) return plain(context.KW_WITH() ? 'time with time zone' : 'time', param(context.typeParameter()));
  if (context instanceof IntervalTypeContext) return plain(`interval ${context.intervalField().map((f) => f.getText().toLowerCase()).join(' to ')}`);
  if (context instanceof ArrayTypeContext) return plain('array', [r.type(context.type())]);
  if (context instanceof LegacyArrayTypeContext) return plain('array', [r.type(context.type())]);
  if (context instanceof LegacyMapTypeContext) return plain('map', context.type_().map((t) => r.type(t)));
  if (context instanceof RowTypeContext) {
    const fields = context.rowField().map((field) => {
      const name = field.identifier();
      return { name: name ? readIdentifier(r, name).value : null, type: r.type(field.type()) };
    });
    return { span, name: 'row', params: [], fields };
  }
  return refuse('This way of writing a type', span);
}

function readParam(r: Reader, context: TypeParameterContext): number | TypeName {
  const number = context.INTEGER_VALUE();
  return number ? Number(number.getText().replaceAll('_', '')) : r.type(context.type()!);
}
