import type { Locator, Page } from '@playwright/test';

interface DroppedFile {
  readonly name: string;
  readonly content: string;
}

/** The parts that stand on several pages, or belong to the filter list: security rules, other doors, files. */
export class RulesScreen {
  readonly page: Page;
  readonly part: Locator;
  readonly table: Locator;
  readonly rows: Locator;
  readonly doors: Locator;
  readonly sheet: Locator;
  readonly badLines: Locator;

  constructor(page: Page) {
    this.page = page;
    this.part = page
      .getByRole('group')
      .filter({ has: page.getByRole('heading', { name: 'Security rules of this policy' }) });
    this.table = page.getByRole('table', { name: 'Security rules of this policy' });
    this.rows = this.table.getByRole('row').filter({ has: page.getByRole('radio') });
    this.doors = page
      .getByRole('group')
      .filter({ has: page.getByRole('heading', { name: 'Other ways to the backup files' }) });
    this.sheet = page.getByRole('dialog', { name: 'Import a filter list' });
    this.badLines = this.sheet.getByRole('list', { name: 'What is not taken' }).getByRole('listitem');
  }

  async open(): Promise<void> {
    if (!(await this.table.isVisible())) await this.part.getByRole('heading').first().click();
    await this.table.waitFor();
  }

  async add(kind: 'negotiates' | 'permits' | 'blocks'): Promise<void> {
    await this.open();
    await this.part.getByRole('button', { name: `Add a rule that ${kind}` }).click();
  }

  /** The radio button that shows a rule. */
  shows(name: string): Locator {
    return this.table.getByRole('radio', { name: `Show the rule ${name}`, exact: true });
  }

  async openDoors(): Promise<void> {
    const heading = this.doors.getByRole('heading', { name: 'Other ways to the backup files' });
    if (!(await this.door('FTP').isVisible())) await heading.click();
    await this.door('FTP').waitFor();
  }

  door(name: string): Locator {
    return this.doors.getByRole('listitem').filter({ has: this.page.getByRole('heading', { level: 3, name }) });
  }

  async chooseCsv(content: string, name = 'list.csv'): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      this.page.getByRole('button', { name: 'Import CSV' }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
    await this.sheet.waitFor();
  }

  /** As from a folder beside the window. */
  async dropOnTable(file: DroppedFile): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(({ name, content }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], name, { type: 'text/csv' }));
      return transfer;
    }, file);
    const table = this.page.getByRole('table', { name: 'IP filters' });
    await table.dispatchEvent('dragover', { dataTransfer });
    await table.dispatchEvent('drop', { dataTransfer });
    await this.sheet.waitFor();
  }
}
