import { sqlSpans, type SqlSpan } from './sql-spans';

const INK: Readonly<Record<SqlSpan['kind'], string>> = {
  text: '', keyword: 'text-(--code-keyword)', function: 'text-(--code-function)', string: 'text-(--code-string)', number: 'text-(--code-number)', comment: 'text-(--code-comment)', type: 'text-(--code-type)',
};

/** SQL to read and copy, in the inks of the editor. Scrolls by itself, and by the keyboard. */
export function CodeBlock({ code, label }: { readonly code: string; readonly label: string }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable without a pointer
    <pre tabIndex={0} role="region" aria-label={label} className="overflow-x-auto rounded-2 border border-hair bg-well px-3 py-2 font-mono text-12 leading-5 text-(--code-text) outline-none focus-visible:shadow-(--ring)">
      <code>{sqlSpans(code).map((span) => <span key={span.at} className={INK[span.kind]}>{span.text}</span>)}</code>
    </pre>
  );
}
