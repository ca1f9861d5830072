import { useLocation, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ItemDetail } from '../features/items/ItemDetail';
import { spansOf } from '../lib/library-search';

export function Item() {
  const { id } = useParams({ from: '/library/items/$id' });
  const { by } = useSearch({ from: '/library/items/$id' });
  const { hash } = useLocation();
  const spans = useMemo(() => spansOf(hash), [hash]);
  return <ItemDetail id={id} spans={spans} by={by ?? 'words'} />;
}
