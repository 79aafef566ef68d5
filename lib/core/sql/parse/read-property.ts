import * as g from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { Argument, PropertyAssignment, PropertyValue } from '@/lib/ports/parser/port';
import type { Expr } from '../ast';
import { fail } from '../errors';
import { timestampLiteral, zonedLiteral } from '../types/datetime-literal';
import { type Reader, readIdentifier } from './reader';

/** name = value, … of WITH (…) and SET PROPERTIES. */
export function readProperties(r: Reader, context: g.PropertyAssignmentsContext | null | undefined): readonly PropertyAssignment[] {
  const seen = new Set<string>();
  return (context?.property() ?? []).map((property) => {
    const id = readIdentifier(r, property.identifier());
    const name = id.value.toLowerCase();
    if (seen.has(name)) return fail('DUPLICATE_PROPERTY', `Duplicate property: ${name}`, id.span);
    seen.add(name);
    const value = property.propertyValue();
    return { name, value: value instanceof g.NonDefaultPropertyValueContext ? literal(r.expr(value.expression())) : { kind: 'default' }, span: r.tree.span(property) };
  });
}

/** Arguments of CALL and EXECUTE. Trino lets names and places not be mixed. */
export function readArguments(r: Reader, contexts: readonly g.CallArgumentContext[]): readonly Argument[] {
  const args = contexts.map((context): Argument => {
    const named = context instanceof g.NamedArgumentContext ? readIdentifier(r, context.identifier()).value.toLowerCase() : null;
    return { name: named, value: literal(r.expr((context as g.NamedArgumentContext | g.PositionalArgumentContext).expression())), span: r.tree.span(context) };
  });
  const first = args.find((arg) => (arg.name === null) !== (args[0]!.name === null));
  if (first) fail('INVALID_ARGUMENTS', 'Named and positional arguments cannot be mixed', first.span);
  return args;
}

function literal(e: Expr): PropertyValue {
  switch (e.node) {
    case 'null': return { kind: 'null' };
    case 'string': return { kind: 'text', value: e.value };
    case 'boolean': return { kind: 'boolean', value: e.value };
    case 'integer': case 'decimal': case 'double': return { kind: 'number', value: e.text };
    case 'negate': return e.operand.node === 'integer' || e.operand.node === 'decimal' ? { kind: 'number', value: `-${e.operand.text}` } : noLiteral(e);
    case 'array': return { kind: 'texts', value: e.items.map((item) => (item.node === 'string' ? item.value : noLiteral(item))) };
    case 'typed': {
      const instant = e.typeName === 'timestamp' ? (zonedLiteral(e.value) ?? timestampLiteral(e.value)) : null;
      return instant ? { kind: 'timestamp', value: String(instant.picos / 1_000_000n) } : e.typeName === 'varchar' ? { kind: 'text', value: e.value } : noLiteral(e);
    }
    default: return noLiteral(e);
  }
}

const noLiteral = (e: Expr): never => fail('NOT_SUPPORTED', 'A property or an argument takes a literal here, or an array of texts.', e.span);
