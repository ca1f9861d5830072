import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Backend, launch, openPage } from './backend.mjs';

let backend, browser;
before(async () => {
  backend = await new Backend().start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await backend?.dispose();
});

const NOTE = `# Putting things live\n\nMerge to main builds an image. To go back to what ran before: ship undo web, which takes about forty seconds and keeps the database as it is.\n\nNobody ships after 15:00 on Fridays.`;

test('capture, process, search, open at the span, ask with a citation', async () => {
  const { page, wrong } = await openPage(browser, backend);
  await page.getByText('Nothing here yet').waitFor();

  await page.keyboard.press('n');
  await page.getByRole('dialog').getByRole('textbox', { name: /note/i }).fill(NOTE);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('option', { name: /Putting things live/ }).waitFor();
  await backend.settled();
  await page.getByText('1 of 1 indexed').waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type('forty seconds');
  await page.getByRole('listbox', { name: 'Results' }).getByRole('option', { name: /Putting things live/ }).waitFor();
  assert.match(await page.locator('[role=option] mark').first().textContent(), /forty/i);
  await page.keyboard.press('Enter');
  const marked = page.locator('mark.cited').first();
  await marked.waitFor();
  assert.match(await marked.textContent(), /forty/);
  assert.match(page.url(), /\/items\/[^#]+#\d+-\d+/);

  await page.goto(`${backend.url}conversations`);
  await page.getByRole('textbox', { name: 'Ask your library' }).fill('How long does it take to go back to what ran before?');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Source 1/ }).first().click();
  const source = page.getByRole('complementary', { name: /Source/ });
  await source.locator('mark.cited').first().waitFor();
  assert.match((await source.locator('mark.cited').allTextContents()).join(''), /forty seconds/);

  await page.getByRole('textbox', { name: 'Ask your library' }).fill('Who painted the ceiling of the Sistine chapel?');
  await page.keyboard.press('Enter');
  await page.getByText('This is not in your library.').waitFor();
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('what is deleted is brought back by one key', async () => {
  const { page } = await openPage(browser, backend);
  const row = page.getByRole('option', { name: /Putting things live/ });
  await row.click();
  await page.keyboard.press('Delete');
  await page.getByText('Nothing here yet').waitFor();
  await page.keyboard.press('z');
  await row.waitFor();
  await page.context().close();
});

test('a backend that is gone loses nothing, and is caught up with when it is back', async () => {
  const { page } = await openPage(browser, backend);
  await page.getByRole('option', { name: /Putting things live/ }).waitFor();
  await backend.stop();
  await page.getByRole('alert').getByText('Cortex does not answer.').waitFor();
  await page.keyboard.press('n');
  await page.getByRole('dialog').getByRole('textbox', { name: /note/i }).fill('Written while nobody answered');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/this goes by itself/).waitFor();
  await backend.start();
  await page.getByRole('option', { name: /Written while nobody answered/ }).waitFor({ timeout: 20_000 });
  assert.equal(await page.getByRole('alert').count(), 0);
  await page.context().close();
});
