import type { Env, TypedQuery } from '../analyze/typed';
import { findAggregate } from '../analyze/walk';
import type { Query, Relation, TableName } from '../ast';

/**
 * Lets the scan of SELECT … FROM table LIMIT n stop after `rows`: any n rows of the table are an answer then. Whatever
 * chooses, orders, groups or multiplies rows needs them all.
 */
export function limitScan(source: Query, query: TypedQuery, rows: bigint, env: Env): void {
  if (query.ordered || source.body.node !== 'select' || rows > BigInt(Number.MAX_SAFE_INTEGER)) return;
  const { select } = source.body;
  const [relation, ...others] = select.from;
  if (relation === undefined || others.length > 0 || select.where || select.distinct || select.groupBy || select.having || findAggregate(select.items) !== null) return;
  const table = tableOf(relation);
  const mention = table && env.mentions.get(table);
  const use = mention && env.scans.get(mention.index);
  if (use) use.limit = Number(rows);
}

const tableOf = (relation: Relation): TableName | null => (relation.node === 'alias' ? tableOf(relation.relation) : relation.node === 'table' ? relation.name : null);
