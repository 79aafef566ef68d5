import { transformProblem } from '@/lib/model/iceberg';
import { parseTransform } from '@/lib/model/iceberg/schema/spec-json';
import { fieldById, type Schema } from '@/lib/model/iceberg';

export type TransformKind = 'identity' | 'year' | 'month' | 'day' | 'hour' | 'bucket' | 'truncate';
const KINDS: readonly (readonly [kind: TransformKind, label: string, sample: string])[] = [
  ['identity', 'value itself', 'identity'], ['year', 'year', 'year'], ['month', 'month', 'month'], ['day', 'day', 'day'], ['hour', 'hour', 'hour'], ['bucket', 'hash into buckets', 'bucket[16]'], ['truncate', 'cut to a width', 'truncate[10]'],
];

/** The transforms that take values of a column, with what to begin with. */
export function transformChoices(schema: Schema, key: number): readonly { readonly value: TransformKind; readonly label: string; readonly text: string }[] {
  const type = fieldById(schema, key)?.field.type;
  return KINDS.filter(([, , text]) => type !== undefined && transformProblem(parseTransform(text), type) === null).map(([value, label, text]) => ({ value, label, text }));
}

/** A transform's text in its two parts. */
export function transformParts(text: string): { readonly kind: TransformKind; readonly number: number | null } {
  const transform = parseTransform(text);
  switch (transform.kind) {
    case 'bucket': return { kind: 'bucket', number: transform.buckets };
    case 'truncate': return { kind: 'truncate', number: transform.width };
    case 'void': case 'unknown': return { kind: 'identity', number: null };
    default: return { kind: transform.kind, number: null };
  }
}
