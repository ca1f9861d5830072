import type { RestoreResult } from '@cortex/contract';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../../lib/api';
import { downloadPosted } from '../../lib/download';
import { useFormats } from '../../lib/format';
import { queryClient } from '../../lib/query-client';
import { Button, ButtonLink } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { errorText } from '../../ui/Problem';
import { ProgressLine } from './ProgressLine';
import { Group, Setting } from './Setting';

type Work = { readonly state: 'idle' | 'busy' } | { readonly state: 'done'; readonly text: string } | { readonly state: 'failed'; readonly error: unknown };

const idle: Work = { state: 'idle' };

/** The library as a file, and back. */
export function BackupSettings() {
  const { t } = useTranslation();
  return (
    <Group title={t('settings.backup.title')}>
      <TakeBackup />
      <Restore />
      <Setting label={t('settings.export.label')} hint={t('settings.export.hint')}>
        <ButtonLink href="/api/export" download>
          {t('settings.export.action')}
        </ButtonLink>
      </Setting>
    </Group>
  );
}

function TakeBackup() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [work, setWork] = useState<Work>(idle);
  const [at, setAt] = useState<readonly [done: number, total: number]>([0, 0]);
  const take = async () => {
    setWork({ state: 'busy' });
    setAt([0, 0]);
    try {
      const name = await downloadPosted('/api/backup', 'cortex.backup', (done, total) => setAt([done, total]));
      setWork({ state: 'done', text: t('settings.backup.saved', { name }) });
    } catch (error) {
      setWork({ state: 'failed', error });
    }
  };
  return (
    <Setting
      label={t('settings.backup.label')}
      hint={t('settings.backup.hint')}
      below={
        <Outcome work={work} busy={at[0] > 0 ? t('settings.pull.bytes', { done: formats.bytes(at[0]), total: formats.bytes(at[1]) }) : t('settings.backup.making')}>
          <ProgressLine label={t('settings.backup.making')} done={at[0]} total={at[1]} />
        </Outcome>
      }
    >
      <Button disabled={work.state === 'busy'} onClick={() => void take()}>
        {t('settings.backup.action')}
      </Button>
    </Setting>
  );
}

function Restore() {
  const { t } = useTranslation();
  const formats = useFormats();
  const picker = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [work, setWork] = useState<Work>(idle);
  const restore = async (chosen: File) => {
    setWork({ state: 'busy' });
    try {
      const response = await send('/api/restore', { method: 'POST', body: chosen, headers: { 'content-type': 'application/octet-stream' } });
      const { items, set_aside } = (await response.json()) as RestoreResult;
      await queryClient.invalidateQueries();
      const back = t('settings.restore.done', { count: items, shown: formats.number(items) });
      setWork({ state: 'done', text: set_aside ? `${back} ${t('settings.restore.aside', { place: set_aside })}` : back });
    } catch (error) {
      setWork({ state: 'failed', error });
    }
  };
  return (
    <Setting
      label={t('settings.restore.label')}
      hint={t('settings.restore.hint')}
      below={
        <Outcome work={work} busy={t('settings.restore.busy')}>
          <ProgressLine label={t('settings.restore.busy')} done={0} total={0} />
        </Outcome>
      }
    >
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t('settings.restore.choose')}
        onChange={(event) => {
          setFile(event.target.files?.[0] ?? null);
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      <Button disabled={work.state === 'busy'} onClick={() => picker.current?.click()}>
        {t('settings.restore.choose')}
      </Button>
      {file && (
        <ConfirmDialog title={t('settings.restore.title')} action={t('settings.restore.action')} onClose={() => setFile(null)} onConfirm={() => void restore(file)}>
          <p>
            <bdi className="break-all text-ink">{file.name}</bdi> · <span className="tabular">{formats.bytes(file.size)}</span>
          </p>
          <p>{t('settings.restore.what')}</p>
          <p>{t('settings.restore.kept')}</p>
        </ConfirmDialog>
      )}
    </Setting>
  );
}

/** What became of it, under the words. */
function Outcome({ work, busy, children }: { readonly work: Work; readonly busy: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={`flex flex-wrap items-center gap-x-4 text-sm ${work.state === 'idle' ? '' : 'mt-2'}`}>
      {work.state === 'busy' && children}
      <p role="status" className={`tabular min-w-0 break-words empty:hidden ${work.state === 'failed' ? 'text-bad' : 'text-ink-2'}`}>
        {work.state === 'busy' && busy}
        {work.state === 'done' && work.text}
        {work.state === 'failed' && <span dir="auto">{errorText(work.error, t)}</span>}
      </p>
    </div>
  );
}
