import type { Locator, Page } from '@playwright/test';

/** The page Security rule, with the key. */
export class SecurityRuleScreen {
  readonly page: Page;
  readonly key: Locator;
  readonly useKey: Locator;
  readonly kept: Locator;

  constructor(page: Page) {
    this.page = page;
    this.key = page.getByLabel('Pre-shared key', { exact: true });
    this.useKey = page.getByRole('button', { name: 'Use this key' });
    this.kept = page.getByText('A key is kept.');
  }

  async enterKey(key: string): Promise<void> {
    await this.key.fill(key);
    await this.useKey.click();
    await this.kept.waitFor();
  }
}
