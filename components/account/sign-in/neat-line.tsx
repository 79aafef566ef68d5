const SEGMENT = 44;

/** The zebra frame of a chart, drawn as patterns so that its segments keep their length at any size. */
export function NeatLine() {
  return (
    <svg className="absolute inset-3.5 h-[calc(100%-28px)] w-[calc(100%-28px)] overflow-visible" aria-hidden="true">
      <defs>
        <pattern id="neat-across" width={SEGMENT * 2} height="4" patternUnits="userSpaceOnUse">
          <rect className="fill-sheet" width={SEGMENT * 2} height="4" />
          <rect className="fill-scale" width={SEGMENT} height="4" />
        </pattern>
        <pattern id="neat-down" width="4" height={SEGMENT * 2} patternUnits="userSpaceOnUse">
          <rect className="fill-sheet" width="4" height={SEGMENT * 2} />
          <rect className="fill-scale" width="4" height={SEGMENT} />
        </pattern>
      </defs>
      <rect width="100%" height="4" fill="url(#neat-across)" />
      <svg y="100%" overflow="visible"><rect y="-4" width="100%" height="4" fill="url(#neat-across)" /></svg>
      <rect width="4" height="100%" fill="url(#neat-down)" />
      <svg x="100%" overflow="visible"><rect x="-4" width="4" height="100%" fill="url(#neat-down)" /></svg>
      <rect className="fill-transparent stroke-scale" width="100%" height="100%" />
      <svg x="4" y="4" className="overflow-visible"><rect className="fill-transparent stroke-scale" width="100%" height="100%" transform="translate(0 0)" /></svg>
    </svg>
  );
}
