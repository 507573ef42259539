import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

/** Main and preload: one CommonJS file each, with everything in it. A sandboxed preload can load no second file. */
const forElectron = (name: 'main' | 'preload'): UserConfig => ({
  build: {
    ssr: `electron/${name}.ts`,
    outDir: `out/${name}`,
    emptyOutDir: true,
    target: 'node22',
    rolldownOptions: {
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
    },
  },
  ssr: { noExternal: true },
});

const page: UserConfig = {
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // It would fetch, and the page has nowhere to connect to; Chromium preloads modules by itself.
    modulePreload: { polyfill: false },
    // A font or picture as data: in a style sheet would need an exception in the content security policy.
    assetsInlineLimit: 0,
  },
};

/** `vite build -m main && vite build -m preload && vite build` */
export default defineConfig(({ mode }) => (mode === 'main' || mode === 'preload' ? forElectron(mode) : page));
