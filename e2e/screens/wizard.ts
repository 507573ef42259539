import type { Locator, Page } from '@playwright/test';
import { FilterListScreen } from './filter-list-screen';
import { MeaningScreen } from './meaning-screen';
import { PendingScreen } from './pending-screen';
import { SecurityRuleScreen } from './security-rule-screen';

export type Role = 'server' | 'workstation';

const roleCards: Readonly<Record<Role, string>> = {
  server: 'This is the backup server',
  workstation: 'This is a workstation',
};

/** The frame around every page, and the ways through it, by role and name as a person finds them. */
export class Wizard {
  readonly page: Page;
  readonly filterList: FilterListScreen;
  readonly securityRule: SecurityRuleScreen;
  readonly title: Locator;
  readonly ribbon: Locator;
  readonly rail: Locator;
  readonly footer: Locator;
  readonly back: Locator;
  /** Next, under whichever name it has on a page. */
  readonly next: Locator;
  readonly cancel: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  readonly dialog: Locator;
  readonly pending: PendingScreen;
  readonly meaning: MeaningScreen;

  constructor(page: Page) {
    this.page = page;
    this.filterList = new FilterListScreen(page);
    this.securityRule = new SecurityRuleScreen(page);
    this.title = page.getByRole('heading', { level: 1 });
    this.ribbon = page.getByText('Simulation. Nothing on this computer is changed.');
    this.rail = page.getByRole('navigation', { name: 'Pages of the wizard' });
    this.footer = page.getByRole('contentinfo', { name: 'Wizard commands' });
    this.back = this.footer.getByRole('button', { name: 'Back', exact: true });
    this.next = this.footer.getByRole('button', { name: /^(?:Next: |Secure |Store |Confirm |Finish)/u });
    this.cancel = this.footer.getByRole('button', { name: 'Cancel' });
    this.undo = this.footer.getByRole('button', { name: 'Undo' });
    this.redo = this.footer.getByRole('button', { name: 'Redo' });
    this.pending = new PendingScreen(page);
    this.meaning = new MeaningScreen(page);
    this.dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  railLine(name: string): Locator {
    return this.rail.getByRole('button', { name, exact: true });
  }

  roleCard(role: Role): Locator {
    return this.page.getByRole('button', { name: roleCards[role] });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  async choose(role: Role): Promise<void> {
    await this.roleCard(role).click();
    await this.heading('IP filter list').waitFor();
  }

  /** From Start to Security rule, with the article's values. */
  async toSecurityRule(role: Role): Promise<void> {
    await this.choose(role);
    await this.next.click();
    await this.heading('Filter action').waitFor();
    await this.next.click();
    await this.heading('Security rule').waitFor();
  }

  /** From Start to Review, with the article's values and a key. */
  async toReview(role: Role, key: string): Promise<void> {
    await this.toSecurityRule(role);
    await this.securityRule.enterKey(key);
    await this.next.click();
    await this.heading('Review').waitFor();
    await this.fingerprint.waitFor();
  }

  get fingerprint(): Locator {
    return this.page.getByRole('definition').filter({ hasText: /^[0-9a-f]{64}/u });
  }

  /** From Start until the change waits to be kept. */
  async toPending(role: Role, key: string): Promise<void> {
    await this.toReview(role, key);
    await this.next.click();
    await this.pending.panel.waitFor();
  }

  /** From Review to Outcome: assigns, and keeps what is in place. */
  async assignAndKeep(): Promise<void> {
    await this.next.click();
    await this.pending.panel.or(this.heading('Outcome')).waitFor();
    if (await this.pending.panel.isVisible()) await this.pending.keepAnyway();
    await this.heading('Outcome').waitFor();
  }

  /** The whole way: Outcome is shown, whatever it says. */
  async assign(role: Role, key: string): Promise<void> {
    await this.toReview(role, key);
    await this.assignAndKeep();
  }

  /** A folded part of a page, unfolded. */
  async unfold(title: string): Promise<Locator> {
    const part = this.page
      .getByRole('group')
      .filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
    await part.getByRole('heading', { name: title, exact: true }).click();
    return part;
  }
}
