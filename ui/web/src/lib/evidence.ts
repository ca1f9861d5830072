import type { DiscoveredConnection } from '@cortex/contract';
import { useTranslation } from 'react-i18next';
import type { Span } from './spans';

export interface Shown {
  /** The passage of the other document that says something alike. */
  readonly passage: (Span & { readonly quote: string }) | null;
  /** What both name. */
  readonly names: readonly string[];
  /** How near they were saved. */
  readonly saved: 'hour' | 'day' | null;
}

const HOUR = 3_600;
const MOST_NAMES = 4;

/** What shows a connection: the nearest passage, the names, the time. */
export function shownOf({ evidence }: DiscoveredConnection): Shown {
  const other = evidence.filter(({ kind }) => kind === 'similar').sort((one, two) => (two.similarity ?? 0) - (one.similarity ?? 0))[0]?.other;
  const apart = evidence.find(({ kind }) => kind === 'saved_together')?.seconds_apart;
  return {
    passage: other ? { start: other.start, end: other.end, quote: other.quote } : null,
    names: [...new Set(evidence.map(({ name }) => name).filter((name) => name !== null))].slice(0, MOST_NAMES),
    saved: apart === null || apart === undefined ? null : apart <= HOUR ? 'hour' : 'day',
  };
}

/** Says in words what else shows a connection: what both name, and that they were saved together. */
export function useWhy() {
  const { t } = useTranslation();
  return ({ names, saved }: Shown) => [names.length > 0 && t('graph.sharedNames', { names: names.join(t('graph.comma')) }), saved && t(`graph.saved.${saved}`)].filter(Boolean).join(' · ');
}
