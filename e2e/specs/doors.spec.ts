import { expect, test } from '../fixtures';
import { RulesScreen } from '../screens/rules-screen';

const key = 'correct-horse-battery-staple-4531';

test('one click secures a door, one click stops it, and undo knows both', async ({ wizard, page }) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await rules.openDoors();
  const smb = rules.door('File sharing (SMB)');
  await expect(smb).toContainText('Not secured by this policy.');
  await expect(smb).toContainText('only computers with the policy reach the shares');
  await expect(smb).toContainText('domain controllers');
  await smb.getByRole('button', { name: 'Secure File sharing (SMB)' }).click();
  await expect(smb).toContainText('Secured by the rule "File sharing (SMB)".');
  await expect(rules.doors).toContainText('1 of 4 secured');
  await smb.getByRole('button', { name: 'Show its rule' }).click();
  await expect(wizard.field('Name')).toHaveValue('File sharing (SMB)');
  await expect(wizard.filterList.rows).toHaveText([/445/u, /139/u]);
  await smb.getByRole('button', { name: 'Stop securing File sharing (SMB)' }).click();
  await expect(smb).toContainText('Not secured by this policy.');
  await expect(wizard.field('Name')).toHaveValue('FBS incoming connections');
  await wizard.undo.click();
  await expect(smb).toContainText('Secured by the rule');
  await wizard.undo.click();
  await expect(smb).toContainText('Not secured by this policy.');
});

test('FTP takes a short passive range, says what stays in clear, and refuses what cannot be secured', async ({
  wizard,
  page,
}) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await rules.openDoors();
  const ftp = rules.door('FTP');
  const secure = ftp.getByRole('button', { name: 'Secure FTP' });
  await expect(ftp).toContainText('passive data connections go to other ports and pass in clear text');
  await ftp.getByLabel('First passive port').fill('40000');
  await expect(secure).toBeDisabled();
  await expect(ftp).toContainText('Enter both ports of the range, or none.');
  await ftp.getByLabel('Last passive port').fill('49999');
  await expect(ftp).toContainText('The ports 40000 to 49999 cannot be secured');
  await expect(secure).toBeDisabled();
  await ftp.getByLabel('Last passive port').fill('<b>x');
  await expect(secure).toBeDisabled();
  await ftp.getByLabel('Last passive port').fill('40002');
  await expect(ftp).toContainText('only 40000 to 40002 are secured');
  await secure.click();
  await ftp.getByRole('button', { name: 'Show its rule' }).click();
  await expect(wizard.filterList.rows).toHaveText([/21/u, /20/u, /40000/u, /40001/u, /40002/u]);
});

test('the doors come onto the computer, and Outcome says which are open still and leads to them', async ({
  wizard,
  page,
}) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await rules.openDoors();
  for (const door of ['File sharing (SMB)', 'Remote Desktop']) await wizard.button(`Secure ${door}`).click();
  await wizard.railLine('Security rule').click();
  await wizard.securityRule.enterKey(key);
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await expect(wizard.next).toHaveText('Secure TCP 4531, TCP 445 and 3 more on SRV01');
  const findings = await wizard.unfold('Pre-flight findings');
  await expect(findings).toContainText('a technician who works from a computer without the policy is locked out');
  await wizard.assignAndKeep();
  await expect(page.getByText('Not secured by this policy: FTP, iSCSI.', { exact: false })).toBeVisible();
  await wizard.button('Show the other ways').click();
  await expect(wizard.heading('IP filter list')).toBeVisible();
  await expect(rules.door('iSCSI')).toBeVisible();
  await expect(rules.doors.locator('summary')).toBeFocused();
});

test('a workstation cannot close its domain controllers away, and the reason stands at the door', async ({
  wizard,
  page,
}) => {
  const rules = new RulesScreen(page);
  await wizard.choose('workstation');
  await rules.openDoors();
  const smb = rules.door('File sharing (SMB)');
  await expect(smb).toContainText('domain controllers would no longer be reached');
  await expect(smb.getByRole('button', { name: 'Secure File sharing (SMB)' })).toBeDisabled();
  await expect(rules.door('iSCSI').getByRole('button', { name: 'Secure iSCSI' })).toBeEnabled();
});
