import { expect, test } from '../fixtures';
import type { Role } from '../screens/wizard';

const key = 'correct-horse-battery-staple-4531';
const direction = {
  server: ['FBS incoming connections', 'Incoming connections from workstations', /Any.*My IP address.*4531/u],
  workstation: ['FBS outgoing connection', 'Outgoing connection to backup server', /My IP address.*Any.*4531/u],
} as const;

for (const role of ['server', 'workstation'] satisfies Role[]) {
  test(`a technician secures a ${role} from Start to Outcome, with the article's values in place`, async ({
    wizard,
    computer,
  }) => {
    const { page } = wizard;
    const [name, description, row] = direction[role];
    await expect(wizard.heading('Secure the backup connection')).toBeFocused();
    await expect(page.getByRole('row', { name: /SRV01/u })).toBeVisible();
    await wizard.choose(role);
    await expect(wizard.field('Name')).toHaveValue(name);
    await expect(wizard.field('Description')).toHaveValue(description);
    await expect(wizard.filterList.rows).toHaveCount(1);
    await expect(wizard.filterList.rows).toHaveText(row);
    await wizard.next.click();
    await expect(wizard.field('Name')).toHaveValue('Require security');
    await expect(page.getByRole('radio', { name: 'Negotiate security' })).toBeChecked();
    await expect(page.getByRole('radio', { name: /^Article/u })).toBeChecked();
    await wizard.next.click();
    await expect(wizard.field('Policy name')).toHaveValue('FBS secure connection');
    await expect(page.getByRole('checkbox', { name: 'Activate the default response rule' })).not.toBeChecked();
    await wizard.securityRule.enterKey(key);
    await wizard.next.click();
    await wizard.fingerprint.waitFor();
    await expect(wizard.next).toHaveText('Secure TCP 4531 on SRV01');
    const before = computer.stores;
    const calls = await wizard.unfold('PowerShell');
    await expect(calls).toContainText('New-NetIPsecRule');
    await expect(calls).not.toContainText(key);
    expect(computer.stores).toBe(before);
    await wizard.assignAndKeep();
    await expect(wizard.heading('Outcome')).toBeFocused();
    await expect(page.getByText('Applied and enforced, not proved')).toBeVisible();
    expect(computer.ownObjects).not.toEqual([]);
    await wizard.next.click();
    await expect(page.getByRole('heading', { level: 3, name: 'FBS secure connection' })).toBeVisible();
  });

  test(`the same policy a second time on a ${role} changes nothing`, async ({ wizard, computer }) => {
    await wizard.assign(role, key);
    await wizard.next.click();
    const before = computer.stores;
    await wizard.toReview(role, key);
    await expect(wizard.page.getByText(/^Nothing: all \d+ objects are in place already\.$/u)).toBeVisible();
    await expect(wizard.next).toHaveText('Confirm the policy on SRV01');
    await wizard.next.click();
    await expect(wizard.page.getByText('Already in place and enforced, not proved')).toBeVisible();
    expect(computer.stores).toBe(before);
  });
}

test('a policy that is in place is checked, changed and removed from Start', async ({ wizard, computer }) => {
  const { page } = wizard;
  await wizard.assign('server', key);
  await wizard.next.click();
  await wizard.button('Check FBS secure connection').click();
  await expect(wizard.heading('Check FBS secure connection')).toBeFocused();
  await expect(page.getByText('Everything is as it was assigned')).toBeVisible();
  await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
  const first = computer.ownObjects;

  await wizard.button('Change FBS secure connection').click();
  await wizard.next.click();
  await page.getByRole('radio', { name: /^Recommended today/u }).check();
  await wizard.next.click();
  await wizard.securityRule.enterKey(key);
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await wizard.assignAndKeep();
  await expect(page.getByText('Applied and enforced, not proved')).toBeVisible();
  expect(computer.ownObjects).not.toEqual(first);
  expect(computer.stores).toContain('AESGCM256');
  await wizard.next.click();

  await wizard.button('Remove FBS secure connection').click();
  await expect(page.getByText('Afterwards this policy secures nothing any more')).toBeVisible();
  await wizard.button('Remove FBS secure connection from SRV01').click();
  await wizard.pending.keep.click();
  await expect(page.getByText('FBS secure connection was removed from SRV01; that was read back.')).toBeVisible();
  expect(computer.ownObjects).toEqual([]);
  await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
  await expect(page.getByRole('heading', { name: 'Policies of this program on this computer' })).toBeHidden();
});

test('Check says what somebody else has changed', async ({ wizard, computer }) => {
  await wizard.assign('server', key);
  computer.alter((text) => text.replaceAll('"InboundSecurity": "Require"', '"InboundSecurity": "Request"'));
  await wizard.button('Check this computer').click();
  await expect(wizard.page.getByText(/not as assigned/u)).toBeVisible();
  await expect(wizard.page.getByRole('table', { name: 'Differences' })).toContainText('InboundSecurity');
  await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
  // What is on the computer is no draft any more, by whichever way Outcome was left.
  await wizard.button('Check FBS secure connection').waitFor();
  await expect(wizard.page.getByText('A draft is waiting')).toBeHidden();
});

test.describe('without administrator rights', () => {
  test.use({ facts: { elevated: false } });
  test('every page but Assign works, and Review says why Assign does not', async ({ wizard, computer }) => {
    await expect(wizard.page.getByText('The program runs without administrator rights.')).toBeVisible();
    const before = computer.stores;
    await wizard.toReview('server', key);
    await expect(wizard.next).toBeDisabled();
    await expect(wizard.footer).toContainText('A pre-flight finding blocks the change.');
    await wizard.next.click({ force: true });
    await expect(wizard.heading('Review')).toBeVisible();
    expect(computer.stores).toBe(before);
  });
});

test('the yellow ribbon of the simulation is on every page, and nothing closes it', async ({ wizard }) => {
  await expect(wizard.ribbon).toBeVisible();
  await wizard.choose('server');
  for (const title of ['Filter action', 'Security rule']) {
    await expect(wizard.ribbon).toBeVisible();
    await wizard.next.click();
    await wizard.heading(title).waitFor();
  }
  await expect(wizard.ribbon).toBeVisible();
  await wizard.securityRule.enterKey(key);
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await expect(wizard.ribbon).toBeVisible();
  await wizard.assignAndKeep();
  await expect(wizard.ribbon).toBeVisible();
  await wizard.railLine('Assign').click();
  await expect(wizard.ribbon).toBeVisible();
  await expect(wizard.ribbon.locator('..').getByRole('button')).toHaveCount(0);
});

test('a click narrows a server to its own network, and the rest of the world is shut out', async ({
  wizard,
  computer,
}) => {
  await wizard.choose('server');
  await wizard.button('192.168.10.0/24 (this network)').click();
  await expect(wizard.filterList.rows).toContainText('192.168.10.0');
  await expect(wizard.page.getByText('Any address may try.')).toBeHidden();
  await wizard.next.click();
  await wizard.next.click();
  await wizard.securityRule.enterKey(key);
  await wizard.next.click();
  const outside = wizard.meaning.sentence('A stranger with an address that is not on the list');
  await expect(outside).toContainText('IPv4 and IPv6');
  await expect(outside).toContainText('refused');
  await wizard.assignAndKeep();
  expect(computer.ownObjects.join()).toMatch(/block/u);
});
