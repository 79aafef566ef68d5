/** SQL of a cast and whether it can fail; null when Trino knows no such cast. */
export type Cast = { readonly sql: string; readonly fails: boolean } | null;
export const sure = (sql: string): Cast => ({ sql, fails: false });
export const risky = (sql: string): Cast => ({ sql, fails: true });
