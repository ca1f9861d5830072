import type { SourceStatus } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../lib/api';
import { useFormats } from '../../lib/format';
import { keys } from '../../lib/keys';
import { sourcesQuery } from '../../lib/library';
import { queryClient } from '../../lib/query-client';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { TextInput } from '../../ui/Field';
import { Group, Saved, Setting } from './Setting';
import { useSave } from './useSave';

const refresh = () => queryClient.invalidateQueries({ queryKey: keys.sources });

/** The folders that the library keeps in step with. */
export function FolderSettings() {
  const { t } = useTranslation();
  const { data: sources = [] } = useQuery(sourcesQuery);
  return (
    <Group title={t('settings.folders.title')} hint={t('settings.folders.hint')}>
      {sources.length > 0 && (
        <ul>
          {sources.map((source) => (
            <Folder key={source.id} source={source} />
          ))}
        </ul>
      )}
      <FollowFolder />
    </Group>
  );
}

function Folder({ source }: { readonly source: SourceStatus }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [state, save] = useSave();
  const [syncing, setSyncing] = useState(false);
  const [asking, setAsking] = useState(false);
  const skipped = Object.values(source.skipped).reduce((sum, count) => sum + count, 0);
  const path = { params: { path: { id: String(source.id) } } };
  const sync = async () => {
    setSyncing(true);
    await save(() => read(api.POST('/api/sources/{id}/sync', path)));
    setSyncing(false);
    void refresh();
  };
  const facts = [
    t(`settings.folders.state.${source.state}`),
    t('settings.folders.files', { count: source.files, shown: formats.number(source.files) }),
    skipped > 0 && t('settings.folders.skipped', { count: skipped, shown: formats.number(skipped) }),
    source.scanned_at && t('settings.folders.scanned', { time: formats.short(source.scanned_at) }),
    source.tags.join(', '),
  ];
  return (
    <li className="flex items-start justify-between gap-x-6 gap-y-2 border-b border-line py-3 max-[760px]:flex-col">
      <div className="min-w-0 flex-1">
        <p dir="ltr" title={source.path} className="truncate text-start font-mono text-xs">
          {source.path}
        </p>
        <p className="tabular mt-0.5 text-sm text-ink-2">{facts.filter(Boolean).join(' · ')}</p>
        {source.error && (
          <p dir="auto" className="text-sm text-bad">
            {source.error}
          </p>
        )}
        <div className="*:text-start">
          <Saved state={state.kind === 'failed' ? state : { kind: 'none' }} />
        </div>
      </div>
      <div className="flex gap-2">
        <Button disabled={syncing} onClick={() => void sync()}>
          {t(syncing ? 'settings.folders.syncing' : 'settings.folders.sync')}
        </Button>
        <Button look="danger" onClick={() => setAsking(true)}>
          {t('settings.folders.stop')}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog title={t('settings.folders.stopTitle')} action={t('settings.folders.stop')} onClose={() => setAsking(false)} onConfirm={() => void save(() => read(api.DELETE('/api/sources/{id}', path))).then(refresh)}>
          <p dir="ltr" className="text-start font-mono text-xs break-all text-ink">
            {source.path}
          </p>
          <p>{t('settings.folders.stopHint')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}

function FollowFolder() {
  const { t } = useTranslation();
  const [state, save] = useSave();
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const follow = async () => {
    setBusy(true);
    if (await save(() => read(api.POST('/api/sources', { body: { path: path.trim() } })))) setPath('');
    setBusy(false);
    void refresh();
  };
  return (
    <Setting label={t('settings.folders.add')} hint={t('settings.folders.addHint')} state={state}>
      {(names) => (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void follow();
          }}
        >
          <TextInput {...names} dir="ltr" spellCheck={false} autoComplete="off" value={path} onChange={(event) => setPath(event.target.value)} placeholder="/home/…/notes" className="w-56 font-mono text-xs" />
          <Button type="submit" className="h-8" disabled={busy || !path.trim()}>
            {t('settings.folders.follow')}
          </Button>
        </form>
      )}
    </Setting>
  );
}
