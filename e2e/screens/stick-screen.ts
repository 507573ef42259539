import type { Locator, Page } from '@playwright/test';

/** A settings file on Start, the pages Prepare the USB stick and Roll-out, and the end of the work at a workstation. */
export class StickScreen {
  readonly page: Page;
  readonly passphrase: Locator;
  readonly open: Locator;
  readonly card: Locator;
  readonly writeKit: Locator;
  readonly done: Locator;
  readonly nextDone: Locator;
  readonly gate: Locator;

  constructor(page: Page) {
    this.page = page;
    this.passphrase = page.getByLabel('Passphrase', { exact: true });
    this.open = page.getByRole('button', { name: 'Open the settings' });
    this.card = page.getByRole('region', { name: /Settings from this stick|Settings file/u });
    this.writeKit = page.getByRole('button', { name: /^(?:Write the kit to|Try again)/u });
    this.done = page.getByText(/^The kit is in /u);
    this.nextDone = page.getByRole('button', { name: 'Done here: forget the key' });
    this.gate = page.locator('.gate');
  }

  /** The preview asks for a path, because a browser has no dialog for folders. */
  async chooseFolder(path: string): Promise<void> {
    this.page.once('dialog', (dialog) => void dialog.accept(path));
    await this.page.getByRole('button', { name: 'Choose a folder' }).click();
  }

  async enterPassphraseTwice(text: string): Promise<void> {
    await this.page.getByLabel('Passphrase', { exact: true }).fill(text);
    await this.page.getByLabel('The same again').fill(text);
    await this.page.getByRole('button', { name: 'Use this passphrase' }).click();
    await this.page.getByText(/The passphrase is kept/u).waitFor();
  }

  async openWith(passphrase: string): Promise<void> {
    await this.passphrase.fill(passphrase);
    await this.open.click();
    // Half a second of work for a computer that does nothing else; much longer beside other tests.
    await this.page.getByText('Opening: the work').waitFor({ state: 'hidden', timeout: 60_000 });
  }

  async chooseList(name: string, text: string): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      this.page.getByRole('button', { name: 'Choose a list' }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  }

  async readLedger(passphrase: string): Promise<void> {
    await this.page.getByLabel('Passphrase of the stick').fill(passphrase);
    await this.page.getByRole('button', { name: 'Read the ledger' }).click();
    await this.gate.waitFor({ timeout: 60_000 });
  }
}
