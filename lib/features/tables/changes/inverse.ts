import { currentSchema, currentSortOrder, currentSpec, fieldByPath, fieldById, placedFields, transformText, type PlacedField, type Schema, type TableMetadata } from '@/lib/model/iceberg';
import type { TableChange } from '@/lib/model/requests/table-changes';
import { sourceName } from '../source-name';
import type { Step } from './updates-of';

type Change = { readonly [key: string]: unknown; readonly kind: TableChange['kind'] };

/** Changes that take all steps back, last first; null when one of them cannot be taken back (a column that went, a type that became wider). */
export function inverseOf(steps: readonly Step[]): readonly Change[] | null {
  const inverse: Change[] = [];
  for (const step of steps.toReversed()) {
    const back = backOf(step);
    if (back === null) return null;
    inverse.push(...back);
  }
  return inverse;
}

function backOf({ change, before, after }: Step): readonly Change[] | null {
  const [was, is] = [currentSchema(before), currentSchema(after)];
  switch (change.kind) {
    case 'add-column': return [{ kind: 'drop-column', column: change.parent === null ? change.name : `${change.parent}.${change.name}` }];
    case 'rename-column': {
      const placed = fieldByPath(was, change.column);
      const now = placed === null ? null : fieldById(is, placed.field.id);
      return placed === null || now === null ? null : [{ kind: 'rename-column', column: now.path, name: placed.field.name }];
    }
    case 'move-column': return [{ kind: 'move-column', column: change.column, to: placeOf(was, change.column) }];
    case 'update-column': return backOfUpdate(change, fieldByPath(was, change.column));
    case 'set-identifier-fields': return [{ kind: 'set-identifier-fields', columns: was.identifierFieldIds.flatMap((id) => fieldById(was, id)?.path ?? []) }];
    case 'set-partition-spec': return [{ kind: 'set-partition-spec', fields: currentSpec(before).fields.filter(({ transform }) => transform.kind !== 'void').map((field) => ({ column: sourceName(before, field.sourceId), transform: transformText(field.transform), name: field.name })) }];
    case 'set-sort-order': return [{ kind: 'set-sort-order', fields: currentSortOrder(before).fields.map((field) => ({ column: sourceName(before, field.sourceId), transform: transformText(field.transform), direction: field.direction, nulls: field.nullOrder === 'nulls-first' ? 'first' : 'last' })) }];
    case 'set-properties': return backOfProperties(before, Object.keys(change.properties));
    case 'remove-properties': return backOfProperties(before, change.keys.filter((key) => Object.hasOwn(before.properties, key)));
    case 'upgrade-format': return before.formatVersion === after.formatVersion ? [] : null;
    case 'drop-column': return null;
  }
}

function backOfUpdate({ column, type, required, doc, writeDefault }: Extract<TableChange, { kind: 'update-column' }>, was: PlacedField | null): readonly Change[] | null {
  // what allows null now may hold it at once, and a type never becomes narrower
  if (was === null || type !== undefined || (required === false && was.field.required)) return null;
  const before = was.field.writeDefault;
  return [{
    kind: 'update-column', column, ...(required === undefined ? {} : { required: was.field.required }), ...(doc === undefined ? {} : { doc: was.field.doc ?? null }),
    ...(writeDefault === undefined ? {} : { writeDefault: before === undefined || before === null ? null : typeof before === 'boolean' ? before : String(before) }),
  }];
}

function backOfProperties({ properties }: TableMetadata, keys: readonly string[]): readonly Change[] {
  const had = keys.filter((key) => Object.hasOwn(properties, key));
  const hadNot = keys.filter((key) => !Object.hasOwn(properties, key));
  return [
    ...(had.length > 0 ? [{ kind: 'set-properties' as const, properties: Object.fromEntries(had.map((key) => [key, properties[key]])) }] : []),
    ...(hadNot.length > 0 ? [{ kind: 'remove-properties' as const, keys: hadNot }] : []),
  ];
}

function placeOf(schema: Schema, column: string): unknown {
  const placed = fieldByPath(schema, column);
  const beside = placedFields(schema).filter((one) => one.parentId === placed?.parentId);
  const previous = beside[beside.findIndex((one) => one.field.id === placed?.field.id) - 1];
  return previous === undefined ? { first: true } : { after: previous.field.name };
}
