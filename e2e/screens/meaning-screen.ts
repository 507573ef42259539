import type { Locator, Page } from '@playwright/test';

/** What a policy means: the picture beside the pages, the matrix on Review, and the sheet "Compare with the other side". */
export class MeaningScreen {
  readonly page: Page;
  readonly picture: Locator;
  readonly headline: Locator;
  readonly compare: Locator;
  readonly sheet: Locator;

  constructor(page: Page) {
    this.page = page;
    this.picture = page.getByRole('complementary', { name: 'The picture' });
    this.headline = page.getByText(/^TCP 4531: /u);
    this.compare = page.getByRole('button', { name: 'Compare with the other side' });
    this.sheet = page.getByRole('dialog', { name: 'Compare with the other side' });
  }

  /** The sentences about one of those who try, in the picture. */
  sentence(beginning: string | RegExp): Locator {
    return this.picture.getByRole('listitem').filter({ hasText: beginning });
  }

  /** In a small window it is folded away until it is asked for. */
  async showPicture(): Promise<void> {
    await this.picture.waitFor();
    const show = this.picture.getByRole('button', { name: 'Show the picture' });
    if (await show.isVisible()) await show.click();
    await this.sentence('The backup').waitFor();
  }

  /** The row of one risk in the matrix. */
  risk(name: RegExp): Locator {
    return this.page.getByRole('table', { name: 'What protects against what' }).getByRole('row', { name });
  }

  async openSheet(): Promise<void> {
    await this.compare.click();
    await this.sheet.waitFor();
  }

  /** Chooses a file of the other side in the sheet, as from a folder. */
  async chooseFile(name: string, content: string): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      this.sheet.getByRole('button', { name: 'Choose a file' }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  }

  /** A difference in the sheet, by what it says. */
  difference(text: string | RegExp): Locator {
    return this.sheet.getByRole('listitem').filter({ hasText: text });
  }
}
