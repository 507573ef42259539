import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

const entries = { main: 'electron/main.ts', preload: 'electron/preload.ts', cli: 'electron/cli/main.ts' } as const;
type ForElectron = keyof typeof entries;

/**
 * Main, preload and the command line: one CommonJS file each, with everything in it. A sandboxed preload can load no
 * second file; the command line is one of its own so that the window starts without it.
 */
const forElectron = (name: ForElectron): UserConfig => ({
  build: {
    ssr: entries[name],
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

const isForElectron = (mode: string): mode is ForElectron => Object.hasOwn(entries, mode);

/** `vite build -m main && vite build -m cli && vite build -m preload && vite build` */
export default defineConfig(({ mode }) => (isForElectron(mode) ? forElectron(mode) : page));
