// The real backend over a library of its own, and a browser that reports whatever goes wrong in it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const executable = process.env.CORTEX_EXECUTABLE ?? fileURLToPath(new URL('../../../artifacts/bin/Cortex.Cli/release/cortex', import.meta.url));
export const chromiumPath = process.env.CORTEX_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

export class Backend {
  home = mkdtempSync(join(tmpdir(), 'cortex-web-'));
  port = 0;

  async start() {
    this.process = spawn(executable, ['serve', '--port', String(this.port), '--json'], { env: { ...process.env, CORTEX_HOME: join(this.home, 'library') }, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    for await (const chunk of this.process.stdout) {
      text += chunk;
      if (text.includes('sign_in_url') && text.trimEnd().endsWith('}')) break;
    }
    const served = JSON.parse(text);
    this.url = served.url;
    this.signIn = served.sign_in_url;
    this.token = new URL(served.sign_in_url).hash.slice('#token='.length);
    this.port = Number(new URL(served.url).port);
    // It listens before its library is open.
    while ((await (await fetch(`${this.url}api/health`)).json()).status === 'unhealthy') await new Promise((wake) => setTimeout(wake, 20));
    return this;
  }

  async call(path, body, method = body === undefined ? 'GET' : 'POST') {
    const response = await fetch(this.url + path, { method, headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  /** Until all that was captured is read, for its meaning too. */
  async settled() {
    for (let tries = 0; tries < 600; tries += 1) {
      const queue = await this.call('api/processing/queue');
      if (queue.pending + queue.processing === 0) return queue;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error('processing did not end');
  }

  async stop() {
    if (!this.process) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
    this.process = null;
  }

  async dispose() {
    await this.stop();
    rmSync(this.home, { recursive: true, force: true });
  }
}

export const launch = (...args) => chromium.launch({ executablePath: chromiumPath, args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args] });

/** WebGL where there is no graphics card. */
export const softwareGl = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** A signed-in page; `wrong` collects errors, warnings about the policy, and requests to anywhere else. */
export async function openPage(browser, backend, { language, theme = 'light', ...context } = {}) {
  const opened = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: theme === 'dark' ? 'dark' : 'light', ...context });
  if (language) await opened.addInitScript((chosen) => localStorage.getItem('cortex.preferences') ?? localStorage.setItem('cortex.preferences', JSON.stringify({ state: { language: chosen }, version: 0 })), language);
  const page = await opened.newPage();
  page.setDefaultTimeout(10_000);
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to|is not a function|Warning:/.test(message.text())) wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(backend.url) && !/^(data|blob):/.test(request.url())) wrong.push(`request to ${request.url()}`);
  });
  await page.goto(backend.signIn);
  await page.getByRole('navigation').waitFor();
  return { page, wrong };
}
