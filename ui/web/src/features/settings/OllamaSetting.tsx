import type { SettingValue } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { ollamaQuery } from '../../lib/providers';
import { Button } from '../../ui/Button';
import { OllamaAbsent } from '../../ui/OllamaAbsent';
import { AddressSetting } from './AddressSetting';
import { PullSetting } from './PullSetting';
import { Awaited, Setting } from './Setting';

export function OllamaSetting({ address }: { readonly address: SettingValue | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data, isFetching, refetch } = useQuery(ollamaQuery);
  return (
    <>
      {data ? (
        <Setting
          label={t(data.reachable ? 'settings.ollama.runs' : 'settings.ollama.absent')}
          hint={data.reachable ? t('settings.ollama.found', { version: data.version ?? '?', count: data.models.length, shown: formats.number(data.models.length) }) : <OllamaAbsent report={data} />}
          below={
            data.models.length > 0 && (
              <ul aria-label={t('settings.ollama.models')} className="mt-2 grid grid-cols-[minmax(0,1fr)_auto_auto] gap-x-6 gap-y-1 text-sm">
                {data.models.map((model) => (
                  <li key={model.name} className="col-span-3 grid grid-cols-subgrid">
                    <bdi className="truncate font-mono text-xs">{model.name}</bdi>
                    <span className="text-ink-2">{[model.chats && t('settings.ollama.chats'), model.embeds && t('settings.ollama.embeds')].filter(Boolean).join(', ')}</span>
                    <span className="tabular text-end text-ink-2">{model.size_bytes === null ? '' : formats.bytes(model.size_bytes)}</span>
                  </li>
                ))}
              </ul>
            )
          }
        >
          <Button disabled={isFetching} onClick={() => void refetch()}>
            {t('settings.ollama.check')}
          </Button>
        </Setting>
      ) : (
        <Awaited />
      )}
      {data?.reachable && <PullSetting />}
      {address && <AddressSetting provider="ollama" name="Ollama" address={address} />}
    </>
  );
}
