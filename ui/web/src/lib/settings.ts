import { queryOptions } from '@tanstack/react-query';
import { api, read } from './api';
import { keys } from './keys';
import { queryClient } from './query-client';

export const settingsQuery = queryOptions({ queryKey: [...keys.settings, 'all'], queryFn: ({ signal }) => read(api.GET('/api/settings', { signal })).then((all) => all.settings) });

/** Stores it at once; null goes back to the default. */
export async function changeSetting(name: string, value: string | null): Promise<void> {
  const { settings } = await read(api.PUT('/api/settings', { body: { settings: { [name]: value } } }));
  queryClient.setQueryData(settingsQuery.queryKey, settings);
}
