import type { ModelsOverview, ProviderReport } from '@cortex/contract';

interface Destination {
  /** Providers elsewhere that may be asked. */
  readonly away: readonly { readonly name: string; readonly address: string }[];
  /** Names of those on this machine. */
  readonly here: readonly string[];
}

/** Where the text of a task may go under the settings of the moment: not what is chosen, but what the mode lets be asked. */
export function destinationOf({ tasks, providers }: Pick<ModelsOverview, 'tasks' | 'providers'>, task: string): Destination {
  const ids = new Set((tasks[task]?.asked ?? []).map((model) => model.slice(0, model.indexOf(':'))));
  const asked = [...ids].map((id) => providers.find((provider) => provider.id === id)).filter((provider): provider is ProviderReport => provider !== undefined);
  return {
    away: asked.filter((provider) => !provider.local).map(({ name, address }) => ({ name, address: address ?? '' })),
    here: asked.filter((provider) => provider.local).map(({ name }) => name),
  };
}
