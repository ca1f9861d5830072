import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RunDetail } from '../features/workflows/RunDetail';
import { RunList } from '../features/workflows/RunList';
import type { RunFilters } from '../lib/runs';
import { Panes } from './Panes';

/** What the program did, run by run, and beside it the one that is open. */
export function Workflows() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const filters = useSearch({ from: '/runs' });
  const { id } = useParams({ strict: false });
  const change = (to: Partial<RunFilters>) => {
    const next: RunFilters = Object.fromEntries(Object.entries({ ...filters, ...to }).filter(([, value]) => value !== undefined));
    void navigate({ to: id ? '/workflows/$id' : '/workflows', params: { id: id ?? '' }, search: next, replace: true });
  };
  return (
    <Panes label={t('workflows.title')} detail={t('workflows.run')} open={id !== undefined} list={<RunList filters={filters} onChange={change} />}>
      <Outlet />
    </Panes>
  );
}

export function Run() {
  const { id } = useParams({ from: '/runs/workflows/$id' });
  return <RunDetail key={id} id={id} />;
}

export function NoRun() {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex h-full max-w-sm flex-col justify-center gap-2 px-8 pb-20">
      <p className="font-serif text-xl">{t('workflows.pick')}</p>
      <p className="text-md leading-relaxed text-ink-2">{t('workflows.pickHint')}</p>
    </div>
  );
}
