// Measures the built page in a browser against a running backend, for benchmarks/run: a line of JSON, the samples in milliseconds by name.
//   node bench/measure.mjs SIGN_IN_URL RUNS < queries, one a line
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { launch } from '../e2e/backend.mjs';

const [signIn, runs] = [process.argv[2], Number(process.argv[3])];
const queries = (await text(process.stdin)).split('\n').filter(Boolean);
const home = new URL('/', signIn).href;
const samples = {};
const add = (name, ...values) => (samples[name] ??= []).push(...values);
const browser = await launch();
const view = { viewport: { width: 1440, height: 900 } };
// Nothing rests between two interactions: what is still going on then delays the next, as it would for somebody who is quick.
const firstPaint = (page) => page.evaluate(() => new Promise((found) => new PerformanceObserver((list) => found(list.getEntriesByName('first-contentful-paint')[0].startTime)).observe({ type: 'paint', buffered: true })));

// A page that says one word: what the browser itself takes for a first paint here.
const bare = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Bare</title><p>Bare')).listen(0, '127.0.0.1');
await once(bare, 'listening');

for (let run = 0; run < runs; run += 1) {
  const context = await browser.newContext(view);
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${bare.address().port}/`);
  add('bare', await firstPaint(page));
  await page.goto(signIn);
  add('first_visit', await firstPaint(page));
  await page.getByRole('listbox', { name: 'Documents' }).getByRole('option').first().waitFor();
  add('first_rows', await page.evaluate(() => performance.now()));
  await page.goto('about:blank');
  await page.goto(home);
  add('next_visit', await firstPaint(page));
  await context.close();
}
bare.close();

const context = await browser.newContext(view);
const page = await context.newPage();
await page.addInitScript(() => {
  globalThis.measured = { interactions: new Map(), searches: [], frames: [] };
  // The longest event of each interaction, as Interaction to Next Paint counts it.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) measured.interactions.set(entry.interactionId, Math.max(measured.interactions.get(entry.interactionId) ?? 0, entry.duration));
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  // From the request to the frame that shows its results.
  const ask = globalThis.fetch;
  globalThis.fetch = async (...given) => {
    const url = given[0] instanceof Request ? given[0].url : String(given[0]);
    if (!url.endsWith('/api/search')) return ask(...given);
    const began = performance.now();
    const answer = await ask(...given);
    const seen = new MutationObserver(() => {
      seen.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => measured.searches.push(performance.now() - began);
        port2.postMessage(null);
      });
    });
    // Told before the answer is read: what changes next is what it brought.
    seen.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
    return answer;
  };
});
await page.goto(signIn);
const list = page.getByRole('listbox', { name: 'Documents' });
await list.getByRole('option').first().waitFor();

// A server that has just started reads its encoder and vectors with the first search: not what is measured here.
for (const query of queries.splice(0, 3)) {
  await page.keyboard.press('/');
  await page.keyboard.type(query, { delay: 45 });
  await page.getByRole('listbox', { name: 'Results' }).getByRole('option').first().waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
await list.getByRole('option').first().waitFor();
await page.evaluate(() => {
  measured.interactions.clear();
  measured.searches.length = 0;
});
const interactionCount = () => page.evaluate(() => performance.interactionCount ?? 0);
const before = await interactionCount();
// As somebody works: types, moves through what was found, opens, goes back, selects, opens the palette.
for (const query of queries) {
  await page.keyboard.press('/');
  await page.keyboard.type(query, { delay: 45 });
  await page.getByRole('listbox', { name: 'Results' }).getByRole('option').first().waitFor();
  await page.waitForTimeout(160);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('region').first().waitFor();
  await page.locator('body').click({ position: { x: 700, y: 20 } });
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('j', { delay: 20 });
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await list.getByRole('option').nth(2).click();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('j', { delay: 20 });
  await page.keyboard.press('x');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('theme', { delay: 45 });
  await page.keyboard.press('Escape');
}
await page.waitForTimeout(300);
const { interactions, searches } = await page.evaluate(() => ({ interactions: [...measured.interactions.values()], searches: measured.searches }));
// Those under 16 ms are not told one by one; they count as 16.
const total = (await interactionCount()) - before;
add('interaction', ...interactions, ...Array.from({ length: Math.max(0, total - interactions.length) }, () => 16));
add('search', ...searches);

// All of it is chosen: the heaviest single key there is.
await page.keyboard.press('Escape');
await list.focus();
const choosing = Date.now();
await page.keyboard.press('Control+a');
await page.getByRole('toolbar').waitFor();
add('select_all', Date.now() - choosing);
await page.keyboard.press('Escape');

// A fast scroll through the list: 1,400 pixels a frame, then in leaps of a tenth of it.
const frames = async (step) =>
  page.evaluate(
    (step) =>
      new Promise((done) => {
        const element = document.querySelector('[role=listbox]');
        element.scrollTop = 0;
        const times = [];
        let last = performance.now();
        const move = (now) => {
          times.push(now - last);
          last = now;
          element.scrollTop += step === 0 ? element.scrollHeight / 40 : step;
          if (times.length < 180) requestAnimationFrame(move);
          else done(times.slice(1));
        };
        requestAnimationFrame(move);
      }),
    step,
  );
add('scroll_frame', ...(await frames(1400)));
add('leap_frame', ...(await frames(0)));

// Nobody does anything: what the page does by itself.
const client = await context.newCDPSession(page);
await client.send('Performance.enable');
const busy = async () => (await client.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
await page.waitForTimeout(3000);
const [from, at] = [await busy(), Date.now()];
await page.waitForTimeout(10_000);
add('idle_ms_a_second', ((await busy()) - from) / ((Date.now() - at) / 1000));

await browser.close();
console.log(JSON.stringify(samples));
process.exit();
