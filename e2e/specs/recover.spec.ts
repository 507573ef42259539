import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { presetPolicy } from '#policy/presets';
import { simulateTime } from '../../electron/host/simulation/commands';
import { expect, test } from '../fixtures';
import type { LaunchOptions, Program } from '../program';
import { Wizard } from '../screens/wizard';

const emptyComputer = { objects: [], enforcement: [] };
const plan = planChange(compile(presetPolicy({ role: 'server' }), { kind: 'local' }), emptyComputer);
/** Proposals are made in memory; the other calls write to a store. */
const writing = plan.steps.filter(({ invocation }) => !invocation.cmdlet.endsWith('Proposal'));
const key = 'correct-horse-battery-staple-4531';

type Start = (options?: LaunchOptions) => Promise<Program>;

/** The program is killed in the middle of assigning a server's policy, and started anew. */
async function startedAfterDeath(start: Start, dies: string): Promise<Wizard> {
  const first = await start({ faults: dies });
  const wizard = new Wizard(first.page);
  await wizard.toReview('server', key);
  await wizard.next.click();
  await expect(wizard.button('Copy the details')).toBeVisible();
  const again = new Wizard((await start()).page);
  await again.page.getByRole('row', { name: /SRV01/u }).waitFor();
  return again;
}

test('a change that was interrupted is said first, and undone', async ({ start, computer }) => {
  const before = computer.stores;
  const wizard = await startedAfterDeath(start, 'die@4');
  const { page } = wizard;
  await expect(page.getByText('A change was interrupted')).toBeVisible();
  await expect(page.getByText(/It stopped while applying, after \d+ of \d+ steps\./u)).toBeVisible();
  expect(computer.stores).not.toBe(before);
  await wizard.button('Recover').click();
  await expect(wizard.heading('Recover')).toBeFocused();
  await expect(wizard.button('Keep the change')).toBeDisabled();
  await wizard.button('Undo the change').click();
  await expect(wizard.pending.undone).toBeVisible();
  expect(computer.stores).toBe(before);
  await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
  await expect(page.getByText('A change was interrupted')).toBeHidden();
});

test('nothing else is assigned before it is ended', async ({ start }) => {
  const wizard = await startedAfterDeath(start, 'die@3');
  await wizard.button('Continue the draft').click();
  await wizard.railLine('Security rule').click();
  await wizard.securityRule.enterKey(key);
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await expect(wizard.next).toBeDisabled();
  await wizard.button('Show that change').click();
  await expect(wizard.heading('Recover')).toBeFocused();
});

test('a change that is complete can be kept after the program died', async ({ start, computer }) => {
  // The last writing call took effect; the journal does not say so yet.
  const wizard = await startedAfterDeath(start, `die@${writing.length}`);
  const { page } = wizard;
  await expect(page.getByText('A change was interrupted')).toBeVisible();
  await wizard.button('Recover').click();
  await wizard.button('Keep the change').click();
  await expect(page.getByText('The change was kept')).toBeVisible();
  expect(computer.ownObjects).toHaveLength(writing.length);
});

test('a pending change is found by the next window, with its countdown, and kept', async ({ start, computer }) => {
  const first = await start();
  await new Wizard(first.page).toPending('server', key);
  await first.close();
  const wizard = new Wizard((await start()).page);
  await expect(wizard.pending.panel).toBeVisible();
  expect(await wizard.pending.secondsLeft()).toBeLessThanOrEqual(121);
  await wizard.pending.keep.click();
  await expect(wizard.heading('Recover')).toBeVisible();
  await expect(wizard.page.getByText('The change was kept')).toBeVisible();
  expect(computer.ownObjects).not.toEqual([]);
  await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
  await expect(wizard.pending.panel).toBeHidden();
  await expect(wizard.button('Check FBS secure connection')).toBeVisible();
});

test('a pending change is found by the next window, and undone', async ({ start, computer }) => {
  const before = computer.stores;
  const first = await start();
  await new Wizard(first.page).toPending('server', key);
  await first.close();
  const wizard = new Wizard((await start()).page);
  await wizard.pending.undoNow.click();
  await expect(wizard.pending.undone).toBeVisible();
  expect(computer.stores).toBe(before);
});

test('a change that undid itself while no window was open leaves nothing to recover', async ({ start, computer }) => {
  const before = computer.stores;
  const first = await start();
  await new Wizard(first.page).toPending('server', key);
  await first.close();
  await simulateTime(computer.stateFile, 130);
  const wizard = new Wizard((await start()).page);
  await wizard.page.getByRole('row', { name: /SRV01/u }).waitFor();
  await expect(wizard.pending.panel).toBeHidden();
  await expect(wizard.button('Recover')).toHaveCount(0);
  expect(computer.stores).toBe(before);
});

for (const [button, stays] of [
  ['Let it undo now', false],
  ['Take it away, and leave what is here', true],
] as const) {
  test(`an automatic undo whose journal is gone is said on Start: ${button}`, async ({ start, computer }) => {
    const before = computer.stores;
    const first = await start();
    await new Wizard(first.page).toPending('server', key);
    await first.close();
    const pending = computer.stores;
    rmSync(join(computer.dataFolder, 'journal.jsonl'));
    const wizard = new Wizard((await start()).page);
    const { page } = wizard;
    await expect(page.getByText('An automatic undo was left behind')).toBeVisible();
    await wizard.button(button).click();
    await expect(page.getByText('An automatic undo was left behind')).toBeHidden();
    expect(computer.stores).toBe(stays ? pending : before);
    await simulateTime(computer.stateFile, 700);
    expect(computer.stores).toBe(stays ? pending : before);
  });
}
