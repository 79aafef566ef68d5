import { PartProblem } from '@/components/shell/part-problem';
import { problemOf } from '@/lib/transport/api/client/problem';

/** A table whose metadata cannot be read: which file, and what is still true. */
export function BrokenTable({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { file } = problemOf(error);
  return (
    <div className="flex max-w-3xl flex-col gap-3 p-5 max-sm:p-4">
      <PartProblem error={error} what="This table" retry={retry} />
      {file !== null && <p className="text-12 text-ink-2">The file is <code className="font-mono break-all">{file}</code>. Other tables are not touched by this, and nothing was changed: put the file back, or restore the table folder, and try again.</p>}
    </div>
  );
}
