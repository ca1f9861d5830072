// How smoothly a large graph pans and zooms: `node e2e/graph-frames.mjs [nodes] [edges]` prints the times of its frames. No test: it depends on the machine.
import { Backend, launch, openPage, softwareGl } from './backend.mjs';
import { syntheticGraph } from './synthetic-graph.mjs';

const [nodes = 5_000, edges = 15_000] = process.argv.slice(2).map(Number);
const MOVES = 240;
const backend = await new Backend().start();
const browser = await launch(...softwareGl);
try {
  await backend.call('api/items', { content: 'A note.' });
  await backend.settled();
  const { page } = await openPage(browser, backend);
  const graph = syntheticGraph(nodes, edges);
  await page.route('**/api/graph?*', (route) => route.fulfill({ json: graph }));
  const began = Date.now();
  await page.goto(`${backend.url}connections`);
  const drawing = page.getByRole('img', { name: /^Graph of/ });
  await drawing.locator('canvas').first().waitFor();
  console.log(`${graph.nodes.length} nodes, ${graph.edges.length} edges; drawn after ${Date.now() - began} ms`);
  for (let idle = false; !idle; ) {
    await page.waitForTimeout(500);
    idle = page.workers().length === 0;
  }
  console.log(`settled after ${Date.now() - began} ms`);

  const box = await drawing.boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const measure = async (name, act) => {
    await page.evaluate(() => {
      const frames = (window.frames_seen = []);
      const frame = (now) => {
        frames.push(now);
        if (window.frames_seen === frames) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    await act();
    const frames = await page.evaluate(() => {
      const seen = window.frames_seen;
      window.frames_seen = null;
      return seen;
    });
    const times = frames.slice(1).map((now, index) => now - frames[index]).sort((one, other) => one - other);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
    console.log(`${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms, ${times.length} frames`);
  };
  const pan = async () => {
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    for (let move = 0; move < MOVES; move += 1) await page.mouse.move(middle.x + Math.sin(move / 20) * 200, middle.y + Math.cos(move / 20) * 120);
    await page.mouse.up();
  };
  const zoom = async () => {
    await page.mouse.move(middle.x, middle.y);
    for (let turn = 0; turn < 30; turn += 1) {
      await page.mouse.wheel(0, turn % 10 < 5 ? -120 : 120);
      await page.waitForTimeout(90);
    }
  };
  await measure('pan', pan);
  await measure('zoom', zoom);
  await measure('pan again', pan);
  await measure('zoom again', zoom);
  const keys = async () => {
    for (let press = 0; press < 10; press += 1) {
      await page.keyboard.press('j');
      await page.waitForTimeout(150);
    }
  };
  await measure('choosing with j', keys);
  console.log((await page.locator('main footer').allTextContents()).join(' '));
} finally {
  await browser.close();
  await backend.dispose();
}
