interface Asked<Params extends object, Body extends object> {
  readonly params: Params;
  readonly query?: { readonly dryRun?: boolean | undefined } | undefined;
  readonly headers?: { readonly 'if-match'?: string | undefined; readonly 'idempotency-key'?: string | undefined } | undefined;
  readonly body?: Body;
}

/** A request to write as its verb takes it: what the body says, where the path leads, and how it is to be done. */
export function write<Params extends object, Body extends object = Record<never, never>>({ params, query, headers, body }: Asked<Params, Body>): Body & Params & { dryRun: boolean; ifMatch?: string; idempotencyKey?: string } {
  const [ifMatch, idempotencyKey] = [headers?.['if-match'], headers?.['idempotency-key']];
  return { ...(body ?? ({} as Body)), ...params, dryRun: query?.dryRun ?? false, ...(ifMatch === undefined ? {} : { ifMatch }), ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
}
