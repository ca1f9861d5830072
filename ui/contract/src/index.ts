export * from './events';
export type * from './generated';
