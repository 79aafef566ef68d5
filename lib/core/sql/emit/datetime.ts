/** A TIMESTAMP as Trino writes it, with exactly `precision` digits of the second's fraction. */
export function timestampText(sql: string, precision: number): string {
  const base = `strftime(${sql}, '%Y-%m-%d %H:%M:%S${precision > 0 ? '.%f' : ''}')`;
  return precision === 0 || precision === 6 ? base : precision < 6 ? `left(${base}, -${6 - precision})` : `(strftime(${sql}, '%Y-%m-%d %H:%M:%S.') || left(strftime(${sql}, '%n'), ${precision}))`;
}

/** A TIMESTAMP with fewer fraction digits, rounded half up as Trino does. */
export function roundTimestamp(sql: string, precision: number): string {
  return precision >= 6 ? sql : `lhc_round_timestamp(${sql}, ${10 ** (6 - precision)})`;
}
