'use client';
import { PartProblem } from './part-problem';

/** A page that could not be drawn; the rest of the console goes on. */
export function PageError({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  return <main className="grow p-5"><h1 className="sr-only">This page could not be drawn</h1><div className="max-w-2xl"><PartProblem error={error} what="This page" retry={retry} /></div></main>;
}
