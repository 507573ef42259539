import type { Locator } from '@playwright/test';
import { simulateTime } from '../../electron/host/simulation/commands';
import { expect, test } from '../fixtures';
import { Wizard } from '../screens/wizard';

const key = 'correct-horse-battery-staple-4531';

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === element.ownerDocument.activeElement);

test('a server that is enforced waits to be kept, and is kept by one click', async ({ wizard, computer }) => {
  await wizard.toPending('server', key);
  await expect(wizard.heading('Assign')).toBeVisible();
  const left = await wizard.pending.secondsLeft();
  expect(left).toBeGreaterThan(100);
  expect(left).toBeLessThanOrEqual(121);
  expect(computer.ownObjects).not.toEqual([]);
  await wizard.pending.keep.click();
  await expect(wizard.heading('Outcome')).toBeFocused();
  await expect(wizard.page.getByText('Applied and enforced, not proved')).toBeVisible();
  await wizard.next.click();
  await expect(wizard.button('Check FBS secure connection')).toBeVisible();
  await expect(wizard.pending.panel).toBeHidden();
});

test('a workstation without proof is kept only after a question in words', async ({ wizard, computer }) => {
  const { pending, page } = wizard;
  await wizard.toPending('workstation', key);
  await expect(pending.keep).toHaveCount(0);
  await pending.keepWithoutProof.click();
  await expect(wizard.dialog).toContainText('Keep it without proof?');
  await expect(page.getByRole('button', { name: 'Go on waiting' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(wizard.dialog).toBeHidden();
  await expect(pending.panel).toBeVisible();
  await pending.keepAnyway();
  await expect(wizard.heading('Outcome')).toBeFocused();
  const written = computer.filesWritten().map(({ text }) => text);
  expect(written.some((text) => text.includes('"asked-for"'))).toBe(true);
});

test('Undo now takes everything back and says so with the time', async ({ wizard, computer }) => {
  await wizard.toReview('server', key);
  const before = computer.stores;
  await wizard.next.click();
  await wizard.pending.undoNow.click();
  await expect(wizard.pending.undone).toBeVisible();
  await expect(wizard.pending.panel).toBeHidden();
  expect(computer.stores).toBe(before);
  // The draft is still there, and can be tried again.
  await wizard.back.click();
  await wizard.fingerprint.waitFor();
  await wizard.assignAndKeep();
  await expect(wizard.page.getByText('Applied and enforced, not proved')).toBeVisible();
});

test.describe('nobody keeps the change', () => {
  test('the countdown runs out, the automatic undo does its work, and the page says so', async ({
    wizard,
    computer,
  }) => {
    const { page, pending } = wizard;
    await page.clock.install();
    await wizard.toReview('server', key);
    const before = computer.stores;
    await wizard.field('If nobody keeps the change, it undoes itself after').selectOption('1 minute');
    await wizard.next.click();
    await pending.panel.waitFor();
    expect(await pending.secondsLeft()).toBeLessThanOrEqual(61);
    await simulateTime(computer.stateFile, 70);
    await page.clock.fastForward(70_000);
    await expect(pending.undone).toBeVisible();
    await expect(page.getByText('Nobody kept the change in time')).toBeVisible();
    await expect(pending.panel).toBeHidden();
    expect(computer.stores).toBe(before);
    await wizard.railLine('Start').click();
    await expect(pending.undone).toBeVisible();
    await expect(wizard.button('Continue the draft')).toBeVisible();
  });

  test('an undo that does not come is said, and can be done by hand', async ({ wizard, computer }) => {
    const { page, pending } = wizard;
    await page.clock.install();
    await wizard.toPending('server', key);
    // The clock of the window is over, the one of the computer is not: nothing has been undone yet.
    await page.clock.fastForward(100_000);
    await expect.poll(() => pending.secondsLeft()).toBeGreaterThan(60);
    // The task is taken away behind the program's back.
    computer.alter((text) => JSON.stringify({ ...(JSON.parse(text) as object), tasks: [] }));
    await simulateTime(computer.stateFile, 130);
    await page.clock.fastForward(130_000);
    await expect(page.getByText('The countdown has ended, and the change is still there.')).toBeVisible();
    await pending.undoNow.click();
    await expect(pending.undone).toBeVisible();
    expect(computer.ownObjects).toEqual([]);
  });

  test('the marks of the countdown are said aloud, the seconds between them are not', async ({ wizard, computer }) => {
    const { page, pending } = wizard;
    await page.clock.install();
    await wizard.toPending('server', key);
    const pass = async (seconds: number): Promise<void> => {
      await simulateTime(computer.stateFile, seconds);
      await page.clock.fastForward(seconds * 1_000);
    };
    const said = pending.panel.getByRole('status').filter({ hasText: 'left until' });
    await expect(said).toHaveCount(0);
    await pass(65);
    await expect(said).toHaveText('1 minute left until the change undoes itself.');
    await pass(30);
    await expect(said).toHaveText('30 seconds left until the change undoes itself.');
    await expect(pending.timer).toHaveAttribute('aria-live', 'off');
  });
});

test('more time moves the deadline of the task itself', async ({ wizard, computer }) => {
  const { page, pending } = wizard;
  await wizard.toPending('server', key);
  await pending.moreTime.click();
  await expect.poll(() => pending.secondsLeft()).toBeGreaterThan(250);
  await simulateTime(computer.stateFile, 200);
  await page.reload();
  await expect(pending.panel).toBeVisible();
  expect(await pending.secondsLeft()).toBeLessThanOrEqual(101);
  expect(computer.ownObjects).not.toEqual([]);
  await pending.keep.click();
  await expect(page.getByText('The change was kept')).toBeVisible();
});

test('a pending change blocks every other one, with the reason', async ({ wizard }) => {
  const { page, pending } = wizard;
  await wizard.toPending('server', key);
  await wizard.railLine('Review').click();
  await wizard.fingerprint.waitFor();
  await expect(wizard.next).toBeDisabled();
  await expect(wizard.next).toHaveAccessibleDescription('A change before this one is neither kept nor undone.');
  await wizard.railLine('Start').click();
  await expect(pending.panel).toBeVisible();
  await page.getByRole('button', { name: /^Remove /u }).click();
  await expect(page.getByRole('button', { name: /^Remove .* from SRV01/u })).toBeDisabled();
  await wizard.button('Show that change').click();
  await expect(wizard.heading('Keep or undo')).toBeFocused();
  await pending.keep.click();
  await expect(wizard.heading('Outcome')).toBeFocused();
});

test('the window asks before it closes, says when the change undoes itself, and then closes', async ({
  start,
  computer,
}) => {
  const { page } = await start();
  const wizard = new Wizard(page);
  await wizard.toPending('server', key);
  page.on('dialog', (dialog) => void dialog.dismiss());
  await page.close({ runBeforeUnload: true });
  await expect(wizard.dialog).toContainText(/undoes itself at \d\d:\d\d:\d\d, also with the window closed/u);
  await page.getByRole('button', { name: 'Stay here' }).click();
  await expect(wizard.dialog).toBeHidden();
  await wizard.railLine('Start').click();
  await wizard.footer.getByRole('button', { name: 'Close' }).click();
  await expect(wizard.dialog).toContainText('Close the window?');
  await page.getByRole('button', { name: 'Close the window' }).click();
  await expect
    .poll(() => page.evaluate('window.bridge.overview(null).then(() => "there", () => "gone")').catch(() => 'gone'))
    .toBe('gone');
  expect(computer.ownObjects).not.toEqual([]);
  await simulateTime(computer.stateFile, 130);
  expect(computer.ownObjects).toEqual([]);
});

test('an edit after assigning is a new draft, and Finish does not throw it away', async ({ wizard }) => {
  await wizard.assign('server', key);
  await wizard.railLine('Security rule').click();
  await wizard.field('Policy name').fill('Edited afterwards');
  await wizard.railLine('Outcome').click();
  await wizard.next.click();
  await expect(wizard.page.getByText('"Edited afterwards" for the backup server, not assigned.')).toBeVisible();
});

test('if backups stop: the commands are there to copy, to save and to print, while it waits and afterwards', async ({
  wizard,
}) => {
  const { page } = wizard;
  await wizard.toPending('server', key);
  for (const step of ['pending', 'kept']) {
    const part = await wizard.unfold('If backups stop');
    const text = page.getByRole('region', { name: 'What to do if backups stop' });
    await expect(text).toContainText('Disable-NetIPsecRule -IPsecRuleName');
    await expect(text).not.toContainText(key);
    await part.getByRole('button', { name: 'Save as a file' }).click();
    await expect(part.getByText(/^Saved as .*If backups stop \(SRV01\)\.txt\.$/u)).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(text).toBeVisible();
    await expect(wizard.title).toBeHidden();
    await page.emulateMedia({ media: 'screen' });
    if (step === 'pending') await wizard.pending.keep.click();
    await wizard.heading('Outcome').waitFor();
  }
});

test('the way from Assign to Outcome is gone with the keyboard alone', async ({ wizard, page }) => {
  await wizard.toPending('server', key);
  await wizard.title.focus();
  for (let presses = 0; presses < 12 && !(await isFocused(wizard.pending.keep)); presses += 1)
    await page.keyboard.press('Tab');
  // A bare Enter elsewhere keeps nothing; on its button it does.
  await page.keyboard.press('Enter');
  await expect(wizard.heading('Outcome')).toBeFocused();
});
