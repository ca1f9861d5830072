import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: ['chrome120', 'safari17', 'firefox121'],
    // An inlined font would need `data:` in the policy.
    assetsInlineLimit: 0,
    // The shim that it adds is inline script; every browser of the target has modulepreload.
    modulePreload: { polyfill: false },
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], setupFiles: ['src/test-setup.ts'] },
});
