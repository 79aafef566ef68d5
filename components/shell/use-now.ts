'use client';
import { useEffect, useState } from 'react';

/**
 * The time, refreshed every `everyMs`, so that ages on a page that stays open do not lie. All that ask for the same step change
 * at the same moment, whenever they came: two clocks of one run must not show two times.
 */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      timer = setTimeout(() => {
        setNow(Date.now());
        wait();
      }, everyMs - (Date.now() % everyMs));
    };
    wait();
    return () => clearTimeout(timer);
  }, [everyMs]);
  return now;
}
