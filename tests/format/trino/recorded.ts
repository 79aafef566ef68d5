import { readFileSync } from 'node:fs';
import { parseJson, type Json } from '@/lib/model/values/lossless-json';

/** What real Trino answered to a statement (record.mjs): columns and rows, or an error. */
export interface RecordedAnswer {
  readonly topic: string;
  readonly sql: string;
  /** reads tpch.tiny */
  readonly tables?: true;
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
  readonly rows?: readonly (readonly Json[])[];
  readonly error?: { readonly name: string; readonly line: number | null; readonly column: number | null; readonly message: string };
}

/** the first thousand, those of statements.txt, and those of function-statements.txt */
const FILES = ['answers.jsonl', 'more-answers.jsonl', 'function-answers.jsonl'];

export function recordedAnswers(): readonly RecordedAnswer[] {
  return FILES.flatMap((file) => readFileSync(new URL(file, import.meta.url), 'utf8').split('\n').filter((line) => line !== '').map((line) => parseJson(line) as unknown as RecordedAnswer));
}
