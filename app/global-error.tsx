'use client';
import { Button } from '@/components/ui/button';
import './globals.css';

/** The last net: the frame itself could not be drawn. It brings its own document. */
export default function GlobalError({ error }: { readonly error: Error & { readonly digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Lakehouse Console</title>
        <main className="mx-auto flex min-h-dvh max-w-xl flex-col items-start justify-center gap-3 p-6">
          <h1 className="text-20 font-strong">The console could not draw this page</h1>
          <p className="text-ink-2">Nothing was changed by it. Load the page again; if it stays so, the log of the console says more{error.digest === undefined ? '' : ` under ${error.digest}`}.</p>
          <Button variant="primary" onClick={() => globalThis.location.reload()}>Load again</Button>
        </main>
      </body>
    </html>
  );
}
