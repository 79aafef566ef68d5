import look from './neat-line.module.css';

/** The zebra frame of the chart. */
export function NeatLine() {
  return <div className={look['neat']} aria-hidden="true" />;
}
