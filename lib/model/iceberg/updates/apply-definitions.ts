import { invalidInput } from '@/lib/model/errors';
import { stringifyJson } from '@/lib/model/values/lossless-json';
import { currentSchema, currentSpec, highestFieldId } from '../schema/lookup';
import { transformText, writePartitionField, writeSortOrder } from '../schema/spec-json';
import { writeSchema } from '../schema/type-json';
import type { PartitionField, Schema, SortField } from '../types';
import type { Draft } from './draft';
import { checkSchema } from './schema-rules';
import type { NewPartitionField } from './update';

// Two are the same when they are written the same; in memory their keys may stand in any order.
const schemaText = (schema: Schema): string => stringifyJson(writeSchema({ ...schema, schemaId: 0 }));
const specText = (fields: readonly PartitionField[]): string => stringifyJson(fields.map(writePartitionField));
const orderText = (fields: readonly SortField[]): string => stringifyJson(writeSortOrder({ orderId: 0, fields }));

/** A schema that was there before keeps its id. */
export function addSchema(draft: Draft, schema: Schema): Draft {
  const { metadata } = draft;
  checkSchema(schema, metadata.formatVersion, currentSchema(metadata));
  const text = schemaText(schema);
  const same = metadata.schemas.find((known) => schemaText(known) === text);
  if (same) return { ...draft, lastSchema: same.schemaId };
  const schemaId = Math.max(-1, ...metadata.schemas.map((known) => known.schemaId)) + 1;
  return { ...draft, metadata: { ...metadata, schemas: [...metadata.schemas, { ...schema, schemaId }], lastColumnId: Math.max(metadata.lastColumnId, highestFieldId(schema.fields)) }, lastSchema: schemaId };
}

/** Partition fields without an id get the one that the same source and transform have in the current spec, or had in any before, else the next free one. */
export function addSpec(draft: Draft, fields: readonly NewPartitionField[]): Draft {
  const { metadata } = draft;
  let next = metadata.lastPartitionId;
  // a table of version 1 gives what comes back a new id, so that after its upgrade one field can have two: the one that it goes by now counts
  const known = [...currentSpec(metadata).fields, ...metadata.partitionSpecs.flatMap((spec) => spec.fields)];
  const complete = fields.map((field, index): PartitionField => {
    // version 1 has no ids: readers count places (spec, Partition Evolution)
    if (metadata.formatVersion === 1) return { ...field, fieldId: field.fieldId ?? 1000 + index };
    const before = known.find((candidate) => candidate.sourceId === field.sourceId && transformText(candidate.transform) === transformText(field.transform));
    return { ...field, fieldId: field.fieldId ?? before?.fieldId ?? (next += 1) };
  });
  if (new Set(complete.map((field) => field.name)).size < complete.length) throw invalidInput('Two partition fields have one name.');
  if (new Set(complete.map((field) => field.fieldId)).size < complete.length) throw invalidInput('Two partition fields have one id.');
  if (metadata.formatVersion === 1 && !keepsPlaces(currentSpec(metadata).fields, complete)) throw invalidInput('In a table of format version 1 partition fields are only added at the end; one that is dropped stays as void.');
  const text = specText(complete);
  const same = metadata.partitionSpecs.find((spec) => specText(spec.fields) === text);
  if (same) return { ...draft, lastSpec: same.specId };
  const specId = Math.max(-1, ...metadata.partitionSpecs.map((spec) => spec.specId)) + 1;
  return { ...draft, metadata: { ...metadata, partitionSpecs: [...metadata.partitionSpecs, { specId, fields: complete }], lastPartitionId: Math.max(next, ...complete.map((field) => field.fieldId)) }, lastSpec: specId };
}

/** Whether each field of `before` is at its place still, as it was or as void. */
const keepsPlaces = (before: readonly PartitionField[], after: readonly PartitionField[]): boolean =>
  after.every((field, index) => field.fieldId === 1000 + index)
  && before.every((field, index) => after[index]?.sourceId === field.sourceId && (after[index].transform.kind === 'void' || transformText(after[index].transform) === transformText(field.transform)));

export function addSortOrder(draft: Draft, fields: readonly SortField[]): Draft {
  const { metadata } = draft;
  const text = orderText(fields);
  const same = metadata.sortOrders.find((order) => orderText(order.fields) === text || (fields.length === 0 && order.fields.length === 0));
  if (same) return { ...draft, lastOrder: same.orderId };
  // 0 is the id of no order at all (spec, Sort Orders)
  const orderId = fields.length === 0 ? 0 : Math.max(0, ...metadata.sortOrders.map((order) => order.orderId)) + 1;
  return { ...draft, metadata: { ...metadata, sortOrders: [...metadata.sortOrders, { orderId, fields }] }, lastOrder: orderId };
}
