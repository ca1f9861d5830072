import type { DigestItem, DigestPeriod, DigestSummary, DigestTheme } from '@cortex/contract';
import { queryOptions } from '@tanstack/react-query';
import { api, read } from '../../lib/api';
import { keys } from '../../lib/keys';
import { queryClient } from '../../lib/query-client';

export const DIGESTS_A_PAGE = 100;
export const periods: readonly DigestPeriod[] = ['daily', 'weekly', 'manual'];

export const digestPageQuery = (page: number) =>
  queryOptions({ queryKey: keys.digestPage(page), queryFn: ({ signal }) => read(api.GET('/api/digests', { params: { query: { offset: page * DIGESTS_A_PAGE, limit: DIGESTS_A_PAGE } }, signal })) });

export const digestQuery = (id: string) => queryOptions({ queryKey: keys.digest(id), queryFn: ({ signal }) => read(api.GET('/api/digests/{id}', { params: { path: { id } }, signal })) });

/** The one of now, in the place of one of the same day or week. */
export async function makeDigest(period: DigestPeriod) {
  const made = await read(api.POST('/api/digest', { body: { period, again: true } }));
  queryClient.setQueryData(keys.digest(made.id), made);
  void queryClient.invalidateQueries({ queryKey: keys.digests });
  return made;
}

/** Its first day and its last, as far as it had come when it was made. */
export function daysOf({ from, until, created_at }: Pick<DigestSummary, 'from' | 'until' | 'created_at'>) {
  return { first: new Date(from), last: new Date(Math.min(Date.parse(created_at), Date.parse(until) - 1)) };
}

/** What its run works on. */
export const subjectOf = ({ period, from }: Pick<DigestSummary, 'period' | 'from'>) => `${period} ${Date.parse(from)}`;

/** The items of a theme whose titles are known: of one of before titles were kept with it, those that stand among the recent. */
export function itemsOf({ item_ids, titles }: DigestTheme, recent: readonly DigestItem[]) {
  const known = new Map(recent.map((item) => [item.item_id, item.title]));
  return item_ids.map((id, index) => ({ id, title: titles ? titles[index] : known.get(id) })).filter((item) => item.title !== undefined);
}
