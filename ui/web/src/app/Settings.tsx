import { useParams } from '@tanstack/react-router';
import { useCaptures } from '../features/capture/captures';
import { isSection } from '../features/settings/sections';
import { SettingsPage } from '../features/settings/SettingsPage';
import { NotFound } from './NotFound';

export function Settings() {
  const { section = 'appearance' } = useParams({ strict: false });
  const { files } = useCaptures();
  return isSection(section) ? <SettingsPage section={section} onFiles={files} /> : <NotFound />;
}
