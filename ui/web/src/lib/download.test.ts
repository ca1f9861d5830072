import { expect, test } from 'vitest';
import { nameOf } from './download';

test.each([
  ['attachment; filename="cortex-1.backup"; filename*=UTF-8\'\'cortex-1.backup', 'cortex-1.backup'],
  ['attachment; filename=cortex-1.backup', 'cortex-1.backup'],
  [null, 'library.backup'],
])('%s', (header, name) => expect(nameOf(header, 'library.backup')).toBe(name));
