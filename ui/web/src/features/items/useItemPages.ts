import { itemPageQuery, PAGE_SIZE, type ItemFilters } from '../../lib/library';
import { usePages } from '../../lib/usePages';

export const useItemPages = (filters: ItemFilters) => usePages({ size: PAGE_SIZE, query: (page) => itemPageQuery(filters, page), rows: (page) => page.items });
