import { AppError } from '@/lib/model/errors';

type Node = { readonly [key: string]: unknown };

/** What a statement's text may name. */
export interface Admission {
  /** names of the scans, as the text writes them */
  readonly tables: readonly string[];
  readonly functions: readonly string[];
}

// Kinds that DuckDB 1.5's own parse may hold. What is not here is refused, so that a kind that is new stays out.
const expressionClasses = new Set([
  'BETWEEN', 'CASE', 'CAST', 'COLUMN_REF', 'COMPARISON', 'CONJUNCTION', 'CONSTANT', 'FUNCTION', 'LAMBDA', 'LAMBDA_REF',
  'OPERATOR', 'POSITIONAL_REFERENCE', 'STAR', 'SUBQUERY', 'WINDOW',
]);
const queryNodes = new Set(['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE']);
const plainParts = new Set(['ORDER_MODIFIER', 'LIMIT_MODIFIER', 'DISTINCT_MODIFIER', 'ORDER_DEFAULT', 'ASCENDING', 'DESCENDING']);
const relations = new Set(['BASE_TABLE', 'EMPTY', 'EXPRESSION_LIST', 'JOIN', 'SUBQUERY', 'TABLE_FUNCTION']);
const tableFunctions = new Set(['unnest', 'generate_series', 'range']);
/** What the parser itself makes of brackets, braces and LIKE. */
const syntaxFunctions = new Set(['list_value', 'struct_pack', 'row', 'count_star', 'array_extract', 'struct_extract', 'array_slice', 'unnest']);
const operatorName = /^[^A-Za-z0-9_]+$/;

const refuse = (what: string): never => {
  throw new AppError('QUERY_FAILED', `This statement is refused by the engine: ${what}.`, { sql: { name: 'NOT_SUPPORTED', line: null, column: null } });
};

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const lower = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

class Check {
  private readonly tables: ReadonlySet<string>;
  private readonly functions: ReadonlySet<string>;
  constructor(admission: Admission) {
    this.tables = new Set(admission.tables.map((name) => name.toLowerCase()));
    this.functions = new Set(admission.functions.map((name) => name.toLowerCase()));
  }

  /** `ctes`: names of common table expressions that are in scope where `value` stands. */
  walk(value: unknown, ctes: ReadonlySet<string>): void {
    if (Array.isArray(value)) {
      for (const item of value) this.walk(item, ctes);
      return;
    }
    if (!isNode(value)) return;
    const type = value['type'];
    if (typeof value['class'] === 'string') this.expression(value, ctes);
    else if (typeof type !== 'string') this.children(value, ctes);
    else if (queryNodes.has(type)) this.query(value, ctes);
    else if (relations.has(type)) this.relation(value, ctes);
    else if (plainParts.has(type) || type.endsWith('_TYPE_INFO')) this.children(value, ctes);
    else refuse(`it holds ${type.toLowerCase().replaceAll('_', ' ')}, which is not admitted`);
  }

  private children(node: Node, ctes: ReadonlySet<string>, without?: string): void {
    for (const [key, child] of Object.entries(node)) if (key !== without) this.walk(child, ctes);
  }

  private query(node: Node, outer: ReadonlySet<string>): void {
    const scope = new Set(outer);
    // Each expression of a WITH list sees those before it, and itself where it is recursive.
    const map = isNode(node['cte_map']) ? node['cte_map']['map'] : [];
    for (const entry of Array.isArray(map) ? (map as readonly Node[]) : []) {
      this.walk(entry['value'], scope);
      scope.add(lower(entry['key']));
    }
    if (node['type'] === 'RECURSIVE_CTE_NODE' || node['type'] === 'CTE_NODE') scope.add(lower(node['cte_name']));
    this.children(node, scope, 'cte_map');
  }

  private relation(node: Node, ctes: ReadonlySet<string>): void {
    const type = String(node['type']);
    if (isNode(node['sample'])) refuse('TABLESAMPLE is not admitted');
    if (type === 'BASE_TABLE') {
      const name = lower(node['table_name']);
      if (node['schema_name'] || node['catalog_name'] || isNode(node['at_clause']) || !(this.tables.has(name) || ctes.has(name))) {
        refuse('it reads a table that was not planned for it');
      }
      return;
    }
    if (type === 'TABLE_FUNCTION') {
      const call = node['function'];
      const name = isNode(call) ? lower(call['function_name']) : '';
      if (!tableFunctions.has(name) || !(name === 'unnest' || this.functions.has(name))) refuse('it calls a table function that is not admitted');
    }
    this.children(node, ctes);
  }

  private expression(node: Node, ctes: ReadonlySet<string>): void {
    const kind = String(node['class']);
    if (!expressionClasses.has(kind)) refuse(`it holds ${kind.toLowerCase().replaceAll('_', ' ')}, which is not admitted`);
    if (kind === 'CONSTANT') return;
    if (kind === 'FUNCTION' || kind === 'WINDOW') this.call(node);
    this.children(node, ctes);
  }

  private call(node: Node): void {
    const name = lower(node['function_name']);
    const schema = lower(node['schema']);
    const catalog = lower(node['catalog']);
    if ((schema !== '' && schema !== 'main') || (catalog !== '' && catalog !== 'system')) refuse('it calls a function by a schema');
    const admitted = this.functions.has(name) || syntaxFunctions.has(name) || (node['is_operator'] === true && operatorName.test(name));
    if (!admitted) refuse(`the function ${name.slice(0, 64)} is not admitted`);
  }
}

/**
 * The second wall: checks the engine's own parse of the translated text, so that what slipped past `core/sql` is not
 * run. Throws QUERY_FAILED (NOT_SUPPORTED) unless the text is one SELECT over the scans with admitted functions.
 * @param serialized what `json_serialize_sql` gave for the text
 * @returns whether the rows come in an order that the text asks for
 */
export function admitStatement(serialized: string, admission: Admission): { readonly ordered: boolean } {
  const parsed = JSON.parse(serialized) as Node;
  const statements = parsed['statements'];
  if (parsed['error'] !== false || !Array.isArray(statements) || statements.length !== 1) refuse('it is not one SELECT');
  const [statement] = statements as readonly Node[];
  const node = statement?.['node'];
  if (!isNode(node) || !queryNodes.has(String(node['type']))) return refuse('it is not one SELECT');
  new Check(admission).walk(statement, new Set());
  return { ordered: /"type":"ORDER_MODIFIER","orders":\[\{/.test(serialized) };
}
