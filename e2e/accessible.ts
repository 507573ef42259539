import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { electronHere } from './program';

/** No finding of axe, in one sentence each where there are any. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  // What is still moving has no contrast yet; what is folded away may never end moving.
  await page.evaluate(
    'Promise.race([new Promise((done) => setTimeout(done, 2000)), Promise.all(document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity).map((one) => one.finished.catch(() => null)))])',
  );
  const builder = new AxeBuilder({ page });
  const { violations } = await (electronHere() === undefined ? builder : builder.setLegacyMode()).analyze();
  const said = violations.map(
    ({ id, help, nodes }) => `${state}: ${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
  expect.soft(said).toEqual([]);
}
