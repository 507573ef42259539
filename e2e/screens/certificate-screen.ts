import type { Locator, Page } from '@playwright/test';
import { badCertificates, chainlessCertificate, goodCertificate, rootAuthority } from '../certificates';
import type { Wizard } from './wizard';

/** Every kind of certificate on one computer of a domain. */
export const factsWithCertificates = {
  domain: 'corp.example',
  certificates: [...badCertificates, goodCertificate, chainlessCertificate],
} as const;

/** The certificate and Kerberos cards of the page Security rule. */
export class CertificateScreen {
  readonly page: Page;
  readonly list: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('region', { name: 'Certificates on this computer' });
  }

  certificate(subject: string): Locator {
    return this.list.getByRole('button', { name: subject });
  }

  async open(wizard: Wizard, role: 'server' | 'workstation'): Promise<void> {
    await wizard.choose(role);
    await wizard.next.click();
    await wizard.heading('Filter action').waitFor();
    await wizard.next.click();
    await wizard.heading('Security rule').waitFor();
  }

  /** Every state of the two cards, one after another. */
  async walk(wizard: Wizard, meet: (state: string) => Promise<void>): Promise<void> {
    await this.open(wizard, 'server');
    await wizard.button('Remove Pre-shared key').click();
    await wizard.button('Add a certificate').click();
    await this.list.scrollIntoViewIfNeeded();
    await meet('4-certificate');
    await this.certificate('CN=SRV01.corp.example').click();
    await wizard.button('Use srv01.corp.example').click();
    await wizard.field('Server’s name in its certificate').scrollIntoViewIfNeeded();
    await meet('4-certificate-chosen');
    await this.certificate('CN=old.corp.example').scrollIntoViewIfNeeded();
    await meet('4-certificate-bad');
    await wizard.field('Certification authority').fill('CN=Nobody');
    await this.list.getByText('No certificate on this computer fits').scrollIntoViewIfNeeded();
    await meet('4-certificate-none-fits');
    await wizard.field('Certification authority').fill(rootAuthority);
    await wizard.button('Remove Certificate').click();
    await wizard.button('Add Kerberos V5').click();
    await wizard.field('SID of that account').fill('S-1-5-21-1');
    await wizard.button('Copy the command').scrollIntoViewIfNeeded();
    await meet('4-kerberos');
  }
}
