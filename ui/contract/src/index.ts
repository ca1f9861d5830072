export * from './chat';
export * from './events';
export type * from './generated';
export * from './workflows';
