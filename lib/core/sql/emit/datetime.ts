import { bind } from './text';

/** A TIMESTAMP as Trino writes it, with exactly `precision` digits of the second's fraction. */
export function timestampText(sql: string, precision: number): string {
  return bind([sql], ([ts]) => {
    const clock = `%m-%d %H:%M:%S${precision > 0 ? '.' : ''}`;
    const digits = precision === 0 ? '' : ` || left(strftime(${ts}, '${precision > 6 ? '%n' : '%f'}'), ${precision})`;
    return `CASE WHEN year(${ts}) BETWEEN 0 AND 9999 THEN strftime(${ts}, '%Y-${clock}')${digits} ELSE lhc_year_text(${ts}) || strftime(${ts}, '-${clock}')${digits} END`;
  });
}

/** A TIMESTAMP with fewer fraction digits, rounded half up as Trino does. */
export function roundTimestamp(sql: string, precision: number): string {
  return precision >= 6 ? sql : `lhc_round_timestamp(${sql}, ${10 ** (6 - precision)})`;
}
