import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { presetPolicy } from '#policy/presets';
import { expect, test } from '../fixtures';
import { CertificateScreen, factsWithCertificates } from '../screens/certificate-screen';
import { GroupPolicyScreen } from '../screens/group-policy-screen';
import { RulesScreen } from '../screens/rules-screen';
import { Wizard } from '../screens/wizard';
import { looks } from '../themes';

const key = 'correct-horse-battery-staple-4531';
/** A workstation that does not meet the article's server. */
const otherSide = presetPolicy({ role: 'workstation', protection: 'recommended' });
const root = join(import.meta.dirname, '..', '..');
const artefacts = join(root, 'test-results', 'screenshots');
const forReadme = join(root, 'assets', 'screenshots');
const updateReadme = process.env['UPDATE_SCREENSHOTS'] === '1';

type Take = (name: string) => Promise<void>;

/** The pages with their values, then the states that a person sees on the way. */
async function story(wizard: Wizard, take: Take): Promise<void> {
  const { page, filterList } = wizard;
  await page.getByRole('row', { name: /SRV01/u }).waitFor();
  await take('1-start');
  await wizard.choose('server');
  await take('2-filter-list');
  await filterList.edit();
  await filterList.chooseKind('Source', 'A specific IP subnet');
  await filterList.field('Subnet address').fill('300.1.1.1');
  await filterList.done.click();
  await take('2-filter-sheet');
  await filterList.sheetCancel.click();
  await filterList.openPaste();
  await filterList.field('Addresses of the workstations').fill('192.168.10.0/24\n10.0.0.5-10.0.0.9\nnonsense');
  await take('2-paste-sheet');
  await filterList.sheetCancel.click();
  await filterList.sheet.waitFor({ state: 'hidden' });
  await wizard.button('192.168.10.0/24 (this network)').click();
  await take('2-filter-list-narrowed');
  await wizard.next.click();
  await wizard.heading('Filter action').waitFor();
  await wizard.meaning.showPicture();
  await take('3-filter-action');
  await page.getByRole('checkbox', { name: /^Accept unsecured/u }).check();
  await page.getByRole('checkbox', { name: /^Allow fallback/u }).check();
  await expect(wizard.meaning.sentence('The backup')).toBeVisible();
  await expect(wizard.meaning.sentence('A stranger with an address on the list')).toContainText('clear text');
  await take('3-filter-action-clear-text');
  await wizard.meaning.sentence('Somebody on the way').scrollIntoViewIfNeeded();
  await take('3-picture-in-words');
  await wizard.undo.click();
  await wizard.undo.click();
  await wizard.next.click();
  await wizard.heading('Security rule').waitFor();
  await take('4-security-rule');
  await wizard.securityRule.enterKey(key);
  await wizard.securityRule.kept.scrollIntoViewIfNeeded();
  await take('4-security-rule-key');
  await wizard.cancel.click();
  await wizard.dialog.waitFor();
  await take('4-leave-dialog');
  await page.keyboard.press('Escape');
  await wizard.dialog.waitFor({ state: 'hidden' });
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await wizard.meaning.headline.waitFor();
  await take('5-review');
  await wizard.unfold('What protects against what');
  await take('5-review-risks');
  await wizard.meaning.openSheet();
  await wizard.meaning.chooseFile('pc.json', JSON.stringify({ ipSecurityPolicy: otherSide }));
  await expect(wizard.meaning.sheet).toContainText('Refused');
  await take('5-compare-sheet');
  await wizard.meaning.sheet.getByRole('button', { name: 'Close' }).last().click();
  await wizard.meaning.sheet.waitFor({ state: 'hidden' });
  for (const part of ['What changes', 'PowerShell']) await wizard.unfold(part);
  await wizard.page.getByRole('heading', { name: 'PowerShell' }).scrollIntoViewIfNeeded();
  await take('5-review-unfolded');
  await wizard.next.click();
  await page.getByText(/step 4 of/u).waitFor();
  await take('6-assign');
  await wizard.button('Copy the details').waitFor();
  await take('6-assign-failed');
  await wizard.back.click();
  await wizard.fingerprint.waitFor();
  await wizard.next.click();
  await wizard.pending.panel.waitFor();
  await page.getByRole('heading', { name: 'If backups stop' }).waitFor();
  await take('6-assign-pending');
  await wizard.railLine('Start').click();
  await wizard.pending.panel.waitFor();
  await take('6-start-pending');
  await wizard.footer.getByRole('button', { name: 'Close' }).click();
  await wizard.dialog.waitFor();
  await take('6-close-dialog');
  await page.keyboard.press('Escape');
  await wizard.dialog.waitFor({ state: 'hidden' });
  await wizard.pending.keep.click();
  await wizard.heading('Outcome').waitFor();
  await take('7-outcome');
  await (await wizard.unfold('If backups stop')).scrollIntoViewIfNeeded();
  await take('7-outcome-break-glass');
  await wizard.button('Check this computer').click();
  await page.getByText('Everything is as it was assigned').waitFor();
  await take('8-check');
  await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
  await wizard.button('Remove FBS secure connection').waitFor();
  await take('8-start-with-policy');
  await wizard.button('Remove FBS secure connection').click();
  await wizard.heading(/^Remove/u).waitFor();
  await take('8-remove');
}

const csvHeader =
  'Mirrored,Protocol,Source Port,Destination Port,Source DNS Name,Source Address,Source Mask,Destination DNS Name,Destination Address,Destination Mask';
const csvOfList = [
  csvHeader,
  'Yes,TCP,Any,23,,192.168.20.0/24,,,My IP address,',
  'Yes,TPC,Any,99999,,300.1.1.1,,,My IP address,',
  'Yes,TCP',
].join('\n');

/** Several rules, the other doors, a file, and what the filter action says of them. */
async function manyRules(wizard: Wizard, take: Take): Promise<void> {
  const { page, filterList } = wizard;
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await rules.add('blocks');
  await take('2-rules');
  await rules.chooseCsv(csvOfList);
  await take('2-import-sheet');
  await rules.sheet.getByRole('button', { name: 'Take 1 filter' }).click();
  await rules.sheet.waitFor({ state: 'hidden' });
  await rules.openDoors();
  await wizard.button('Secure File sharing (SMB)').click();
  await rules.door('FTP').getByLabel('First passive port').fill('40000');
  await rules.doors.scrollIntoViewIfNeeded();
  await take('2-doors');
  await rules.door('Remote Desktop').scrollIntoViewIfNeeded();
  await take('2-doors-end');
  await wizard.next.click();
  await wizard.heading('Filter action').waitFor();
  await page.getByRole('radio', { name: 'Block', exact: true }).scrollIntoViewIfNeeded();
  await take('3-filter-action-block');
  await rules.shows('FBS incoming connections').check();
  await page
    .getByRole('button', { name: /^Edit ESP:/u })
    .first()
    .click();
  await filterList.sheet.waitFor();
  await take('3-method-sheet');
  await filterList.sheetCancel.click();
  await filterList.sheet.waitFor({ state: 'hidden' });
  await wizard.next.click();
  await wizard.heading('Security rule').waitFor();
  await take('4-several-rules');
}

/** A change that was interrupted, and the one that was taken back. */
async function recovery(wizard: Wizard, take: Take): Promise<void> {
  await wizard.button('Recover').waitFor();
  await take('9-start-interrupted');
  await wizard.button('Recover').click();
  await wizard.heading('Recover').waitFor();
  await take('9-recover');
  await wizard.button('Undo the change').click();
  await wizard.pending.undone.waitFor();
  await take('9-recover-undone');
}

/** What the README shows; `npm run` writes them anew with UPDATE_SCREENSHOTS=1. */
const inReadme = new Set(['1-start', '2-filter-list', '5-review', '7-outcome']);

interface Pictured {
  readonly page: Page;
  readonly folder: string;
}

/** A picture, which must not be wider than the window. */
const takerOf =
  ({ page, folder }: Pictured): Take =>
  async (name) => {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(wide, name).toBeLessThanOrEqual(0);
  };

for (const { viewport, theme } of looks) {
  const size = `${viewport.width}x${viewport.height}`;
  test.describe(`at ${size}, ${theme.name}`, () => {
    test.use({
      viewport,
      faults: 'delay=500,fail@5',
      contextOptions: { colorScheme: theme.colorScheme, forcedColors: theme.forcedColors, reducedMotion: 'reduce' },
    });
    test('every page is pictured, and none is wider than the window', async ({ wizard, page }) => {
      test.setTimeout(120_000);
      const take = takerOf({ page, folder: join(artefacts, size, theme.name) });
      await story(wizard, async (name) => {
        await take(name);
        const wanted = updateReadme && inReadme.has(name) && theme.name === 'light' && viewport.width === 1100;
        if (wanted) await page.screenshot({ path: join(forReadme, `${name}.png`), animations: 'disabled' });
      });
    });

    test.describe('in a domain', () => {
      test.use({ facts: { domain: 'corp.example' }, faults: 'delay=300' });
      test('the way into a Group Policy object and out of it is pictured', async ({ computer, start }) => {
        test.setTimeout(120_000);
        computer.addGroupPolicyObject('corp.example\\FBS backup', { secondWriter: 'after-open' });
        const { page } = await start();
        const take = takerOf({ page, folder: join(artefacts, size, theme.name) });
        await new GroupPolicyScreen(page).walk(new Wizard(page), take);
      });
    });

    test.describe('with certificates', () => {
      test.use({ facts: factsWithCertificates, faults: '' });
      test('the certificate and Kerberos cards are pictured', async ({ wizard, page }) => {
        test.setTimeout(120_000);
        const take = takerOf({ page, folder: join(artefacts, size, theme.name) });
        await new CertificateScreen(page).walk(wizard, take);
      });
    });

    test('several rules, other doors and a file are pictured', async ({ wizard, page }) => {
      test.setTimeout(120_000);
      await manyRules(wizard, takerOf({ page, folder: join(artefacts, size, theme.name) }));
    });

    test('a change that was interrupted is pictured, and how it ended', async ({ start }) => {
      test.setTimeout(120_000);
      const first = new Wizard((await start({ faults: 'die@4' })).page);
      await first.toReview('server', key);
      await first.next.click();
      await first.button('Copy the details').waitFor();
      const { page } = await start({ faults: '' });
      await recovery(new Wizard(page), takerOf({ page, folder: join(artefacts, size, theme.name) }));
    });
  });
}
