import type { Locator, Page } from '@playwright/test';

/** A change that waits to be kept, on whichever page it is shown. */
export class PendingScreen {
  readonly page: Page;
  readonly panel: Locator;
  readonly timer: Locator;
  readonly keep: Locator;
  /** Where keeping is not earned. */
  readonly keepWithoutProof: Locator;
  readonly undoNow: Locator;
  readonly moreTime: Locator;
  /** Said when the computer is as before. */
  readonly undone: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole('region', { name: 'In place, and waiting to be kept' });
    this.timer = this.panel.getByRole('timer', { name: 'Time until the change undoes itself' });
    this.keep = this.panel.getByRole('button', { name: 'Keep', exact: true });
    this.keepWithoutProof = this.panel.getByRole('button', { name: 'Keep without proof' });
    this.undoNow = this.panel.getByRole('button', { name: 'Undo now' });
    this.moreTime = this.panel.getByRole('button', { name: 'Give me more time' });
    this.undone = page.getByText(/^Undone\. The computer is as it was at \d\d:\d\d:\d\d \(read back\)\.$/u);
  }

  /** The seconds that the timer shows. */
  async secondsLeft(): Promise<number> {
    const [minutes = 0, seconds = 0] = (await this.timer.innerText()).split(':').map(Number);
    return minutes * 60 + seconds;
  }

  /** Keeps, and answers the question where there is one. */
  async keepAnyway(): Promise<void> {
    await this.keep.or(this.keepWithoutProof).click();
    const question = this.page.getByRole('alertdialog').getByRole('button', { name: 'Keep without proof' });
    await question.or(this.page.getByRole('heading', { level: 1, name: /^(?:Outcome|Recover)$/u })).waitFor();
    if (await question.isVisible()) await question.click();
  }
}
