/** A state that has a shape of its own, because colour is never alone: the word stands beside it. */
export type MarkState = 'good' | 'warn' | 'bad' | 'broken' | 'doubt' | 'running' | 'queued' | 'idle' | 'cancelled';

const COLOUR: Readonly<Record<MarkState, string>> = {
  good: 'text-good', warn: 'text-warn', bad: 'text-bad', broken: 'text-bad', doubt: 'text-doubt', running: 'text-water', queued: 'text-idle', idle: 'text-idle', cancelled: 'text-idle',
};

/** Disc, triangle, diamond, crossed square, dashed ring, turning ring, ring, struck ring; ten pixels wide. */
export function Mark({ state }: { readonly state: MarkState }) {
  return (
    <svg className={`size-2.5 shrink-0 overflow-visible ${COLOUR[state]}`} viewBox="0 0 10 10" fill="none" aria-hidden="true">
      <Shape state={state} />
    </svg>
  );
}

function Shape({ state }: { readonly state: MarkState }) {
  switch (state) {
    case 'good': return <circle className="fill-current" cx="5" cy="5" r="4" />;
    case 'warn': return <path className="fill-current" d="M5 .6 9.8 9.2H.2z" />;
    case 'bad': return <path className="fill-current" d="M5 0 10 5 5 10 0 5z" />;
    case 'broken': return <path className="stroke-current" strokeWidth="1.5" d="M1 1h8v8H1zM1 9l8-8" />;
    case 'doubt': return <circle className="stroke-current" cx="5" cy="5" r="3.9" strokeWidth="1.6" strokeDasharray="2.2 1.9" />;
    case 'running': return (
      <>
        <circle className="stroke-current" cx="5" cy="5" r="3.8" strokeWidth="1.6" strokeOpacity=".3" />
        <path className="turns stroke-current" strokeWidth="1.8" d="M5 1.2A3.8 3.8 0 0 1 8.8 5" />
      </>
    );
    case 'queued': case 'idle': return <circle className="stroke-current" cx="5" cy="5" r="3.7" strokeWidth="1.5" />;
    case 'cancelled': return (
      <>
        <circle className="stroke-current" cx="5" cy="5" r="3.9" strokeWidth="1.4" />
        <path className="stroke-current" strokeWidth="1.4" d="M2.4 7.6l5.2-5.2" />
      </>
    );
  }
}
