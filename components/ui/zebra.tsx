/** The zebra scale as SVG rectangles from `x` on: alternate filled and open segments, each of them one round unit. */
export function Zebra({ x = 0, y, width, segments }: { readonly x?: number; readonly y: number; readonly width: number; readonly segments: number }) {
  const step = width / segments;
  return (
    <>
      {Array.from({ length: segments }, (_, index) => (
        <rect key={index} className={index % 2 === 0 ? 'fill-scale stroke-scale' : 'fill-sheet stroke-scale'} x={x + index * step + 0.5} y={y + 0.5} width={Math.max(0, step - (index === segments - 1 ? 1 : 0))} height="3" />
      ))}
    </>
  );
}
