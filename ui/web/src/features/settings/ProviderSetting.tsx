import type { KeyStatus, ProviderReport, ProviderTestResult, SettingValue } from '@cortex/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../lib/api';
import { useFormats } from '../../lib/format';
import { Button } from '../../ui/Button';
import { Copyable } from '../../ui/Copyable';
import { errorText } from '../../ui/Problem';
import { AddressSetting } from './AddressSetting';
import { Setting } from './Setting';

interface Props {
  readonly provider: ProviderReport;
  readonly address: SettingValue;
  readonly status: KeyStatus | undefined;
}

// A provider tells its name by its address; the field that holds the address keeps one.
const names: Record<string, string> = { openai: 'OpenAI', anthropic: 'Anthropic' };

/** A provider: whether its key is there (never the key itself), where it is, and whether it works. */
export function ProviderSetting({ provider, address, status }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Setting
        label={provider.name}
        hint={
          <div className="flex flex-col items-start gap-1.5">
            {status && (provider.needs_key || status.has_key) && <p>{status.has_key ? t(`settings.providers.key.${status.origin}`, { variable: status.variable }) : t('settings.providers.key.none')}</p>}
            {status && provider.needs_key && !status.has_key && <Copyable text={`cortex login ${provider.id}`} />}
          </div>
        }
      >
        <ProviderTest id={provider.id} />
      </Setting>
      <AddressSetting provider={provider.id} name={names[provider.id] ?? provider.name} address={address} />
    </>
  );
}

type Outcome = { readonly result: ProviderTestResult } | { readonly error: unknown } | 'asking' | null;

function ProviderTest({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [outcome, setOutcome] = useState<Outcome>(null);
  const test = async () => {
    setOutcome('asking');
    try {
      setOutcome({ result: await read(api.POST('/api/providers/{id}/test', { params: { path: { id } } })) });
    } catch (error) {
      setOutcome({ error });
    }
  };
  const asking = outcome === 'asking';
  const result = outcome && outcome !== 'asking' && 'result' in outcome ? outcome.result : null;
  const failure = result && !result.ok ? (result.error ?? t('problem.unknown')) : outcome && outcome !== 'asking' && 'error' in outcome ? errorText(outcome.error, t) : null;
  return (
    <>
      <Button disabled={asking} onClick={() => void test()}>
        {t('settings.providers.test')}
      </Button>
      <p role="status" className={`max-w-72 text-end text-xs empty:hidden max-[760px]:text-start ${failure ? 'text-bad' : 'text-ink-2'}`}>
        {asking && t('settings.providers.asking')}
        {result?.ok && [t('settings.providers.works', { time: formats.duration(result.latency_ms) }), result.version].filter(Boolean).join(' · ')}
        {failure && <span dir="auto">{failure}</span>}
      </p>
    </>
  );
}
