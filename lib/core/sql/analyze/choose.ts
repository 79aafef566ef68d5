import { typeText } from '@/lib/model/values/type-text';
import type { LogicalType } from '@/lib/model/values/types';
import type { Expr } from '../ast';
import { castTo } from '../emit/cast';
import { fail, refuse, SqlFailure } from '../errors';
import type { SqlFunction } from '../functions/definition';
import { findFunction, isForeign } from '../functions/registry';
import { type Bound, finalType, instantiate, type LambdaValue, matchParam, type Signature, splitArgs } from '../functions/signature';
import { canCoerce, commonType, sameType } from '../types/coercion';
import type { Context, Typed } from './typed';

type Call = Extract<Expr, { node: 'call' }>;

/** What a function refuses of its arguments is refused where it stands. */
export function placed<T>(e: Call, emit: () => T): T {
  try {
    return emit();
  } catch (error) {
    throw error instanceof SqlFailure && error.span === null && error.code === 'NOT_SUPPORTED' ? new SqlFailure(error.code, error.message, e.span) : error;
  }
}

/** The function when it is admitted; refuses what Trino has and we have not; FUNCTION_NOT_FOUND for the rest. */
export function admitted(e: Call): SqlFunction | undefined {
  const fn = findFunction(e.call.name);
  if (fn || e.call.name === 'typeof' || e.call.name === 'concat') return fn;
  return isForeign(e.call.name) ? refuse(`The function ${e.call.name}`, e.span) : fail('FUNCTION_NOT_FOUND', `Function '${e.call.name}' not registered`, e.span);
}

export function returnType(signature: Signature, args: readonly Typed[], bound: Bound): LogicalType {
  return typeof signature.returns === 'string' ? instantiate(signature.returns, bound.types) : signature.returns(args, bound);
}

interface Choice<S extends Signature> {
  readonly signature: S;
  readonly args: readonly Typed[];
  readonly bound: Bound;
}

/** The signature that fits with the fewest coercions, and the arguments brought to its types. */
export function choose<S extends Signature>(e: Call, name: string, signatures: readonly S[], cx: Context): Choice<S> {
  const given = e.call.args.map((arg) => (arg.node === 'lambda' ? null : cx.env.expr(arg, cx)));
  let best: { signature: S; params: readonly string[]; matched: readonly (LogicalType | null)[]; vars: Map<string, LogicalType>; cost: number } | null = null;
  const ties: { readonly params: readonly string[]; readonly returns: Signature['returns'] }[] = [];
  for (const signature of signatures) {
    const params = spread(signature, given.length);
    if (params === null) continue;
    const vars = new Map<string, LogicalType>();
    const matched = given.map((arg, i) => (arg === null ? null : matchParam(params[i]!, arg.type, vars)));
    if (given.some((arg, i) => (arg === null ? !params[i]!.startsWith('fn(') : matched[i] === null || params[i]!.startsWith('fn(')))) continue;
    const cost = given.filter((arg, i) => arg !== null && !sameType(arg.type, finalType(params[i]!, matched[i]!, vars))).length;
    if (best === null || cost < best.cost) ties.length = 0;
    if (best === null || cost <= best.cost) ties.push({ params, returns: signature.returns });
    if (best === null || cost < best.cost) best = { signature, params, matched, vars, cost };
  }
  if (best === null) {
    const types = given.map((arg) => (arg === null ? 'function' : typeText(arg.type))).join(', ');
    return fail('FUNCTION_NOT_FOUND', `Unexpected parameters (${types}) for function ${name}. Expected: ${signatures.map((s) => `${name}(${s.params.join(', ')})`).join(', ')}`, e.span);
  }
  const differ = ties.some(({ returns }) => typeof returns !== 'string' || returns !== ties[0]!.returns);
  if (differ && given.some((arg, i) => arg?.type.kind === 'unknown' && isAmbiguous(ties.map(({ params }) => params[i]!)))) return refuse(`${name} with an untyped NULL`, e.span);
  const { signature, params, vars } = best;
  const lambdas = new Map<number, LambdaValue>();
  // a lambda's result may widen a variable that an argument has bound, as Trino finds out step by step
  for (let round = 0; ; round++) {
    const before = new Map(vars);
    for (const [i, arg] of e.call.args.entries()) if (arg.node === 'lambda') lambdas.set(i, analyzeLambda(e, arg, params[i]!, vars, cx));
    if ([...before].every(([name, type]) => sameType(type, vars.get(name)!))) break;
    if (round === 4) return refuse(`${name} with a function whose result grows with every step`, e.span);
  }
  const args = given.map((arg, i) => (arg === null ? lambdas.get(i)!.body : castTo(arg, finalType(params[i]!, best.matched[i]!, vars), e.call.args[i]!.span)));
  return { signature, args, bound: { types: vars, lambdas } };
}

/** Of numbers Trino takes the smallest for an untyped NULL, of char and varchar varchar; between others it cannot choose. */
function isAmbiguous(params: readonly string[]): boolean {
  const families = new Set(params.map((param) => (NUMBERS.has(param) ? 'number' : param === 'char' ? 'varchar' : param)));
  return families.size > 1;
}
const NUMBERS: ReadonlySet<string> = new Set(['tinyint', 'smallint', 'integer', 'bigint', 'decimal', 'real', 'double']);

function spread(signature: Signature, count: number): readonly string[] | null {
  const { params } = signature;
  if (!signature.variadic) return params.length === count ? params : null;
  if (count < params.length - 1) return null;
  return Array.from({ length: count }, (_, i) => params[Math.min(i, params.length - 1)]!);
}

function analyzeLambda(call: Call, e: Extract<Expr, { node: 'lambda' }>, pattern: string, vars: Map<string, LogicalType>, cx: Context): LambdaValue {
  const [, params, result] = /^fn\((.*)\)->(.*)$/.exec(pattern)!;
  const types = splitArgs(params!);
  if (types.length !== e.params.length) return fail('INVALID_PARAMETER_USAGE', `Expected a lambda that takes ${types.length} argument(s) but got ${e.params.length}`, e.span);
  const names = e.params.map((_, i) => `l${cx.lambda.size + i + 1}`);
  const lambda = new Map(cx.lambda);
  for (const [i, param] of e.params.entries()) lambda.set(param.value.toLowerCase(), { type: instantiate(types[i]!, vars), sql: names[i]!, fails: false });
  const body = cx.env.expr(e.body, { ...cx, lambda, windows: null });
  if (body.subquery) return refuse('A subquery inside a lambda', e.body.span);
  if (body.outer) return refuse('A column from around a subquery inside a lambda', e.body.span);
  const wanted = result!;
  const known = /^[A-Z]$/.test(wanted) ? vars.get(wanted) : instantiate(wanted, vars);
  const common = known === undefined ? body.type : commonType(known, body.type);
  // a condition that is NULL and nothing else has no type that Trino takes
  if (common === null || (wanted === 'boolean' && body.type.kind !== 'boolean')) return fail('FUNCTION_NOT_FOUND', `Unexpected parameters (<function>) for function ${call.call.name}: it returns ${typeText(body.type)}`, call.span);
  if (/^[A-Z]$/.test(wanted)) vars.set(wanted, common);
  else if (known !== undefined && !canCoerce(body.type, known)) return fail('FUNCTION_NOT_FOUND', `Unexpected parameters (<function>) for function ${call.call.name}: it returns ${typeText(body.type)}`, call.span);
  return { names, body: castTo(body, /^[A-Z]$/.test(wanted) ? common : known!, e.body.span) };
}
