import { promotionProblem, promotions, typeProblem } from '@/lib/model/iceberg';
import { readType, typeWords } from './draft-schema';

export interface TypeChoice {
  /** as it goes into the draft */
  readonly value: string;
  /** as Iceberg spells it, where that is not what Trino says */
  readonly note: string;
  /** why it may not be chosen; null when it may */
  readonly refused: string | null;
}

const KINDS = ['boolean', 'int', 'long', 'float', 'double', 'decimal(18, 2)', 'date', 'time', 'timestamp', 'timestamptz', 'string', 'uuid', 'binary', 'fixed[16]', 'struct', 'list<string>', 'map<string, string>', 'timestamp_ns', 'timestamptz_ns', 'variant'] as const;
const NEWER: ReadonlySet<string> = new Set(['timestamp_ns', 'timestamptz_ns', 'variant']);

/** Why most types cannot take another's place. */
export const PROMOTION_RULE = 'Files that are there must still be read: int may become long, float double, and a decimal one of more digits and the same scale.';

/**
 * What a column may be. One that is there already (`was`, its type before) offers its own type and what it may become
 * first; the rest stays to be seen, with the reason that refuses it.
 */
export function typeChoices(was: string | null, formatVersion: number): readonly TypeChoice[] {
  const choice = (value: string, refused: string | null): TypeChoice => {
    const { trino } = typeWords(value, formatVersion);
    return { value, note: trino === value ? '' : trino, refused };
  };
  const kinds = KINDS.filter((kind) => formatVersion >= 3 || !NEWER.has(kind));
  if (was === null) return kinds.map((kind) => { const read = readType(kind, formatVersion); return choice(kind, 'type' in read ? typeProblem(read.type, formatVersion) : null); });
  const old = readType(was, formatVersion);
  if ('problem' in old) return [choice(was, null)];
  const from = old.type;
  const wider = from.type === 'decimal'
    ? [...new Set([Math.min(38, from.precision + 2), 38])].filter((precision) => precision > from.precision).map((precision) => `decimal(${precision}, ${from.scale})`)
    : promotions(from, formatVersion);
  const refused = kinds.filter((kind) => kind !== was && !wider.includes(kind)).map((kind) => {
    const read = readType(kind, formatVersion);
    const problem = 'type' in read ? promotionProblem(from, read.type, formatVersion) : `${was} cannot become ${kind}: files that hold the old type could not be read.`;
    // the reason is the same for all and stands once below the list
    return choice(kind, problem?.split(': ')[0] ?? null);
  });
  return [choice(was, null), ...wider.map((kind) => choice(kind, null)), ...refused.filter((one) => one.refused !== null)];
}
