import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['electron/**/*.test.ts', 'e2e/**/*.test.ts', 'renderer/**/*.test.ts'],
    // Many tests start processes of their own: one worker for each of two cores is the most that helps.
    maxWorkers: 2,
    // Processes may lose a race with a busy machine once; what needed a second attempt is named at the end of a run.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
