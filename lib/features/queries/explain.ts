import type { Predicate } from '@/lib/model/iceberg';
import type { TableRead } from './plan-statement';
import { list, type Answer } from './answers';
import type { Foreseen } from './writes/foresee';

const OPERATORS: Readonly<Record<string, string>> = { 'starts-with': 'starts with', 'not-starts-with': 'does not start with', 'is-null': 'is null', 'not-null': 'is not null', 'is-nan': 'is NaN', 'not-nan': 'is not NaN', in: 'in', 'not-in': 'not in' };

/** A predicate in words, for people. */
function predicateText(predicate: Predicate): string {
  switch (predicate.op) {
    case 'true': return 'none';
    case 'false': return 'nothing can match';
    case 'and': return predicate.args.map(predicateText).join(' and ');
    case 'or': return `(${predicate.args.map(predicateText).join(' or ')})`;
    case 'not': return `not (${predicateText(predicate.arg)})`;
    case 'in': case 'not-in': return `${predicate.column} ${OPERATORS[predicate.op]} (${predicate.values.length} values)`;
    case 'is-null': case 'not-null': case 'is-nan': case 'not-nan': return `${predicate.column} ${OPERATORS[predicate.op]}`;
    default: return `${predicate.column} ${OPERATORS[predicate.op] ?? predicate.op} ${predicate.value instanceof Uint8Array ? 'bytes' : String(predicate.value)}`;
  }
}

/** What a statement would read, table by table: snapshot, columns, the filter that prunes files, files and bytes. */
export function explain(reads: readonly TableRead[]): Answer {
  const lines = linesOf(reads);
  return list('Query Plan', [lines.length === 0 ? 'Reads no table.' : lines.join('\n')]);
}

/** What a statement that writes would change, and below that what it reads for it. */
export const explainWrite = ({ words, reads }: Foreseen): Answer => list('Query Plan', [[...words, ...linesOf(reads)].join('\n')]);

function linesOf(reads: readonly TableRead[]): readonly string[] {
  return reads.flatMap(({ relation, columns, filter, statistics }) => [
    `TableScan[${relation.name}]`,
    ...(relation.kind === 'table' ? [`    snapshot: ${relation.snapshot?.snapshotId ?? 'none, the table is empty'}`] : []),
    `    columns: ${columns.length === 0 ? 'none' : columns.join(', ')}`,
    `    pruning filter: ${predicateText(filter)}`,
    ...(statistics === null ? ['    rows that the console knows; no files'] : [`    files: ${statistics.filesPlanned} of ${statistics.filesTotal}, bytes: ${statistics.bytesPlanned}`]),
  ]);
}
