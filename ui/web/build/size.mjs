// The bar: what the first page loads of script, gzipped, stays under 250 KB.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const limit = 250_000;
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const index = readFileSync(join(dist, 'index.html'), 'utf8');
const scripts = [...index.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path]) => path);
const sizes = scripts.map((path) => gzipSync(readFileSync(join(dist, path)), { level: 9 }).length);
const total = sizes.reduce((sum, size) => sum + size, 0);
console.log(`First load: ${(total / 1000).toFixed(1)} KB of script, gzipped (at most ${limit / 1000}).`);
if (scripts.length === 0 || total > limit) process.exit(1);
