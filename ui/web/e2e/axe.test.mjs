import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Backend, launch, openPage } from './backend.mjs';

let backend, browser, itemId, chatId;
before(async () => {
  backend = await new Backend().start();
  browser = await launch();
  itemId = (await backend.call('api/items', { content: '# Living with a heat pump\n\nThe compressor runs at night. It needs `R290`.\n\n- one\n- two\n\n> A quote.\n\n```\ncode --here\n```\n\n| Tool | Price |\n|---|---|\n| Sextant | 20 |\n', tags: ['home', 'heating'] })).id;
  await backend.call('api/items', { content: 'A second note, about the garden and its compost.', tags: ['home'] });
  await backend.settled();
  chatId = (await backend.call('api/conversations', {})).id;
  await backend.call(`api/conversations/${chatId}/messages`, { message: 'When does the compressor run?' });
});
after(async () => {
  await browser?.close();
  await backend?.dispose();
});

const pages = {
  items: async (page) => page.locator('[role=option]').first().waitFor(),
  item: async (page) => {
    await page.goto(`${backend.url}items/${itemId}#26-55`);
    await page.locator('mark.cited').first().waitFor();
  },
  search: async (page) => {
    await page.goto(`${backend.url}?q=compressor`);
    await page.locator('[role=option] mark').first().waitFor();
  },
  conversations: async (page) => {
    await page.goto(`${backend.url}conversations`);
    await page.locator('main li').first().waitFor();
  },
  conversation: async (page) => {
    await page.goto(`${backend.url}conversations/${chatId}`);
    await page.locator('main .reading button').first().click();
    await page.locator('mark.cited').first().waitFor();
  },
  palette: async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
  },
  capture: async (page) => {
    await page.keyboard.press('n');
    await page.getByRole('dialog').waitFor();
  },
  help: async (page) => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  },
};

for (const look of [{ theme: 'light' }, { theme: 'dark' }, { theme: 'light', language: 'ar' }])
  for (const [name, go] of Object.entries(pages))
    test(`axe finds nothing: ${name}, ${look.theme}${look.language ? `, ${look.language}` : ''}`, async () => {
      const { page, wrong } = await openPage(browser, backend, { ...look, reducedMotion: 'reduce' });
      await page.locator('[role=option]').first().waitFor();
      await go(page);
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1] ?? ''}`)), []);
      assert.deepEqual(wrong, []);
      await page.context().close();
    });
