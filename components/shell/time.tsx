'use client';
import { ago, moment, utc } from './words';
import { useNow } from './use-now';

/** A time in local spelling, with its exact UTC on hover. */
export function Moment({ at }: { readonly at: string }) {
  const now = useNow();
  return <time dateTime={at} title={utc(at)}>{moment(at, now)}</time>;
}

/** How long ago, with the exact time on hover. */
export function Ago({ at, none = 'never' }: { readonly at: string | null; readonly none?: string }) {
  const now = useNow();
  return at === null ? <span>{none}</span> : <time dateTime={at} title={`${moment(at, now)}, ${utc(at)}`}>{ago(at, now)}</time>;
}
