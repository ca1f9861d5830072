import type { ItemSummary } from '@cortex/contract';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { itemPageQuery, PAGE_SIZE, type ItemFilters } from '../../lib/library';

/** A list of any length, read a page at a time where it is looked at. */
export function useItemPages(filters: ItemFilters) {
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const first = useQuery({ ...itemPageQuery(filters, 0), placeholderData: keepPreviousData });
  const total = first.data?.total ?? 0;
  const pages = useMemo(() => {
    const last = Math.min(range[1], Math.max(0, Math.ceil(total / PAGE_SIZE) - 1));
    return Array.from({ length: Math.max(0, last - range[0] + 1) }, (_, index) => range[0] + index).filter((page) => page > 0);
  }, [range, total]);
  const others = useQueries({ queries: pages.map((page) => itemPageQuery(filters, page)) });

  const onVisible = useCallback((from: number, to: number) => {
    const next = [Math.floor(from / PAGE_SIZE), Math.floor(to / PAGE_SIZE)] as const;
    setRange((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
  }, []);

  const at = (index: number): ItemSummary | undefined => {
    const page = Math.floor(index / PAGE_SIZE);
    const data = page === 0 ? first.data : others[pages.indexOf(page)]?.data;
    return data?.items[index % PAGE_SIZE];
  };
  return { total, at, onVisible, isPlaceholder: first.isPlaceholderData, isPending: first.isPending, error: first.error, refetch: first.refetch };
}
