import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { presetPolicy } from '#policy/presets';
import { expect, test } from '../fixtures';
import type { Wizard } from '../screens/wizard';

const key = 'correct-horse-battery-staple-4531';
const emptyComputer = { objects: [], enforcement: [] };
const plan = planChange(compile(presetPolicy({ role: 'server' }), { kind: 'local' }), emptyComputer);
/** Proposals are made in memory; the other calls write to a store. */
const writing = plan.steps.map(({ invocation }) => invocation.cmdlet).filter((cmdlet) => !cmdlet.endsWith('Proposal'));

/** The three sentences of the failure panel, each in a paragraph of its own. */
async function expectUndone(wizard: Wizard): Promise<void> {
  const panel = wizard.page.getByRole('status').filter({ has: wizard.button('Copy the details') });
  await expect(panel).toBeVisible();
  await expect(panel.getByRole('paragraph')).toHaveCount(3);
  await expect(panel).toContainText('What had been done was undone');
}

async function retry(wizard: Wizard): Promise<void> {
  await wizard.back.click();
  await wizard.fingerprint.waitFor();
  await wizard.assignAndKeep();
  await expect(wizard.page.getByText('Applied and enforced, not proved')).toBeVisible();
}

for (const [at, cmdlet] of writing.entries()) {
  test.describe(`the writing call ${at + 1} of ${writing.length} fails (${cmdlet})`, () => {
    test.use({ faults: `fail@${at + 1}` });
    test('everything is undone, the panel says so in three sentences, and a second try works', async ({
      wizard,
      computer,
    }) => {
      await wizard.toReview('server', key);
      const before = computer.stores;
      await wizard.next.click();
      await expectUndone(wizard);
      expect(computer.stores).toBe(before);
      await retry(wizard);
      expect(computer.ownObjects).toHaveLength(writing.length);
    });
  });
}

test.describe('Windows stores something else than was asked', () => {
  test.use({ faults: `differ@${writing.length}` });
  test('reading back finds it, and everything is undone', async ({ wizard, computer }) => {
    await wizard.toReview('server', key);
    const before = computer.stores;
    await wizard.next.click();
    await expectUndone(wizard);
    await expect(wizard.page.getByText(/What is stored is not what was asked for/u)).toBeVisible();
    expect(computer.stores).toBe(before);
    await retry(wizard);
  });
});

test.describe('a change of a policy that is in place fails', () => {
  test.use({ faults: `fail@${writing.length + 2}` });
  test('the policy from before is still there, to the letter', async ({ wizard, computer }) => {
    await wizard.assign('server', key);
    await wizard.next.click();
    await wizard.button('Change FBS secure connection').click();
    await wizard.next.click();
    await wizard.page.getByRole('radio', { name: /^Recommended today/u }).check();
    await wizard.next.click();
    await wizard.securityRule.enterKey(key);
    await wizard.next.click();
    await wizard.fingerprint.waitFor();
    const before = computer.stores;
    await wizard.next.click();
    await expectUndone(wizard);
    expect(computer.stores).toBe(before);
    await retry(wizard);
  });
});

test.describe('the disk is full when the record is to be written', () => {
  test.use({ faults: `diskfull@${writing.length}` });
  test('nothing of the change stays', async ({ wizard, computer }) => {
    await wizard.toReview('server', key);
    await wizard.next.click();
    await expect(wizard.button('Copy the details')).toBeVisible();
    expect(computer.ownObjects).toEqual([]);
  });
});

test.describe('a slow computer', () => {
  test.use({ faults: 'delay=400' });

  test('a change that is stopped in its middle undoes itself', async ({ wizard, computer }) => {
    await wizard.toReview('server', key);
    const before = computer.stores;
    await wizard.next.click();
    await expect(wizard.heading('Assign')).toBeFocused();
    await expect(wizard.page.getByText(/step [2-9] of/u)).toBeVisible();
    // Nothing else can be begun meanwhile.
    await expect(wizard.railLine('Review')).toBeDisabled();
    await expect(wizard.next).toHaveCount(0);
    await wizard.button('Stop and undo').click();
    await expectUndone(wizard);
    await expect(wizard.page.getByText('The change was interrupted.')).toBeVisible();
    expect(computer.stores).toBe(before);
    await retry(wizard);
  });

  test('a window that is closed in the middle of a change leaves the computer as it was', async ({
    wizard,
    computer,
    program,
  }) => {
    await wizard.toReview('server', key);
    const before = computer.stores;
    await wizard.next.click();
    await expect(wizard.page.getByText(/step [2-9] of/u)).toBeVisible();
    await program.close();
    expect(computer.stores).toBe(before);
  });
});

test('a policy that somebody else changed between Review and Assign is not assigned', async ({ wizard, computer }) => {
  await wizard.assign('server', key);
  await wizard.next.click();
  await wizard.button('Change FBS secure connection').click();
  await wizard.next.click();
  await wizard.next.click();
  await wizard.securityRule.enterKey(key);
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await expect(wizard.next).toHaveText('Confirm the policy on SRV01');
  computer.alter((text) => text.replaceAll('"InboundSecurity": "Require"', '"InboundSecurity": "Request"'));
  const altered = computer.stores;
  await wizard.next.click();
  await expect(wizard.page.getByText(/somebody else changed IPsec rules on SRV01/u)).toBeVisible();
  expect(computer.stores).toBe(altered);
  await wizard.back.click();
  await expect(wizard.next).toHaveText('Secure TCP 4531 on SRV01');
  await wizard.assignAndKeep();
  await expect(wizard.page.getByText('Applied and enforced, not proved')).toBeVisible();
});
