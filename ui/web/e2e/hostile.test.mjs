import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Backend, launch, openPage } from './backend.mjs';
import { ModelServer } from './model-server.mjs';

let backend, browser, listener, heard, model;
before(async () => {
  backend = await new Backend().start();
  browser = await launch();
  heard = [];
  listener = createServer((request, response) => {
    heard.push(request.url);
    response.end();
  });
  await new Promise((listening) => listener.listen(0, '127.0.0.1', listening));
});
after(async () => {
  model?.dispose();
  listener?.close();
  await browser?.close();
  await backend?.dispose();
});

test('nothing of a document runs, and nothing of it is fetched', async () => {
  const elsewhere = `http://127.0.0.1:${listener.address().port}`;
  const attacks = [
    `<script>window.ran = 1</script><img src="${elsewhere}/img" onerror="window.ran = 1">`,
    `![picture](${elsewhere}/md) [run](javascript:window.ran=1) <iframe src="${elsewhere}/frame"></iframe>`,
    `<svg onload="window.ran = 1"></svg><style>@import url(${elsewhere}/css);</style>`,
  ];
  for (const [index, attack] of attacks.entries()) await backend.call('api/items', { title: `Attack ${index} ${attack}`, content: `# Attack ${index}\n\nA harmless word: lighthouse. ${attack}`, tags: [`"><img src=${elsewhere}/tag>`] });
  await backend.call('api/items', { title: 'A page', content_type: 'webpage', source_url: 'https://example.org/page', content: `<html><body><article><h1>A page</h1><p>The lighthouse stands. <img src="${elsewhere}/page"><a href="javascript:window.ran=1">here</a></p><script>window.ran = 1</script></article></body></html>` });
  await backend.settled();

  const { page, wrong } = await openPage(browser, backend);
  await page.locator('[role=option]').first().waitFor();
  const count = await page.locator('[role=option]').count();
  for (let index = 0; index < count; index += 1) {
    await page.locator('[role=option]').nth(index).click();
    await page.locator('.reading').waitFor();
    await page.waitForTimeout(150);
  }
  await page.keyboard.press('/');
  await page.keyboard.type('lighthouse');
  await page.getByRole('listbox', { name: 'Results' }).locator('[role=option]').first().waitFor();
  await page.goto(`${backend.url}conversations`);
  await page.getByRole('textbox', { name: 'Ask your library' }).fill('Where is the lighthouse?');
  await page.keyboard.press('Enter');
  await page.locator('.reading').first().waitFor();
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
  assert.deepEqual(heard, []);
  assert.deepEqual(wrong, []);
});

test('nothing of an answer runs, and nothing of it is fetched', async () => {
  const elsewhere = `http://127.0.0.1:${listener.address().port}`;
  await backend.call('api/items', { title: 'The pier', content: 'The pier is made of oak. It was built by the harbour master.' });
  await backend.settled();
  model = await new ModelServer().start();
  model.answers = [
    `The pier is made of oak [1]. ![picture](${elsewhere}/answer) <img src="${elsewhere}/answer-html" onerror="window.ran = 1"> <script>window.ran = 1</script>\n\n[run](javascript:window.ran=1) and [data](data:text/html,<script>window.ran=1</script>) ![by name][pic]\n\n[pic]: ${elsewhere}/by-name\n\n<svg onload="window.ran = 1"></svg> <iframe src="${elsewhere}/answer-frame"></iframe> <style>@import url(${elsewhere}/answer-css);</style>`,
  ];
  await model.serve(backend);
  const { page, wrong } = await openPage(browser, backend);
  await page.goto(`${backend.url}conversations`);
  await page.getByRole('textbox', { name: 'Ask your library' }).fill('What is the pier made of?');
  await page.keyboard.press('Enter');
  await page.getByText('tiny · openai').waitFor();
  await page.locator('.reading').getByText(/made of oak/).first().waitFor();
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.equal(await page.locator('.reading img, .reading iframe, .reading script, .reading svg[onload]').count(), 0);
  assert.equal(await page.locator('a[href^="javascript:"], a[href^="data:"]').count(), 0);
  assert.deepEqual(heard, []);
  assert.deepEqual(wrong, []);
});
