const WHOLE = /^(tinyint|smallint|integer|bigint|decimal)/;

/**
 * A least or greatest value for a narrow column: numbers grouped, moments to the minute. What is cut stands whole on
 * hover.
 * @param type as Trino writes it
 */
export function boundText(text: string, type: string): string {
  if (WHOLE.test(type)) {
    const [, sign = '', digits = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
    return digits === '' ? text : `${sign === '-' ? '\u2212' : ''}${digits.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
  }
  if (type.startsWith('timestamp')) return text.replace(/^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d).*$/, '$1 $2');
  return text;
}
