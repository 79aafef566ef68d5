import type { EditorSuggestion } from '@/components/editor/completion';

/** Statements that write, as forms to be filled in: `${1:name}` is what the cursor stops at. Offered where a statement begins. */
const FORMS: readonly (readonly [label: string, insert: string])[] = [
  ['INSERT INTO … SELECT', 'INSERT INTO ${1:table} (${2:columns})\nSELECT ${3:values}\nFROM ${4:source}'],
  ['UPDATE … SET', 'UPDATE ${1:table}\nSET ${2:column} = ${3:value}\nWHERE ${4:condition}'],
  ['DELETE FROM', 'DELETE FROM ${1:table}\nWHERE ${2:condition}'],
  ['MERGE INTO', 'MERGE INTO ${1:table} AS t\nUSING ${2:source} AS s\nON t.${3:key} = s.${3:key}\nWHEN MATCHED THEN UPDATE SET ${4:column} = s.${4:column}\nWHEN NOT MATCHED THEN INSERT (${3:key}, ${4:column}) VALUES (s.${3:key}, s.${4:column})'],
  ['CREATE TABLE', "CREATE TABLE ${1:name} (\n   ${2:id} bigint,\n   ${3:day} date\n)\nWITH (partitioning = ARRAY['month(${3:day})'])"],
  ['CREATE TABLE … AS', 'CREATE TABLE ${1:name} AS\nSELECT ${2:columns}\nFROM ${3:source}'],
  ['ALTER TABLE … ADD COLUMN', 'ALTER TABLE ${1:table} ADD COLUMN ${2:name} ${3:varchar}'],
  ['ALTER TABLE … EXECUTE optimize', 'ALTER TABLE ${1:table} EXECUTE optimize'],
];

/** What may begin at `cursor`; nothing behind a first word. */
export function statementForms(statement: string, cursor: number): readonly EditorSuggestion[] {
  if (!/^\s*[A-Za-z]*$/.test(statement.slice(0, cursor))) return [];
  return FORMS.map(([label, insert]) => ({ kind: 'form', label, insert, detail: 'statement', rank: 1 }));
}
