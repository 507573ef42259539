import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures';
import {
  badCertificates,
  chainlessCertificate,
  goodCertificate,
  issuingAuthority,
  rootAuthority,
} from '../certificates';
import { CertificateScreen } from '../screens/certificate-screen';
import type { Wizard } from '../screens/wizard';

const certificates = [...badCertificates, goodCertificate, chainlessCertificate];
const listOf = (wizard: Wizard): Locator => new CertificateScreen(wizard.page).list;
const certificateOf = (wizard: Wizard, subject: string): Locator =>
  new CertificateScreen(wizard.page).certificate(subject);
const toSecurityRule = (wizard: Wizard, role: 'server' | 'workstation'): Promise<void> =>
  new CertificateScreen(wizard.page).open(wizard, role);

test.describe('a computer with certificates', () => {
  test.use({ facts: { certificates } });

  test('lists them, and choosing one fills in its authority', async ({ wizard }) => {
    await toSecurityRule(wizard, 'server');
    await wizard.button('Remove Pre-shared key').click();
    await wizard.button('Add a certificate').click();
    const good = certificateOf(wizard, 'CN=SRV01.corp.example');
    await expect(good).toHaveAttribute('aria-pressed', 'false');
    await expect(listOf(wizard).getByRole('button', { pressed: true })).toHaveCount(0);
    await good.click();
    await expect(wizard.field('Certification authority')).toHaveValue(rootAuthority);
    await expect(good).toHaveAttribute('aria-pressed', 'true');
    await certificateOf(wizard, 'CN=pc7').click();
    await expect(wizard.field('Certification authority')).toHaveValue('CN=Elsewhere CA');
    await expect(wizard.field('Kind of authority')).toHaveValue('intermediate');
    await wizard.undo.click();
    await good.click();
    await wizard.next.click();
    await wizard.fingerprint.waitFor();
    const powershell = await wizard.unfold('PowerShell');
    await expect(powershell).toBeVisible();
    await expect(wizard.page.getByText(`-Authority '${rootAuthority}'`).first()).toBeVisible();
  });

  test('greys the ones that cannot be used, with the reason, and does not take them', async ({ wizard }) => {
    await toSecurityRule(wizard, 'workstation');
    await wizard.button('Add a certificate').click();
    const reasons = [
      ['CN=old.corp.example', 'it has expired'],
      ['CN=imported.corp.example', 'its private key is not on this computer'],
      ['CN=mail.corp.example', 'it is for something else'],
    ] as const;
    for (const [subject, reason] of reasons) {
      const bad = certificateOf(wizard, subject);
      await expect(bad).toHaveAttribute('aria-disabled', 'true');
      await expect(bad).toContainText(`Cannot be used: ${reason}`);
      await bad.focus();
      await wizard.page.keyboard.press('Enter');
      await expect(wizard.field('Certification authority')).toHaveValue('');
    }
  });

  test('takes the server’s name from its own certificate, and leaves it out again', async ({ wizard }) => {
    await toSecurityRule(wizard, 'server');
    await wizard.button('Remove Pre-shared key').click();
    await wizard.button('Add a certificate').click();
    await certificateOf(wizard, 'CN=SRV01.corp.example').click();
    await wizard.button('Use srv01.corp.example').click();
    const name = wizard.field('Server’s name in its certificate');
    await expect(name).toHaveValue('srv01.corp.example');
    await expect(certificateOf(wizard, 'CN=SRV01.corp.example')).toHaveAttribute('aria-pressed', 'true');
    await name.fill('other.corp.example');
    await expect(certificateOf(wizard, 'CN=SRV01.corp.example')).toContainText('it does not hold the server’s name');
    await wizard.next.click();
    await wizard.fingerprint.waitFor();
    await expect(wizard.page.getByText(/holds the server’s name other\.corp\.example/u)).toBeVisible();
    await wizard.back.click();
    await name.fill('');
    await expect(certificateOf(wizard, 'CN=SRV01.corp.example')).toHaveAttribute('aria-pressed', 'true');
  });

  test('names an authority in between by its kind', async ({ wizard }) => {
    await toSecurityRule(wizard, 'server');
    await wizard.button('Add a certificate').click();
    await wizard.field('Certification authority').fill(issuingAuthority);
    await expect(listOf(wizard)).toContainText('No certificate on this computer fits this authority.');
    await wizard.field('Kind of authority').selectOption('intermediate');
    await expect(certificateOf(wizard, 'CN=SRV01.corp.example')).toHaveAttribute('aria-pressed', 'true');
    await expect(listOf(wizard)).not.toContainText('No certificate on this computer fits');
  });
});

test('a computer without certificates says what to do, reads again, and takes a written name', async ({
  wizard,
  computer,
}) => {
  await toSecurityRule(wizard, 'server');
  await wizard.button('Remove Pre-shared key').click();
  await wizard.button('Add a certificate').click();
  await expect(listOf(wizard)).toContainText('This computer has no certificate of its own.');
  await expect(listOf(wizard)).toContainText('certlm.msc');
  await wizard.field('Certification authority').fill(rootAuthority);
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await wizard.unfold('Pre-flight findings');
  await expect(wizard.page.getByText(`SRV01 has no certificate that leads to ${rootAuthority}.`)).toBeVisible();
  await wizard.back.click();
  computer.alter((text) => {
    const state = JSON.parse(text) as { readonly computer: object };
    return JSON.stringify({ ...state, computer: { ...state.computer, certificates: [goodCertificate] } });
  });
  await wizard.button('Read again').click();
  await expect(certificateOf(wizard, 'CN=SRV01.corp.example')).toHaveAttribute('aria-pressed', 'true');
});

test.describe('in a domain', () => {
  test.use({ facts: { domain: 'corp.example' } });
  test('the server’s account is named, with the command that finds its SID', async ({ wizard }) => {
    await toSecurityRule(wizard, 'workstation');
    await wizard.button('Remove Pre-shared key').click();
    await wizard.button('Add Kerberos V5').click();
    await wizard.field('Server’s account').fill("CORP\\O'BRIEN$");
    await expect(wizard.page.getByText("NTAccount 'CORP\\O''BRIEN$')")).toBeVisible();
    await wizard.field('SID of that account').fill('S-1-5-21-1');
    await expect(wizard.page.getByText(/is not the SID of one computer/u)).toBeVisible();
    await wizard.field('SID of that account').fill('S-1-5-21-1004336348-1177238915-682003330-1105');
    await expect(wizard.page.getByText(/is not the SID of one computer/u)).toBeHidden();
    await wizard.field('Server’s account').fill('');
    await wizard.field('SID of that account').fill('');
    await wizard.next.click();
    await wizard.fingerprint.waitFor();
  });
});

test('out of a domain Kerberos cannot be added, and the reason stands there', async ({ wizard }) => {
  await toSecurityRule(wizard, 'workstation');
  await expect(wizard.button('Add Kerberos V5')).toHaveAttribute('aria-disabled', 'true');
  await expect(wizard.page.getByText('Kerberos needs a domain, and this computer is in none.')).toBeVisible();
});

test('a policy with a key is nagged about where it is entered, reviewed and in place', async ({ wizard }) => {
  const nag = wizard.page.getByText(/for tests/iu);
  await wizard.toReview('server', 'correct-horse-battery-staple-4531');
  await wizard.unfold('Pre-flight findings');
  await expect(nag.first()).toBeVisible();
  await wizard.back.click();
  await expect(nag.first()).toBeVisible();
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await wizard.next.click();
  await wizard.pending.panel.waitFor();
  await wizard.pending.keep.click();
  await wizard.heading('Outcome').waitFor();
  await expect(nag.first()).toBeVisible();
});
