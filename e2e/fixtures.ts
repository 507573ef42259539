import { test as base, type BrowserContextOptions } from '@playwright/test';
import { launch, type LaunchOptions, type Program } from './program';
import { Wizard } from './screens/wizard';
import { SimulatedComputer, type ComputerFacts } from './simulated-computer';

interface Options {
  /** Facts of this test's computer, beside the usual ones. */
  readonly facts: ComputerFacts;
  /** What goes wrong: IPSEC_WIZARD_SIMULATE. */
  readonly faults: string;
}

interface Fixtures {
  readonly computer: SimulatedComputer;
  /** Starts the program on this test's computer; ended with the test. */
  readonly start: (options?: LaunchOptions) => Promise<Program>;
  readonly program: Program;
  readonly wizard: Wizard;
}

/** Every test has a simulated computer and a program of its own. */
export const test = base.extend<Options & Fixtures>({
  facts: [{}, { option: true }],
  faults: ['', { option: true }],
  computer: async ({ facts }, use) => {
    await use(new SimulatedComputer(facts));
  },
  start: async ({ browser, computer, faults, viewport, contextOptions }, use) => {
    const running: Program[] = [];
    const usual: BrowserContextOptions = { ...contextOptions, viewport };
    await use(async (options = {}) => {
      const program = await launch(computer, browser, {
        faults,
        ...options,
        context: { ...usual, ...options.context },
      });
      running.push(program);
      return program;
    });
    for (const program of running) await program.close();
  },
  program: async ({ start }, use) => {
    await use(await start());
  },
  page: async ({ program }, use) => {
    await use(program.page);
  },
  wizard: async ({ page }, use) => {
    await use(new Wizard(page));
  },
});

export { expect } from '@playwright/test';
