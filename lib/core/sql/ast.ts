import type { Span } from '@/lib/ports/parser/port';

/** A statement as it was written: names unresolved, no types. Every node knows its place in the text that was sent. */
export interface Identifier {
  readonly value: string;
  readonly span: Span;
}
export type CompareOp = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type ArithmeticOp = '+' | '-' | '*' | '/' | '%';
export type IntervalField = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';

export type Expr = { readonly span: Span } & (
  | { readonly node: 'null' }
  | { readonly node: 'boolean'; readonly value: boolean }
  | { readonly node: 'integer'; readonly text: string }
  | { readonly node: 'decimal'; readonly text: string }
  | { readonly node: 'double'; readonly text: string }
  | { readonly node: 'string'; readonly value: string }
  | { readonly node: 'binary'; readonly text: string }
  | { readonly node: 'interval'; readonly negative: boolean; readonly value: string; readonly from: IntervalField; readonly to: IntervalField | null }
  | { readonly node: 'typed'; readonly typeName: string; readonly value: string }
  | { readonly node: 'name'; readonly name: Identifier }
  | { readonly node: 'dereference'; readonly base: Expr; readonly field: Identifier }
  | { readonly node: 'subscript'; readonly base: Expr; readonly index: Expr }
  | { readonly node: 'negate'; readonly operand: Expr }
  | { readonly node: 'plus'; readonly operand: Expr }
  | { readonly node: 'not'; readonly operand: Expr }
  | { readonly node: 'arithmetic'; readonly op: ArithmeticOp; readonly left: Expr; readonly right: Expr; readonly opSpan: Span }
  | { readonly node: 'concat'; readonly left: Expr; readonly right: Expr; readonly opSpan: Span }
  | { readonly node: 'compare'; readonly op: CompareOp; readonly left: Expr; readonly right: Expr; readonly opSpan: Span }
  | { readonly node: 'and'; readonly terms: readonly Expr[] }
  | { readonly node: 'or'; readonly terms: readonly Expr[] }
  | { readonly node: 'between'; readonly value: Expr; readonly low: Expr; readonly high: Expr; readonly negated: boolean; readonly opSpan: Span }
  | { readonly node: 'in-list'; readonly value: Expr; readonly items: readonly Expr[]; readonly negated: boolean; readonly opSpan: Span }
  | { readonly node: 'in-query'; readonly value: Expr; readonly query: Query; readonly negated: boolean; readonly opSpan: Span }
  | { readonly node: 'like'; readonly value: Expr; readonly pattern: Expr; readonly escape: Expr | null; readonly negated: boolean }
  | { readonly node: 'is-null'; readonly value: Expr; readonly negated: boolean }
  | { readonly node: 'distinct-from'; readonly left: Expr; readonly right: Expr; readonly negated: boolean; readonly opSpan: Span }
  | { readonly node: 'quantified'; readonly op: CompareOp; readonly all: boolean; readonly value: Expr; readonly query: Query; readonly opSpan: Span }
  | { readonly node: 'exists'; readonly query: Query }
  | { readonly node: 'subquery'; readonly query: Query }
  | { readonly node: 'case'; readonly operand: Expr | null; readonly whens: readonly WhenClause[]; readonly otherwise: Expr | null }
  | { readonly node: 'cast'; readonly value: Expr; readonly type: TypeName; readonly safe: boolean }
  | { readonly node: 'call'; readonly call: FunctionCall }
  | { readonly node: 'lambda'; readonly params: readonly Identifier[]; readonly body: Expr }
  | { readonly node: 'row'; readonly items: readonly Expr[] }
  | { readonly node: 'array'; readonly items: readonly Expr[] }
  | { readonly node: 'extract'; readonly field: string; readonly value: Expr }
  | { readonly node: 'at-time-zone'; readonly value: Expr; readonly zone: Expr }
  | { readonly node: 'current'; readonly what: 'date' | 'time' | 'timestamp' | 'localtime' | 'localtimestamp' | 'user' | 'catalog' | 'schema' | 'path'; readonly precision: number | null }
  | { readonly node: 'grouping'; readonly names: readonly Expr[] }
  | { readonly node: 'parameter' }
  /** grammar that is known and not admitted; `what` is named in the refusal */
  | { readonly node: 'refused'; readonly what: string }
);

export interface WhenClause {
  readonly condition: Expr;
  readonly result: Expr;
}

export interface FunctionCall {
  /** lower case; the last part of a qualified name */
  readonly name: string;
  readonly args: readonly Expr[];
  readonly star: boolean;
  readonly distinct: boolean;
  readonly orderBy: readonly SortItem[];
  readonly filter: Expr | null;
  readonly over: WindowSpec | Identifier | null;
  readonly ignoreNulls: boolean;
}

export type FrameBound =
  | { readonly bound: 'unbounded-preceding' | 'unbounded-following' | 'current-row' }
  | { readonly bound: 'preceding' | 'following'; readonly offset: Expr };
export interface WindowSpec {
  readonly base: Identifier | null;
  readonly partitionBy: readonly Expr[];
  readonly orderBy: readonly SortItem[];
  readonly frame: { readonly unit: 'ROWS' | 'RANGE' | 'GROUPS'; readonly start: FrameBound; readonly end: FrameBound; readonly span: Span } | null;
  readonly span: Span;
}

export interface TypeName {
  readonly span: Span;
  readonly name: string;
  readonly params: readonly (number | TypeName)[];
  /** of row types only */
  readonly fields: readonly { readonly name: string | null; readonly type: TypeName }[];
}

export interface SortItem {
  readonly value: Expr;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface Query {
  readonly span: Span;
  readonly recursive: boolean;
  readonly with: readonly NamedQuery[];
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  /** digits as written */
  readonly offset: string | null;
  /** `withTies` only for FETCH FIRST; null for LIMIT ALL */
  readonly limit: { readonly count: string; readonly withTies: boolean; readonly fetch: boolean; readonly span: Span } | null;
}
export interface NamedQuery {
  readonly name: Identifier;
  readonly columns: readonly Identifier[] | null;
  readonly query: Query;
  readonly span: Span;
}
export type QueryBody = { readonly span: Span } & (
  | { readonly node: 'select'; readonly select: Select }
  | { readonly node: 'set'; readonly op: 'UNION' | 'INTERSECT' | 'EXCEPT'; readonly distinct: boolean; readonly left: QueryBody; readonly right: QueryBody; readonly opSpan: Span }
  | { readonly node: 'values'; readonly rows: readonly Expr[] }
  | { readonly node: 'table'; readonly name: TableName }
  | { readonly node: 'query'; readonly query: Query }
);

export interface Select {
  readonly span: Span;
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: readonly Relation[];
  readonly where: Expr | null;
  readonly groupBy: { readonly distinct: boolean; readonly elements: readonly GroupingElement[] } | null;
  readonly having: Expr | null;
  readonly windows: readonly { readonly name: Identifier; readonly spec: WindowSpec }[];
}
export type SelectItem = { readonly span: Span } & (
  | { readonly node: 'expr'; readonly value: Expr; readonly alias: Identifier | null }
  | { readonly node: 'all'; readonly base: Expr | null; readonly aliases: readonly Identifier[] | null }
);
export type GroupingElement =
  | { readonly node: 'simple'; readonly exprs: readonly Expr[] }
  | { readonly node: 'sets'; readonly sets: readonly (readonly Expr[])[] }
  | { readonly node: 'rollup'; readonly sets: readonly (readonly Expr[])[] }
  | { readonly node: 'cube'; readonly sets: readonly (readonly Expr[])[] };

export interface TableName {
  readonly span: Span;
  readonly parts: readonly Identifier[];
  readonly version: { readonly type: 'TIMESTAMP' | 'VERSION'; readonly value: Expr } | null;
}
export type Relation = { readonly span: Span } & (
  | { readonly node: 'table'; readonly name: TableName }
  | { readonly node: 'query'; readonly query: Query; readonly lateral: boolean }
  | { readonly node: 'unnest'; readonly args: readonly Expr[]; readonly ordinality: boolean }
  | { readonly node: 'alias'; readonly relation: Relation; readonly alias: Identifier; readonly columns: readonly Identifier[] | null }
  | { readonly node: 'join'; readonly type: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS'; readonly left: Relation; readonly right: Relation; readonly on: Expr | null; readonly using: readonly Identifier[] | null }
);

export type TableRelation = Extract<Relation, { readonly node: 'table' }>;

/** A statement that writes, as far as it is typed. What is also read of a target stands in it as a relation. */
export type Change = { readonly span: Span } & (
  | { readonly node: 'insert'; readonly target: TableName; readonly columns: readonly Identifier[] | null; readonly query: Query }
  | { readonly node: 'delete'; readonly target: TableRelation; readonly where: Expr | null }
  | { readonly node: 'update'; readonly target: TableRelation; readonly set: readonly Assignment[]; readonly where: Expr | null }
  | { readonly node: 'merge'; readonly target: TableRelation; readonly alias: Identifier | null; readonly source: Relation; readonly on: Expr; readonly cases: readonly MergeCase[] }
  | { readonly node: 'table-as'; readonly query: Query; readonly columns: readonly Identifier[] | null; /** of the new table: which types it can store */ readonly formatVersion: number }
  | { readonly node: 'execute'; readonly target: TableRelation; readonly where: Expr }
);
export interface Assignment {
  readonly column: Identifier;
  readonly value: Expr;
}
/** WHEN [NOT] MATCHED [AND condition] THEN … */
export type MergeCase = { readonly span: Span; readonly condition: Expr | null } & (
  | { readonly node: 'delete' }
  | { readonly node: 'update'; readonly set: readonly Assignment[] }
  | { readonly node: 'insert'; readonly columns: readonly Identifier[] | null; readonly values: readonly Expr[] }
);
