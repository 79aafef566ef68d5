import type { FrameBoundContext, FunctionCallContext, ListAggContext, WindowFrameContext, WindowSpecificationContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import { BoundedFrameContext, CurrentRowBoundContext, UnboundedFrameContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { Expr, FrameBound, WindowSpec } from '../ast';
import { fail, refuse } from '../errors';
import { type Reader, readExprs, readIdentifier, readString } from './reader';

export function readCall(r: Reader, c: FunctionCallContext): Expr {
  const span = r.tree.span(c);
  if (c.processingMode()) return refuse('RUNNING and FINAL', span);
  const parts = c.functionName().qualifiedName().identifier().map((id) => readIdentifier(r, id));
  const name = parts.at(-1)!.value.toLowerCase();
  if (parts.length > 1) return fail('FUNCTION_NOT_FOUND', `Function '${parts.map((p) => p.value).join('.')}' not registered`, span);
  const over = c.over();
  const spec = over?.windowSpecification();
  const base = over?.identifier();
  const filter = c.filter();
  const args = readExprs(r, c.expression());
  if (name === 'nullif' || name === 'if' || name === 'try') checkSpecial(name, args.length, span);
  return {
    node: 'call',
    span,
    call: {
      name,
      args,
      star: c.ASTERISK() !== null,
      distinct: c.setQuantifier()?.KW_DISTINCT() != null,
      orderBy: c.sortItem().map((item) => r.sortItem(item)),
      filter: filter ? r.expr(filter.whereClause().booleanExpression()) : null,
      over: spec ? r.window(spec) : base ? readIdentifier(r, base) : null,
      ignoreNulls: c.nullTreatment()?.KW_IGNORE() != null,
    },
  };
}

function checkSpecial(name: string, count: number, span: Expr['span']): void {
  const [low, high] = name === 'if' ? [2, 3] : name === 'try' ? [1, 1] : [2, 2];
  if (count < low || count > high) fail('SYNTAX_ERROR', `Invalid number of arguments for '${name}' function`, span);
}

export function readListAgg(r: Reader, c: ListAggContext): Expr {
  const span = r.tree.span(c);
  if (c.listAggOverflowBehavior()?.KW_TRUNCATE()) return { node: 'refused', what: 'LISTAGG with ON OVERFLOW TRUNCATE', span };
  const separator = c.string();
  // the grammar that we read is newer than 426, which has no FILTER here
  const filter = c.filter();
  if (filter) return fail('SYNTAX_ERROR', "mismatched input 'FILTER'", r.tree.span(filter));
  return {
    node: 'call',
    span,
    call: {
      name: 'listagg',
      args: [r.expr(c.expression()), { node: 'string', value: separator ? readString(r, separator) : '', span }],
      star: false,
      distinct: c.setQuantifier()?.KW_DISTINCT() != null,
      orderBy: c.sortItem().map((item) => r.sortItem(item)),
      filter: null,
      over: null,
      ignoreNulls: false,
    },
  };
}

export function readWindow(r: Reader, c: WindowSpecificationContext): WindowSpec {
  const base = c.identifier();
  const frame = c.windowFrame();
  return {
    base: base ? readIdentifier(r, base) : null,
    partitionBy: c.partitionBy()?.expression().map((e) => r.expr(e)) ?? [],
    orderBy: c.sortItem().map((item) => r.sortItem(item)),
    frame: frame ? readFrame(r, frame) : null,
    span: r.tree.span(c),
  };
}

function readFrame(r: Reader, c: WindowFrameContext): WindowSpec['frame'] {
  if (c.KW_PATTERN() || c.KW_MEASURES() || c.KW_AFTER()) return refuse('Pattern recognition in a window', r.tree.span(c));
  const extent = c.frameExtent();
  return {
    unit: extent._frameType!.text!.toUpperCase() as 'ROWS',
    start: readBound(r, extent._start!),
    end: extent._end ? readBound(r, extent._end) : { bound: 'current-row' },
    span: r.tree.span(c),
  };
}

function readBound(r: Reader, c: FrameBoundContext): FrameBound {
  if (c instanceof CurrentRowBoundContext) return { bound: 'current-row' };
  if (c instanceof UnboundedFrameContext) return { bound: c.KW_PRECEDING() ? 'unbounded-preceding' : 'unbounded-following' };
  const bounded = c as BoundedFrameContext;
  return { bound: bounded.KW_PRECEDING() ? 'preceding' : 'following', offset: r.expr(bounded.expression()) };
}
