import { Outlet, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DigestList } from '../features/digest/DigestList';
import { DigestView, LatestDigest } from '../features/digest/DigestView';
import { Panes } from './Panes';

/** The digests, and the one that is read. */
export function Digests() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false });
  return (
    <Panes label={t('digest.list')} detail={t('digest.title')} open={id !== undefined} list={<DigestList />}>
      <Outlet />
    </Panes>
  );
}

export const Latest = LatestDigest;

export function Digest() {
  const { id } = useParams({ from: '/digests/digest/$id' });
  return <DigestView id={id} />;
}
