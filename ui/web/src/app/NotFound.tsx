import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/Empty';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty title={t('notFound.title')}>
      <Link to="/" className="text-accent underline underline-offset-3">
        {t('notFound.home')}
      </Link>
    </Empty>
  );
}
