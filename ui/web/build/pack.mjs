// Puts the built files into one pack for the backend; its form is told in src/Cortex.Backend/Page/WebPack.cs.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const dist = join(web, 'dist');
const output = join(web, '../../artifacts/web');
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

// The paths that the router understands: one line a page.
const pages = readFileSync(join(web, 'src/app/pages.tsx'), 'utf8');
const routes = [...pages.matchAll(/\bpage\('(\/[^']*)'/g)].map(([, path]) => path.replace(/\$(\w+)/g, '{$1}'));
if (!routes.includes('/')) throw new Error('src/app/pages.tsx names no page for /');

const blobs = [];
let at = 0;
const put = (bytes) => {
  const span = [at, bytes.length];
  blobs.push(bytes);
  at += bytes.length;
  return span;
};

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort()
  .map((file) => {
    const type = types[extname(file)];
    if (!type) throw new Error(`${file}: build/pack.mjs knows no media type for it`);
    const plain = readFileSync(file);
    const brotli = type.startsWith('font/') ? null : brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
    const path = '/' + relative(dist, file).replaceAll('\\', '/');
    return {
      path,
      type,
      immutable: path.startsWith('/assets/'),
      tag: createHash('sha256').update(plain).digest('hex').slice(0, 16),
      plain: put(plain),
      brotli: brotli && brotli.length < plain.length ? put(brotli) : null,
    };
  });

const head = Buffer.from(JSON.stringify({ routes, files }));
const length = Buffer.alloc(4);
length.writeInt32LE(head.length);
mkdirSync(output, { recursive: true });
writeFileSync(join(output, 'web.pack.new'), Buffer.concat([length, head, ...blobs]));
renameSync(join(output, 'web.pack.new'), join(output, 'web.pack'));
