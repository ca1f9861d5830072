import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../lib/api';
import { useConnection } from '../../lib/connection';
import { Button } from '../../ui/Button';
import { Copyable } from '../../ui/Copyable';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { LOG } from './SentWhere';
import { Group, Setting } from './Setting';
import { SwitchSetting } from './StoredSetting';
import { useSave } from './useSave';

export function PrivacySection() {
  const { t } = useTranslation();
  const [state, save] = useSave();
  const [asking, setAsking] = useState(false);
  const signOut = () =>
    void save(async () => {
      await read(api.DELETE('/api/session'));
      useConnection.getState().signedOut();
    });
  return (
    <>
      <Group title={t('settings.privacy.kept')}>
        <Setting label={t('settings.privacy.library')} hint={t('settings.privacy.libraryHint')} />
        <Setting label={t('settings.privacy.leaves')} hint={t('settings.privacy.leavesHint')}>
          <Link to="/settings/$section" params={{ section: 'ai' }} hash={LOG} className="text-accent underline underline-offset-3">
            {t('settings.privacy.log')}
          </Link>
        </Setting>
        <Setting label={t('settings.privacy.keys')} hint={t('settings.privacy.keysHint')} />
      </Group>
      <Group title={t('settings.privacy.who')}>
        <Setting label={t('settings.privacy.session')} hint={t('settings.privacy.sessionHint')} state={state}>
          <Button look="danger" onClick={() => setAsking(true)}>
            {t('settings.privacy.signOut')}
          </Button>
        </Setting>
        <Setting label={t('settings.privacy.token')} hint={t('settings.privacy.tokenHint')}>
          <Copyable text="cortex token" />
          <Copyable text="cortex token rotate" />
        </Setting>
      </Group>
      <Group title={t('settings.privacy.pages')}>
        <SwitchSetting name="allow_private_addresses" label={t('settings.privacy.private')} hint={t('settings.privacy.privateHint')} />
        <SwitchSetting name="use_proxy" label={t('settings.privacy.proxy')} hint={t('settings.privacy.proxyHint')} />
      </Group>
      {asking && (
        <ConfirmDialog title={t('settings.privacy.signOutTitle')} action={t('settings.privacy.signOut')} onClose={() => setAsking(false)} onConfirm={signOut}>
          <p>{t('settings.privacy.signOutHint')}</p>
          <Copyable text="cortex open" />
        </ConfirmDialog>
      )}
    </>
  );
}
