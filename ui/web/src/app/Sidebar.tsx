import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { PanelLeft, Plus, Search, Settings, Star, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../lib/format';
import { conversationPageQuery, forgetSearch, queueQuery, savedSearchesQuery, tagsQuery } from '../lib/library';
import { searchOf } from '../lib/library-search';
import { usePreferences } from '../lib/preferences';
import { attempt } from '../lib/undo';
import { IconButton } from '../ui/Button';
import { Kbd } from '../ui/Kbd';
import { navigation } from './navigation';
import { useOverlay } from './overlay';
import { tagColour } from './tag-colour';

const icon = { size: 15, strokeWidth: 1.6, 'aria-hidden': true, className: 'shrink-0' } as const;
const SHOWN_TAGS = 40;
const entry = 'flex h-7 w-full min-w-0 items-center gap-3 rounded-[6px] px-2.5 text-ink-2 hover:bg-line/50 hover:text-ink [&.active]:bg-tint [&.active]:font-[560] [&.active]:text-on-tint';

export function Sidebar() {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { show } = useOverlay();
  const { sidebar, set } = usePreferences();
  const { data: savedSearches = [] } = useQuery(savedSearchesQuery);
  const { data: tags = [] } = useQuery(tagsQuery);
  const { data: queue } = useQuery(queueQuery);
  const { data: conversations } = useQuery(conversationPageQuery(0));
  const counts: Record<string, number | undefined> = { '/': queue?.total, '/conversations': conversations?.total };
  return (
    <nav aria-label={t('nav.label')} className={`flex shrink-0 flex-col border-e border-line bg-panel px-2 pt-2.5 pb-2 ${sidebar ? 'w-[236px] max-[760px]:w-12' : 'w-12'}`}>
      <div className={`mb-2 flex h-7 items-center gap-2 ${sidebar ? 'ps-2 max-[760px]:ps-0' : 'justify-center'}`}>
        <button type="button" aria-label={t('command.sidebar')} title={t('command.sidebar')} aria-expanded={sidebar} onClick={() => set({ sidebar: !sidebar })} className="grid size-7 shrink-0 place-items-center rounded hover:bg-line/50">
          {sidebar ? <img src="/icon.svg" alt="" className="size-[18px]" /> : <PanelLeft {...icon} />}
        </button>
        {sidebar && (
          <span className="flex flex-1 items-center justify-between max-[760px]:hidden">
            <span className="text-md font-[620]">Cortex</span>
            <button type="button" aria-label={t('command.palette')} title={t('command.palette')} onClick={() => show('palette')}>
              <Kbd keys="Mod+K" />
            </button>
          </span>
        )}
      </div>
      <ul className="flex flex-col gap-px">
        {navigation.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <Link to={path} title={t(label as 'nav.items')} aria-label={t(label as 'nav.items')} activeOptions={{ exact: path === '/', includeSearch: false }} className={`${entry} ${path === '/' && pathname.startsWith('/items/') ? 'active' : ''}`}>
              <Icon {...icon} />
              <Wide open={sidebar}>
                {t(label as 'nav.items')}
                <Count value={counts[path]} />
              </Wide>
            </Link>
          </li>
        ))}
        <li>
          <Link to="/" search={{ starred: true }} title={t('nav.starred')} aria-label={t('nav.starred')} activeProps={{ className: '' }} className={entry}>
            <Star {...icon} />
            <Wide open={sidebar}>{t('nav.starred')}</Wide>
          </Link>
        </li>
      </ul>
      <div className={`mt-1 min-h-0 flex-1 overflow-y-auto ${sidebar ? 'max-[760px]:hidden' : 'hidden'}`}>
        {savedSearches.length > 0 && (
          <Group title={t('nav.saved')}>
            {savedSearches.map((saved) => (
              <li key={saved.id} className="group relative">
                <button type="button" onClick={() => void navigate({ to: '/', search: searchOf(saved.query, saved.filters) })} className={entry}>
                  <Search {...icon} />
                  <span className="min-w-0 flex-1 truncate pe-5 text-start"><bdi>{saved.name}</bdi></span>
                </button>
                <IconButton label={t('nav.forget', { name: saved.name })} onClick={() => void attempt(forgetSearch(saved.id))} className="absolute inset-y-0 end-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                  <X size={12} strokeWidth={1.8} aria-hidden />
                </IconButton>
              </li>
            ))}
          </Group>
        )}
        {tags.length > 0 && (
          <Group title={t('nav.tags')}>
            {tags.slice(0, SHOWN_TAGS).map(({ tag, items }) => (
              <li key={tag}>
                <Link to="/" search={{ tag }} activeOptions={{ exact: true, includeSearch: true }} className={entry}>
                  <span aria-hidden className="mx-[4px] size-2 shrink-0 rounded-[2px]" style={{ background: tagColour(tag) }} />
                  <span className="min-w-0 flex-1 truncate"><bdi>{tag}</bdi></span>
                  <span className="tabular text-xs font-[430] text-ink-2">{formats.number(items)}</span>
                </Link>
              </li>
            ))}
          </Group>
        )}
      </div>
      <div className="mt-auto flex flex-col gap-px pt-2">
        <button type="button" title={t('command.capture')} aria-label={t('command.capture')} onClick={() => show('capture')} className={entry}>
          <Plus {...icon} />
          <Wide open={sidebar}>
            {t('nav.capture')}
            <Kbd keys="n" />
          </Wide>
        </button>
        <Link to="/settings" title={t('settings.title')} aria-label={t('settings.title')} className={entry}>
          <Settings {...icon} />
          <Wide open={sidebar}>{t('settings.title')}</Wide>
        </Link>
      </div>
    </nav>
  );
}

function Wide({ open, children }: { readonly open: boolean; readonly children: ReactNode }) {
  if (!open) return null;
  return <span className="flex min-w-0 flex-1 items-center justify-between gap-2 truncate text-start max-[760px]:hidden">{children}</span>;
}

function Count({ value }: { readonly value: number | undefined }) {
  const formats = useFormats();
  return value === undefined ? null : <span className="tabular text-xs font-[430]">{formats.number(value)}</span>;
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="mt-4">
      <h2 className="mb-1 px-2.5 text-xs text-ink-2">{title}</h2>
      <ul className="flex flex-col gap-px">{children}</ul>
    </section>
  );
}
