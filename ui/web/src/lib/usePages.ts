import { keepPreviousData, useQueries, useQuery, type QueryKey, type UseQueryOptions } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';

interface Source<Page, Row, Key extends QueryKey> {
  readonly size: number;
  query(page: number): UseQueryOptions<Page, Error, Page, Key>;
  rows(page: Page): readonly Row[];
}

/** A list of any length, read a page at a time where it is looked at. */
export function usePages<Page extends { readonly total: number }, Row, Key extends QueryKey>({ size, query, rows }: Source<Page, Row, Key>) {
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const first = useQuery({ ...query(0), placeholderData: keepPreviousData as NonNullable<UseQueryOptions<Page, Error, Page, Key>['placeholderData']> });
  const total = first.data?.total ?? 0;
  const pages = useMemo(() => {
    const last = Math.min(range[1], Math.max(0, Math.ceil(total / size) - 1));
    return Array.from({ length: Math.max(0, last - range[0] + 1) }, (_, index) => range[0] + index).filter((page) => page > 0);
  }, [range, total, size]);
  const others = useQueries({ queries: pages.map(query) });

  const onVisible = useCallback(
    (from: number, to: number) => {
      const next = [Math.floor(from / size), Math.floor(to / size)] as const;
      setRange((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
    },
    [size],
  );

  const at = (index: number): Row | undefined => {
    const page = Math.floor(index / size);
    const data = page === 0 ? first.data : (others[pages.indexOf(page)]?.data as Page | undefined);
    return data && rows(data)[index % size];
  };
  return { total, at, onVisible, isPlaceholder: first.isPlaceholderData, isPending: first.isPending, error: first.error, refetch: first.refetch };
}
