/** What a snapshot did; null where its summary does not say. */
export type Operation = 'append' | 'overwrite' | 'delete' | 'replace' | null;

const COLOUR: Readonly<Record<NonNullable<Operation>, string>> = {
  append: 'text-op-append', overwrite: 'text-op-overwrite', delete: 'text-op-delete', replace: 'text-op-replace',
};

/** The shape of an operation around (0, 0) of the SVG that holds it: disc, half disc, open diamond, square. */
export function OperationShape({ operation, x = 0, y = 0 }: { readonly operation: Operation; readonly x?: number; readonly y?: number }) {
  if (operation === null) return <circle className="fill-sheet stroke-idle" cx={x} cy={y} r="3.8" strokeWidth="1.4" />;
  return (
    <g className={COLOUR[operation]} transform={`translate(${x} ${y})`}>
      {operation === 'append' && <circle className="fill-current" r="4.2" />}
      {operation === 'overwrite' && (
        <>
          <circle className="fill-sheet stroke-current" r="3.6" strokeWidth="1.4" />
          <path className="fill-current" d="M0-4.2A4.2 4.2 0 0 1 0 4.2z" />
        </>
      )}
      {operation === 'delete' && <path className="fill-sheet stroke-current" strokeWidth="1.5" d="M0-4.6 4.6 0 0 4.6-4.6 0z" />}
      {operation === 'replace' && <rect className="fill-current" x="-4" y="-4" width="8" height="8" />}
    </g>
  );
}
