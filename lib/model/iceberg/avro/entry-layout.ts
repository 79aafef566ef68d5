import type { PartitionSpec } from '../types';
import { avroName } from './manifest-schema';
import { AvroNodes, fieldsOf, type AvroField, type AvroNode } from './nodes';
import { FILE_FIELDS, type FieldReader } from './read-file';

/** What to decode: everything, or what planning needs with the statistics of some columns (ids). */
export type Wanted = 'all' | { readonly statisticsOf: ReadonlySet<number> };

/** One field of a record, in the order in which it was written. */
export class FieldStep {
  /** of a field of a file: reads it, or passes over it */
  readonly read: FieldReader;
  /**
   * @param target what it is to us; 'skip': nothing
   * @param node the type, without null
   * @param nullAt branch of the union that is null; -1 where the field is no union with it
   * @param positions of a partition field: positions in the spec
   */
  constructor(readonly target: Target, readonly node: AvroNode, readonly nullAt: 0 | 1 | -1 = -1, readonly positions: readonly number[] = NOWHERE) {
    this.read = target in FILE_FIELDS ? FILE_FIELDS[target as keyof typeof FILE_FIELDS] : node.pass;
  }
}
const NOWHERE: readonly number[] = [];

/** How to read the entries of a manifest of one schema. */
export interface EntryLayout {
  readonly entry: readonly FieldStep[];
  readonly file: readonly FieldStep[];
  readonly partition: readonly FieldStep[];
}

const ENTRY = { status: 'varint', snapshot_id: 'varint', sequence_number: 'varint', file_sequence_number: 'varint', data_file: 'record' } as const;
const PLANNED = {
  content: 'varint', file_path: 'text', file_format: 'text', partition: 'record', record_count: 'varint', file_size_in_bytes: 'varint', key_metadata: 'bytes', equality_ids: 'array',
  sort_order_id: 'varint', referenced_data_file: 'text', first_row_id: 'varint', content_offset: 'varint', content_size_in_bytes: 'varint',
} as const;
const STATISTICS = { value_counts: 'numbers-by-id', null_value_counts: 'numbers-by-id', nan_value_counts: 'numbers-by-id', lower_bounds: 'bytes-by-id', upper_bounds: 'bytes-by-id' } as const;
const NEVER_PLANNED = { column_sizes: 'numbers-by-id', split_offsets: 'array' } as const;
type Target = 'skip' | keyof typeof ENTRY | keyof typeof PLANNED | keyof typeof STATISTICS | keyof typeof NEVER_PLANNED;
type Targets = readonly (readonly [name: string, kind: string])[];

/**
 * The layout for a writer's schema of manifest entries. What planning does not need is passed over.
 * @throws TypeError where a field that is needed is missing or of another type
 */
export function entryLayout(schema: unknown, spec: PartitionSpec, wanted: Wanted): EntryLayout {
  const entryFields = fieldsOf(schema);
  const fileFields = fieldsOf(entryFields.find((field) => field.name === 'data_file')?.type);
  const partitionFields = fieldsOf(fileFields.find((field) => field.name === 'partition')?.type);
  const order = partitionOrder(partitionFields, spec);
  const statistics = wanted === 'all' || wanted.statisticsOf.size > 0;
  const entry = steps(entryFields, new AvroNodes().of(schema), Object.entries(ENTRY));
  const file = steps(fileFields, needed(entry, 'data_file'), [...Object.entries(PLANNED), ...(statistics ? Object.entries(STATISTICS) : []), ...(wanted === 'all' ? Object.entries(NEVER_PLANNED) : [])]);
  for (const name of ['file_path', 'file_format', 'record_count'] as const) needed(file, name);
  const place = needed(file, 'partition');
  const partition = steps(partitionFields, place, []).map((one, index) => {
    const positions = order.flatMap((name, position) => (name === partitionFields[index]?.name ? [position] : []));
    return positions.length === 0 ? one : step('skip', place.parts[index] ?? one.node, positions);
  });
  return { entry, file, partition };
}

function needed(among: readonly FieldStep[], target: Target): AvroNode {
  const found = among.find((one) => one.target === target);
  if (found === undefined) throw new TypeError(`no ${target}`);
  return found.node;
}

function steps(fields: readonly AvroField[], { parts }: AvroNode, targets: Targets): readonly FieldStep[] {
  if (fields.length !== parts.length) throw new TypeError('no plain record');
  return parts.map((node, index) => {
    const target = targets.find(([name]) => name === fields[index]?.name);
    if (target === undefined) return new FieldStep('skip', node);
    const made = step(target[0] as Target, node);
    if (made.node.kind !== target[1] || (made.node.kind === 'array' && made.node.parts[0]?.kind !== 'varint')) throw new TypeError(`${target[0]} is ${made.node.kind}`);
    return made;
  });
}

function step(target: Target, node: AvroNode, positions: readonly number[] = NOWHERE): FieldStep {
  const [first, second, ...more] = node.kind === 'union' ? node.parts : [];
  const nullFirst = first?.kind === 'null';
  if (first === undefined || second === undefined || more.length > 0 || nullFirst === (second.kind === 'null')) return new FieldStep(target, node, -1, positions);
  return new FieldStep(target, nullFirst ? second : first, nullFirst ? 0 : 1, positions);
}

/** Names of the partition record in the order of the spec, found by field id: names may be changed to suit Avro. */
function partitionOrder(inFile: readonly AvroField[], spec: PartitionSpec): readonly string[] {
  return spec.fields.map((field, index) => (inFile.find((candidate) => candidate['field-id'] === field.fieldId) ?? inFile.find((candidate) => candidate.name === avroName(field.name)) ?? inFile[index])?.name ?? field.name);
}
