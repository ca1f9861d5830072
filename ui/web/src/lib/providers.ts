import type { ProviderReport, UpdateAiSettingsRequest } from '@cortex/contract';
import { queryOptions } from '@tanstack/react-query';
import { api, read } from './api';
import { keys } from './keys';
import { aiSettingsQuery } from './library';
import { queryClient } from './query-client';

// Other programs tell nobody when they start or end: asked anew whenever somebody looks.
const now = { staleTime: 0 } as const;

export const modelsQuery = queryOptions({ queryKey: [...keys.settings, 'models'], queryFn: ({ signal }) => read(api.GET('/api/models', { signal })), ...now });

export const ollamaQuery = queryOptions({ queryKey: [...keys.settings, 'ollama'], queryFn: ({ signal }) => read(api.GET('/api/health/ollama', { signal })), ...now });

/** What a provider has, as the settings name it. */
export const modelsOf = (provider: ProviderReport, can: 'chats' | 'embeds') => provider.models.filter((model) => model[can] !== false).map((model) => `${provider.id}:${model.name}`);

/** What is named changes; null within goes back to the default, which the generated type does not know. */
export interface AiChange {
  readonly mode?: string;
  readonly tasks?: Readonly<Record<string, string | null>>;
  readonly addresses?: Readonly<Record<string, string | null>>;
}

export async function changeAi(change: AiChange): Promise<void> {
  const report = await read(api.PUT('/api/settings/ai', { body: change as UpdateAiSettingsRequest }));
  queryClient.setQueryData(aiSettingsQuery.queryKey, report);
  void queryClient.invalidateQueries({ queryKey: keys.settings });
}
