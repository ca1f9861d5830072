export const sections = ['appearance', 'ai', 'data', 'privacy', 'shortcuts', 'about'] as const;

export type Section = (typeof sections)[number];

export const isSection = (name: string): name is Section => (sections as readonly string[]).includes(name);
