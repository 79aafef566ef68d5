import { OperationShape, type Operation } from './operation-shape';

/** What a snapshot did, as its shape; the word stands beside it. */
export function OperationMark({ operation }: { readonly operation: Operation }) {
  return <svg className="size-2.5 shrink-0 overflow-visible" viewBox="-5 -5 10 10" aria-hidden="true"><OperationShape operation={operation} /></svg>;
}
