'use client';
import { useEffect, useState, type KeyboardEvent } from 'react';

/** One thing that a list of matches leads to; `value` is its name in the list. */
export interface Link {
  readonly value: string;
  readonly href: string;
}

/**
 * Which of the matches is chosen: the first, until somebody chooses another one for the same text. While the matches are
 * those of an earlier text (`isOld`), Enter waits for the right ones, so that who types fast gets what was typed.
 */
export function useChoice({ text, links, isOld, go }: { readonly text: string; readonly links: readonly Link[]; readonly isOld: boolean; readonly go: (href: string) => void }) {
  const [chosen, setChosen] = useState<{ readonly text: string; readonly value: string } | null>(null);
  const [entered, setEntered] = useState<string | null>(null);
  const link = (chosen?.text === text ? links.find((each) => each.value === chosen.value) : undefined) ?? links[0];
  const waits = entered === text;
  useEffect(() => {
    if (waits && !isOld && link) go(link.href);
  }, [waits, isOld, link, go]);
  return {
    value: link?.value ?? '',
    choose: (value: string) => setChosen(value === links[0]?.value ? null : { text, value }),
    onEnter: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing || !isOld) return;
      event.preventDefault();
      setEntered(text);
    },
    /** other letters: what was waited for is not wanted any more */
    forget: () => setEntered(null),
  };
}
