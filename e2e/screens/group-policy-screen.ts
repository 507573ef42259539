import type { Locator, Page } from '@playwright/test';
import type { Role, Wizard } from './wizard';

/** Where a policy goes, on the page Security rule, and what the pages say of a Group Policy object. */
export class GroupPolicyScreen {
  readonly page: Page;
  readonly here: Locator;
  readonly gpo: Locator;
  readonly name: Locator;
  readonly duties: Locator;

  constructor(page: Page) {
    this.page = page;
    this.here = page.getByRole('radio', { name: 'This computer' });
    this.gpo = page.getByRole('radio', { name: 'A Group Policy object' });
    this.name = page.getByLabel('Name of the Group Policy object');
    this.duties = page.getByRole('heading', { name: 'What stays with the administrator' });
  }

  /** Authenticates by Kerberos alone: no key may go into a Group Policy object. */
  async useKerberos(): Promise<void> {
    await this.page.getByRole('button', { name: 'Remove Pre-shared key' }).click();
    await this.page.getByRole('button', { name: 'Add Kerberos V5' }).click();
  }

  async choose(name: string): Promise<void> {
    await this.gpo.check();
    await this.name.fill(name);
  }

  /** From Start to Review, for a Group Policy object, with Kerberos. */
  async toReview(wizard: Wizard, role: Role, name: string): Promise<void> {
    await wizard.toSecurityRule(role);
    await this.useKerberos();
    await this.choose(name);
    await wizard.next.click();
    await wizard.heading('Review').waitFor();
    await wizard.fingerprint.waitFor();
  }

  /** Every state of the way into a Group Policy object and out of it; the first save of it meets a second writer. */
  async walk(wizard: Wizard, meet: (state: string) => Promise<void>): Promise<void> {
    const { page } = wizard;
    await wizard.toSecurityRule('workstation');
    await this.choose('FBS backup');
    await page.getByText(/it lies in SYSVOL/u).scrollIntoViewIfNeeded();
    await meet('g1-security-rule-key-blocked');
    await this.here.check();
    await this.useKerberos();
    await this.choose('FBS backup');
    await this.name.scrollIntoViewIfNeeded();
    await meet('g1-security-rule-gpo');
    await wizard.next.click();
    await wizard.fingerprint.waitFor();
    await meet('g2-review-gpo');
    await wizard.unfold('What stays with the administrator');
    await meet('g2-review-gpo-duties');
    await wizard.next.click();
    await wizard.button('Copy the details').waitFor();
    await meet('g3-assign-conflict');
    await wizard.next.click();
    await wizard.heading('Outcome').waitFor();
    await meet('g3-outcome-conflict');
    await wizard.back.click();
    await wizard.fingerprint.waitFor();
    await wizard.next.click();
    await page.getByText(/step \d+ of/u).waitFor();
    await meet('g3-assign-running');
    await wizard.heading('Outcome').waitFor();
    await meet('g4-outcome-gpo');
    await this.duties.scrollIntoViewIfNeeded();
    await wizard.unfold('If backups stop');
    await meet('g4-outcome-gpo-duties');
    await wizard.button('Check the Group Policy object').click();
    await page.getByText('Everything in the object is as it was stored').waitFor();
    await meet('g5-check-gpo');
    await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
    const remove = wizard.button(/^Remove .* from corp\.example/u);
    await remove.waitFor();
    await remove.scrollIntoViewIfNeeded();
    await meet('g6-start-gpo');
    await remove.click();
    await wizard.heading(/^Remove/u).waitFor();
    await page.getByText('NetIPsecRule', { exact: true }).waitFor();
    await meet('g7-remove-gpo');
    await page
      .getByRole('main')
      .getByRole('button', { name: /^Remove /u })
      .click();
    await page.getByText(/was removed from/u).waitFor();
    await meet('g7-removed-gpo');
  }
}
