import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures';
import { RulesScreen } from '../screens/rules-screen';
import type { Wizard } from '../screens/wizard';

const key = 'correct-horse-battery-staple-4531';
const first = 'FBS incoming connections';

async function setPort(wizard: Wizard, port: string): Promise<void> {
  await wizard.filterList.field('Destination port number').fill(port);
  await wizard.filterList.done.click();
  await wizard.filterList.sheet.waitFor({ state: 'hidden' });
}

/** Adds a rule with one filter: the article's, to another port. */
async function addRule(wizard: Wizard, kind: 'negotiates' | 'permits' | 'blocks', port: string): Promise<void> {
  await new RulesScreen(wizard.page).add(kind);
  await wizard.button('Add a filter').click();
  await setPort(wizard, port);
}

test('a second rule is edited by itself on every page, and the choice goes along', async ({ wizard, page }) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await addRule(wizard, 'negotiates', '8080');
  await expect(rules.shows('Further secured connections')).toBeChecked();
  await wizard.field('Name').fill('Web');
  await rules.shows(first).check();
  await expect(wizard.field('Name')).toHaveValue(first);
  await expect(wizard.filterList.rows).toContainText('4531');
  await rules.shows('Web').check();
  await expect(wizard.filterList.rows).toContainText('8080');
  await wizard.next.click();
  await expect(rules.shows('Web')).toBeChecked();
  await expect(page.getByText('2 rules use the filter action "Require security"', { exact: false })).toBeVisible();
  await wizard.field('Name').fill('Strong');
  await page.getByRole('radio', { name: /^Recommended today/u }).check();
  await rules.shows(first).check();
  await expect(wizard.field('Name')).toHaveValue('Require security');
  await expect(page.getByRole('table', { name: 'Security methods' })).toContainText('3DES');
  await wizard.next.click();
  await rules.shows('Web').check();
  await expect(page.getByRole('definition').filter({ hasText: 'Strong' })).toBeVisible();
});

test('rules are duplicated and removed, and every step is undone', async ({ wizard, page }) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await rules.open();
  await expect(
    page.getByRole('button', { name: 'A policy without a rule does nothing, so the last one stays.' }),
  ).toBeDisabled();
  await page.getByRole('button', { name: `Duplicate the rule ${first}` }).click();
  await expect(rules.shows(`${first} (2)`)).toBeChecked();
  await expect(page.getByText(`The rule ${first} (2) was added and is shown.`)).toBeVisible();
  await page.getByRole('button', { name: `Remove the rule ${first}`, exact: true }).click();
  await expect(rules.rows).toHaveCount(1);
  await expect(wizard.field('Name')).toHaveValue(`${first} (2)`);
  await wizard.undo.click();
  await expect(rules.rows).toHaveCount(2);
  await wizard.undo.click();
  await expect(rules.rows).toHaveCount(1);
  await expect(wizard.field('Name')).toHaveValue(first);
  await wizard.redo.click();
  await expect(rules.rows).toHaveCount(2);
});

test('what is wrong in another rule is counted there, and the rail leads to it', async ({ wizard, page }) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await rules.add('blocks');
  await expect(rules.rows.nth(1)).toContainText('1 problem');
  await rules.shows(first).check();
  await expect(wizard.railLine('IP filter list')).toHaveAccessibleDescription(/^needs attention: 1 problem/u);
  await wizard.next.click();
  await expect(rules.shows(first)).toBeChecked();
  await wizard.railLine('IP filter list').click();
  await expect(rules.shows('Blocked connections')).toBeChecked();
  await expect(page.getByText('"Blocked connections"', { exact: false }).first()).toBeVisible();
});

test('permit and block say what they mean, and a rule that blocks what another secures is stopped', async ({
  wizard,
  page,
}) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await addRule(wizard, 'permits', '53');
  await wizard.next.click();
  await expect(page.getByText('it passes in clear text, nobody proves anything', { exact: false })).toBeVisible();
  await expect(page.getByText('"Permitted connections" is permitted', { exact: false })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Security methods' })).toBeHidden();
  await page.getByRole('radio', { name: 'Block' }).check();
  await expect(wizard.field('Name')).toHaveValue('Block');
  await expect(page.getByText('a rule that blocks wins over every rule that allows', { exact: false })).toBeVisible();
  await wizard.railLine('IP filter list').click();
  await wizard.filterList.edit();
  await setPort(wizard, '4531');
  await expect(page.getByText('in Windows a rule that blocks always wins', { exact: false })).toBeVisible();
  await wizard.railLine('Filter action').click();
  await expect(page.getByText('in Windows a rule that blocks always wins', { exact: false })).toBeVisible();
  await expect(wizard.railLine('Review')).toBeDisabled();
  await rules.shows(first).check();
  await expect(page.getByRole('table', { name: 'Security methods' })).toBeVisible();
});

test('a rule that permits and one that blocks come onto the computer beside the one that secures', async ({
  wizard,
  page,
}) => {
  await wizard.choose('server');
  await addRule(wizard, 'permits', '53');
  await addRule(wizard, 'blocks', '23');
  await wizard.railLine('Security rule').click();
  await expect(page.getByText('nobody has to prove who he is', { exact: false })).toBeVisible();
  await new RulesScreen(page).shows(first).check();
  await wizard.securityRule.enterKey(key);
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  // What is permitted or blocked is not secured.
  await expect(wizard.next).toHaveText('Secure TCP 4531 on SRV01');
  const changes = await wizard.unfold('What changes');
  for (const part of ['permit', 'block-inbound', 'block-outbound']) await expect(changes).toContainText(`-${part}-`);
  await wizard.assignAndKeep();
  await expect(page.getByText('Applied and enforced, not proved')).toBeVisible();
});

test('Review leads to the rule with the key, whichever rule was shown last', async ({ wizard, page }) => {
  await wizard.choose('server');
  await addRule(wizard, 'permits', '53');
  await wizard.railLine('Review').click();
  await wizard.fingerprint.waitFor();
  await wizard.button('Show the page "Security rule"').click();
  await expect(wizard.securityRule.key).toBeVisible();
  await expect(new RulesScreen(page).shows(first)).toBeChecked();
});

test('authentication that differs between two rules is said, and mended at one click', async ({ wizard, page }) => {
  await wizard.choose('server');
  await addRule(wizard, 'negotiates', '8080');
  await wizard.railLine('Security rule').click();
  await wizard.button('Add a certificate').click();
  await wizard.field('Certification authority').fill('CN=Corp Root CA');
  await expect(page.getByText('1 rule of this policy authenticates otherwise', { exact: false })).toBeVisible();
  await expect(wizard.railLine('Security rule')).toHaveAccessibleDescription(/^needs attention/u);
  await wizard.button('Use these methods in every rule').click();
  await expect(wizard.railLine('Security rule')).not.toHaveAccessibleDescription(/^needs attention/u);
  await expect(wizard.button('Use these methods in every rule')).toBeHidden();
});

test('a connection type that Windows cannot keep is not offered, with the reason', async ({ wizard }) => {
  await wizard.toSecurityRule('server');
  const field = wizard.field('Connection type');
  await expect(field).toHaveAccessibleDescription(/leave connections of the other type in clear text/u);
  const option = (name: RegExp): Locator => field.getByRole('option', { name });
  await expect(option(/^Local area network/u)).toBeDisabled();
  await expect(option(/^Remote access/u)).toBeDisabled();
  await expect(option(/^All network connections/u)).toBeEnabled();
});

test('a security method says how strong it is today and who says so, before and after it is chosen', async ({
  wizard,
  page,
}) => {
  await wizard.choose('server');
  await wizard.next.click();
  await page.getByRole('button', { name: /^Edit ESP:DES3/u }).click();
  const { sheet } = wizard.filterList;
  await expect(sheet).toContainText('Today: old, no longer advised. Source: RFC 8221 5: SHOULD NOT');
  await expect(
    wizard.filterList.field('ESP confidentiality').getByRole('option', { name: 'DES (broken)', exact: true }),
  ).toBeAttached();
  await wizard.filterList.field('ESP confidentiality').selectOption('AES-256-GCM');
  await expect(sheet).toContainText('Today: good. Source: RFC 8221 5: MUST.');
  await expect(wizard.filterList.field('ESP integrity').getByRole('option')).toHaveText(['AES-256-GMAC']);
  await wizard.filterList.sheetCancel.click();
  await sheet.waitFor({ state: 'hidden' });
  await wizard.button('Add a key exchange method').click();
  await wizard.filterList.field('Diffie-Hellman group').selectOption('DH20');
  await expect(sheet).toContainText('All methods of a key exchange use one group');
  await wizard.filterList.done.click();
  await expect(
    page.getByRole('table', { name: 'Key exchange (main mode)' }).getByText('DH20', { exact: true }),
  ).toHaveCount(2);
});

test.describe('on a Windows that does not know all algorithms', () => {
  test.use({ facts: { build: '6000' } });
  test('the presets leave out what it does not know, and say so', async ({ wizard, page }) => {
    await wizard.choose('server');
    await wizard.next.click();
    await expect(page.getByRole('radio', { name: /^Recommended today/u })).toBeDisabled();
    await expect(page.getByText('Not here: this Windows (build 6000) does not know these algorithms.')).toBeVisible();
    await expect(page.getByText(/Left out, because this Windows \(build 6000\)/u)).toContainText('AESGCM256');
    await page.getByRole('radio', { name: /^Transition/u }).click();
    const methods = page.getByRole('table', { name: 'Security methods' });
    await expect(methods).toContainText('3DES');
    await expect(methods).not.toContainText('GMAC');
  });
});
