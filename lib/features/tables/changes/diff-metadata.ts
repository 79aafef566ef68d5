import { currentSchema, currentSortOrder, currentSpec, type TableMetadata } from '@/lib/model/iceberg';
import type { MeanwhileChange } from '@/lib/model/errors';
import { orderText, specText } from '../definition-text';
import { schemaChanges } from '../present-schema';

export interface PropertyDifference { readonly key: string; readonly before: string | null; readonly after: string | null }

/** Properties that differ, by key. */
export function diffProperties(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): readonly PropertyDifference[] {
  const get = (properties: Readonly<Record<string, string>>, key: string): string | null => (Object.hasOwn(properties, key) ? (properties[key] ?? null) : null);
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.map((key) => ({ key, before: get(before, key), after: get(after, key) })).filter((one) => one.before !== one.after);
}

const propertyWords = ({ key, before, after }: PropertyDifference): string => (after === null ? `took ${key} away (was ${before})` : before === null ? `set ${key} to ${after}` : `changed ${key} from ${before} to ${after}`);

/** What is otherwise in `after`, part by part, in words. Parts that are the same are left out. */
export function diffMetadata(before: TableMetadata, after: TableMetadata): readonly MeanwhileChange[] {
  const refs = (metadata: TableMetadata) => Object.entries(metadata.refs).filter(([name]) => name !== 'main').map(([name, ref]) => `${ref.type} ${name} at ${ref.snapshotId}`);
  const known = new Set(before.snapshots.map((snapshot) => snapshot.snapshotId));
  const [oldRefs, newRefs] = [refs(before), refs(after)];
  const parts: readonly MeanwhileChange[] = [
    { part: 'schema', words: before.currentSchemaId === after.currentSchemaId ? [] : schemaChanges(currentSchema(before), currentSchema(after)) },
    { part: 'partition-spec', words: became(specText(before, currentSpec(before)), specText(after, currentSpec(after))) },
    { part: 'sort-order', words: became(orderText(before, currentSortOrder(before)), orderText(after, currentSortOrder(after))) },
    { part: 'properties', words: diffProperties(before.properties, after.properties).map(propertyWords) },
    { part: 'format-version', words: became(String(before.formatVersion), String(after.formatVersion)) },
    { part: 'refs', words: [...newRefs.filter((ref) => !oldRefs.includes(ref)).map((ref) => `now ${ref}`), ...oldRefs.filter((ref) => !newRefs.includes(ref)).map((ref) => `no longer ${ref}`)] },
    { part: 'snapshots', words: [
      ...after.snapshots.filter(({ snapshotId }) => !known.has(snapshotId)).slice(-20).map((snapshot) => `${snapshot.operation ?? 'commit'} ${snapshot.snapshotId}`),
      ...(before.currentSnapshotId === after.currentSnapshotId ? [] : [`main is at ${after.currentSnapshotId ?? 'no snapshot'}`]),
    ] },
  ];
  return parts.filter(({ words }) => words.length > 0);
}

const became = (before: string, after: string): readonly string[] => (before === after ? [] : [`${before} became ${after}`]);
