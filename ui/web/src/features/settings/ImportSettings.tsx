import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../lib/api';
import { each } from '../../lib/each';
import { useFormats } from '../../lib/format';
import { keys } from '../../lib/keys';
import { queryClient } from '../../lib/query-client';
import { Button } from '../../ui/Button';
import { Copyable } from '../../ui/Copyable';
import { errorText } from '../../ui/Problem';
import { addressesIn } from './pages';
import { ProgressLine } from './ProgressLine';
import { Group, Setting } from './Setting';
import { TextSetting } from './StoredSetting';

export function ImportSettings({ onFiles }: { onFiles(files: readonly File[]): void }) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <Group title={t('settings.import.title')}>
      <Setting label={t('settings.import.files')} hint={t('settings.import.filesHint')}>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t('settings.import.choose')}
          onChange={(event) => {
            onFiles([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <Button onClick={() => picker.current?.click()}>{t('settings.import.choose')}</Button>
      </Setting>
      <Pages />
      <Setting label={t('settings.import.exports')} hint={t('settings.import.exportsHint')}>
        <Copyable text="cortex import FILE" />
      </Setting>
      <TextSetting name="max_file_mib" label={t('settings.import.limit')} hint={t('settings.import.limitHint')} unit="MiB" numeric />
    </Group>
  );
}

interface Progress {
  readonly total: number;
  readonly kept: number;
  readonly failed: readonly { readonly address: string; readonly reason: string }[];
}

/** Several web pages at once; what could not be kept is named, and stays in the field. */
function Pages() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [text, setText] = useState('');
  const [progress, setProgress] = useState<Progress | null>(null);
  const addresses = addressesIn(text);
  const done = progress ? progress.kept + progress.failed.length : 0;
  const busy = progress !== null && done < progress.total;
  const keep = async () => {
    setProgress({ total: addresses.length, kept: 0, failed: [] });
    const failed: string[] = [];
    await each(addresses, async (address) => {
      try {
        await read(api.POST('/api/import', { body: { url: address } }));
        setProgress((now) => now && { ...now, kept: now.kept + 1 });
      } catch (error) {
        failed.push(address);
        setProgress((now) => now && { ...now, failed: [...now.failed, { address, reason: errorText(error, t) }] });
      }
    });
    setText(failed.join('\n'));
    void queryClient.invalidateQueries({ queryKey: keys.lists });
  };
  return (
    <Setting
      label={t('settings.import.pages')}
      hint={t('settings.import.pagesHint')}
      below={
        <form
          className="mt-2 flex flex-col items-start gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void keep();
          }}
        >
          <textarea dir="ltr" rows={3} spellCheck={false} aria-label={t('settings.import.pages')} placeholder="https://" value={text} onChange={(event) => setText(event.target.value)} className="w-full resize-y rounded border border-line-strong bg-raised px-2 py-1.5 font-mono text-xs" />
          <div className="flex w-full items-center gap-4">
            <Button type="submit" disabled={busy || addresses.length === 0}>
              {t('settings.import.keepPages')}
            </Button>
            {busy && <ProgressLine label={t('settings.import.pages')} done={done} total={progress.total} />}
            <p role="status" className="tabular text-sm text-ink-2">
              {progress && t('settings.import.kept', { kept: formats.number(progress.kept), total: formats.number(progress.total) })}
            </p>
          </div>
          {progress && progress.failed.length > 0 && (
            <ul className="w-full text-sm">
              {progress.failed.map(({ address, reason }) => (
                <li key={address} className="py-0.5 break-words">
                  <bdi className="font-mono text-xs">{address}</bdi>{' '}
                  <span dir="auto" className="text-bad">
                    {reason}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </form>
      }
    />
  );
}
