import type { Locator, Page } from '@playwright/test';

type AddressKind =
  | 'My IP address'
  | 'Any IP address'
  | 'A specific IP address'
  | 'A specific IP subnet'
  | 'A range of addresses'
  | 'A specific DNS name';

/** The page IP filter list with its two side sheets. */
export class FilterListScreen {
  readonly page: Page;
  readonly table: Locator;
  readonly rows: Locator;
  readonly sheet: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('table', { name: 'IP filters' });
    this.rows = this.table.getByRole('row').filter({ has: page.getByRole('button', { name: /^Edit filter / }) });
    this.sheet = page.getByRole('dialog');
  }

  async edit(number = 1): Promise<void> {
    await this.page.getByRole('button', { name: `Edit filter ${number}`, exact: true }).click();
    await this.sheet.waitFor();
  }

  async openPaste(): Promise<void> {
    await this.page.getByRole('button', { name: 'Paste addresses' }).click();
    await this.sheet.waitFor();
  }

  /** The kind of address at one end. */
  async chooseKind(end: 'Source' | 'Destination', kind: AddressKind): Promise<void> {
    await this.sheet
      .getByRole('radiogroup', { name: `${end} address` })
      .getByRole('radio', { name: kind })
      .check();
  }

  field(label: string): Locator {
    return this.sheet.getByLabel(label, { exact: true });
  }

  /** Add or Keep, at the bottom of the sheet. */
  get done(): Locator {
    return this.sheet.getByRole('button', { name: /^(?:Add|Keep) / });
  }

  get sheetCancel(): Locator {
    return this.sheet.getByRole('button', { name: 'Cancel' });
  }
}
