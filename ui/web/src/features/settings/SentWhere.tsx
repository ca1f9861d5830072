import type { ModelsOverview } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../lib/api';
import { hostOf, useFormats } from '../../lib/format';
import { keys } from '../../lib/keys';
import { destinationOf } from './destination';
import { Group } from './Setting';

const SHOWN = 50;
/** The fragment of the address that leads to the log. */
export const LOG = 'network';
const tasks = ['chat', 'grading', 'extraction', 'agent', 'embedding'] as const;
const purposes = ['page', 'robots', 'chat', 'embedding', 'models', 'model_pull', 'key_check'] as const;

/** For each task where its text goes as things are set, and what really left this machine. */
export function SentWhere({ models }: { readonly models: ModelsOverview }) {
  const { t } = useTranslation();
  return (
    <Group title={t('settings.sent.title')} hint={t('settings.sent.hint')}>
      <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)] gap-x-6 py-2 text-sm">
        {tasks.map((task) => {
          const to = destinationOf(models, task);
          return (
            <div key={task} className="col-span-2 grid grid-cols-subgrid py-1">
              <dt>{t(`settings.sent.${task}`)}</dt>
              <dd className={to.away.length > 0 ? 'text-warning-ink' : 'text-ink-2'}>{to.away.length > 0 ? t('settings.sent.away', { where: to.away.map((one) => `${one.name} (${hostOf(one.address)})`).join(', ') }) : to.here.length > 0 ? t('settings.sent.here', { where: to.here.join(', ') }) : t('settings.sent.nowhere')}</dd>
            </div>
          );
        })}
        <div className="col-span-2 grid grid-cols-subgrid py-1">
          <dt>{t('settings.sent.pages')}</dt>
          <dd className="text-ink-2">{t('settings.sent.pagesTo')}</dd>
        </div>
      </dl>
      <NetworkLog />
    </Group>
  );
}

/** Every request that left, the newest first. */
function NetworkLog() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data } = useQuery({ queryKey: [...keys.settings, 'network'], queryFn: ({ signal }) => read(api.GET('/api/network', { params: { query: { limit: SHOWN } }, signal })), staleTime: 0 });
  const { hash } = useLocation();
  const place = useRef<HTMLDivElement>(null);
  const isThere = data !== undefined;
  useEffect(() => {
    if (isThere && hash === LOG) place.current?.scrollIntoView({ block: 'center' });
  }, [isThere, hash]);
  if (!data) return null;
  if (data.total === 0)
    return (
      <div ref={place} className="border-t border-line py-3 text-sm text-ink-2">
        {t('settings.log.none')}
      </div>
    );
  const purposeOf = (name: string) => {
    const known = purposes.find((one) => one === name);
    return known ? t(`settings.log.purpose.${known}`) : name;
  };
  return (
    <div ref={place} data-scrolls tabIndex={0} role="group" aria-label={t('settings.log.title')} className="max-h-96 overflow-auto border-t border-line">
      <table className="tabular w-full text-sm">
        <caption className="sr-only">{t('settings.log.title')}</caption>
        <thead>
          <tr className="sticky top-0 bg-background text-xs text-ink-2 *:py-1.5 *:pe-4 *:text-start *:font-[430] *:whitespace-nowrap">
            <th scope="col">{t('settings.log.time')}</th>
            <th scope="col">{t('settings.log.host')}</th>
            <th scope="col">{t('settings.log.for')}</th>
            <th scope="col" className="!text-end">{t('settings.log.sent')}</th>
            <th scope="col" className="!text-end">{t('settings.log.received')}</th>
            <th scope="col" className="!pe-0 !text-end">{t('settings.log.status')}</th>
          </tr>
        </thead>
        <tbody>
          {data.requests.map((request, index) => (
            <tr key={index} className="border-t border-line *:py-1 *:pe-4 *:whitespace-nowrap">
              <td title={formats.full(request.at)}>{formats.short(request.at)}</td>
              <td className="max-w-52 truncate" title={request.host}>
                <bdi>{request.host}</bdi>
              </td>
              <td>{purposeOf(request.purpose)}</td>
              <td className="text-end">{formats.bytes(request.sent)}</td>
              <td className="text-end">{formats.bytes(request.received)}</td>
              <td className={`!pe-0 text-end ${request.status !== null && request.status < 400 ? '' : 'text-bad'}`}>{request.status ?? t('settings.log.noAnswer')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.total > data.requests.length && <p className="py-2 text-xs text-ink-2">{t('settings.log.more', { shown: formats.number(data.requests.length), total: formats.number(data.total) })}</p>}
    </div>
  );
}
