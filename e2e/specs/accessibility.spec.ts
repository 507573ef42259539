import { presetPolicy } from '#policy/presets';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { RulesScreen } from '../screens/rules-screen';
import { CertificateScreen, factsWithCertificates } from '../screens/certificate-screen';
import { GroupPolicyScreen } from '../screens/group-policy-screen';
import { Wizard } from '../screens/wizard';
import { themes } from '../themes';

const key = 'correct-horse-battery-staple-4531';

/** Everything a person meets on the way, one state after another. */
async function visit(wizard: Wizard, meet: (state: string) => Promise<void>): Promise<void> {
  const { page, filterList } = wizard;
  await page.getByRole('row', { name: /SRV01/u }).waitFor();
  await meet('Start');
  await wizard.choose('server');
  await meet('IP filter list');
  await filterList.edit();
  await filterList.chooseKind('Source', 'A specific IP subnet');
  await filterList.field('Subnet address').fill('300.1.1.1');
  await filterList.field('Subnet mask or prefix length').fill('255.0.255.0');
  await filterList.done.click();
  await meet('filter sheet with findings');
  await filterList.sheetCancel.click();
  await filterList.sheet.waitFor({ state: 'hidden' });
  await filterList.openPaste();
  await filterList.field('Addresses of the workstations').fill('10.0.0.1\nnonsense');
  await meet('paste sheet with findings');
  await filterList.sheetCancel.click();
  await filterList.sheet.waitFor({ state: 'hidden' });
  await wizard.button('Remove filter 1').click();
  await wizard.field('Name').fill('');
  await meet('IP filter list, empty, with findings');
  await wizard.undo.click();
  await wizard.undo.click();
  await wizard.next.click();
  await wizard.heading('Filter action').waitFor();
  await wizard.meaning.showPicture();
  await meet('Filter action');
  await page.getByRole('checkbox', { name: /^Accept unsecured/u }).check();
  await page.getByRole('checkbox', { name: /^Allow fallback/u }).check();
  await expect(wizard.meaning.sentence('A stranger')).toContainText('clear text');
  await meet('Filter action, in clear text');
  await wizard.undo.click();
  await wizard.undo.click();
  await page
    .getByRole('button', { name: /^Edit ESP:/u })
    .first()
    .click();
  await filterList.field('New session key after (KB)').fill('5');
  await filterList.done.click();
  await meet('security method sheet with findings');
  await filterList.sheetCancel.click();
  await filterList.sheet.waitFor({ state: 'hidden' });
  await wizard.next.click();
  await wizard.heading('Security rule').waitFor();
  await wizard.field('Short name').fill('Not a slug');
  await wizard.button('Add a certificate').click();
  await meet('Security rule with findings');
  await wizard.undo.click();
  await wizard.undo.click();
  await wizard.cancel.click();
  await wizard.dialog.waitFor();
  await meet('leave dialog');
  await page.keyboard.press('Escape');
  await wizard.dialog.waitFor({ state: 'hidden' });
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await meet('Review, blocked');
  await wizard.back.click();
  await wizard.securityRule.enterKey(key);
  await meet('Security rule with a kept key');
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  for (const part of ['What protects against what', 'Pre-flight findings', 'What changes', 'PowerShell'])
    await wizard.unfold(part);
  await meet('Review, unfolded');
  await wizard.meaning.openSheet();
  await wizard.meaning.chooseFile('sealed.age', '-----BEGIN AGE ENCRYPTED FILE-----');
  await expect(wizard.meaning.sheet).toContainText('sealed');
  await meet('compare sheet with a problem');
  const ipSecurityPolicy = presetPolicy({ role: 'workstation', protection: 'recommended' });
  await wizard.meaning.chooseFile('pc.json', JSON.stringify({ ipSecurityPolicy }));
  await expect(wizard.meaning.sheet).toContainText('Refused');
  await meet('compare sheet with differences');
}

/** Several rules, the other doors, and a filter list out of a file. */
async function manyRules(wizard: Wizard, meet: (state: string) => Promise<void>): Promise<void> {
  const { page, filterList } = wizard;
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await rules.add('blocks');
  await meet('security rules with a problem');
  await rules.openDoors();
  await wizard.button('Secure File sharing (SMB)').click();
  await rules.door('FTP').getByLabel('First passive port').fill('40000');
  await meet('other doors, one of them secured');
  await rules.chooseCsv('nonsense\n');
  await meet('import sheet with nothing to take');
  await filterList.sheetCancel.click();
  await rules.sheet.waitFor({ state: 'hidden' });
  const ends = ',,10.0.0.1,,,My IP address,';
  const header =
    'Mirrored,Protocol,Source Port,Destination Port,Source DNS Name,Source Address,Source Mask,Destination DNS Name,Destination Address,Destination Mask';
  await rules.chooseCsv([header, `Yes,TCP,Any,23${ends}`, ...Array.from({ length: 30 }, () => 'Yes,TCP')].join('\n'));
  await meet('import sheet with bad lines');
  await rules.sheet.getByRole('button', { name: 'Take 1 filter' }).click();
  await wizard.next.click();
  await wizard.heading('Filter action').waitFor();
  await meet('Filter action that blocks');
  await wizard.next.click();
  await wizard.heading('Security rule').waitFor();
  await meet('Security rule of a rule that blocks');
  await rules.shows('FBS incoming connections').check();
  await wizard.button('Add a certificate').click();
  await meet('Security rule that authenticates otherwise than another');
}

/** The states of a change: running, failed, ended, and what is on Start then. */
async function change(wizard: Wizard, meet: (state: string) => Promise<void>): Promise<void> {
  const { page } = wizard;
  await wizard.toReview('server', key);
  await wizard.next.click();
  await page.getByText(/step 2 of/u).waitFor();
  await meet('Assign, running');
  await wizard.button('Copy the details').waitFor();
  await meet('Assign, failed');
  await wizard.next.click();
  await wizard.heading('Outcome').waitFor();
  await meet('Outcome, not applied');
  await wizard.back.click();
  await wizard.fingerprint.waitFor();
  await wizard.next.click();
  await wizard.pending.panel.waitFor();
  await wizard.unfold('If backups stop');
  await meet('Assign, pending');
  await wizard.railLine('Start').click();
  await wizard.pending.panel.waitFor();
  await meet('Start with a pending change');
  await wizard.footer.getByRole('button', { name: 'Close' }).click();
  await wizard.dialog.waitFor();
  await meet('close dialog');
  await page.keyboard.press('Escape');
  await wizard.dialog.waitFor({ state: 'hidden' });
  await wizard.pending.keep.click();
  await wizard.heading('Outcome').waitFor();
  await meet('Outcome, applied');
  await wizard.button('Check this computer').click();
  await page.getByText('Everything is as it was assigned').waitFor();
  await meet('Check');
  await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
  await wizard.button('Remove FBS secure connection').waitFor();
  await meet('Start with a policy');
  await wizard.button('Remove FBS secure connection').click();
  await wizard.heading(/^Remove/u).waitFor();
  await meet('Remove');
}

for (const theme of themes) {
  test.describe(`in the ${theme.name} theme`, () => {
    test.use({
      contextOptions: { colorScheme: theme.colorScheme, forcedColors: theme.forcedColors, reducedMotion: 'reduce' },
    });
    test('axe finds nothing on any page, sheet or dialog, with or without findings', async ({ wizard, page }) => {
      test.setTimeout(120_000);
      await visit(wizard, (state) => expectAccessible(page, state));
    });

    test.describe('in a domain', () => {
      test.use({ facts: { domain: 'corp.example' }, faults: 'delay=300' });
      test('axe finds nothing on the way into a Group Policy object and out of it', async ({ computer, start }) => {
        test.setTimeout(120_000);
        computer.addGroupPolicyObject('corp.example\\FBS backup', { secondWriter: 'after-open' });
        const { page } = await start();
        await new GroupPolicyScreen(page).walk(new Wizard(page), (state) => expectAccessible(page, state));
      });
    });

    test.describe('with certificates', () => {
      test.use({ facts: factsWithCertificates });
      test('axe finds nothing on the certificate and Kerberos cards', async ({ wizard, page }) => {
        test.setTimeout(120_000);
        await new CertificateScreen(page).walk(wizard, (state) => expectAccessible(page, state));
      });
    });

    test('axe finds nothing on several rules, on other doors and on a file', async ({ wizard, page }) => {
      test.setTimeout(120_000);
      await manyRules(wizard, (state) => expectAccessible(page, state));
    });

    test.describe('while the computer is changed', () => {
      test.use({ faults: 'delay=700,fail@4' });
      test('axe finds nothing before, during, after and on failure', async ({ wizard, page }) => {
        test.setTimeout(120_000);
        await change(wizard, (state) => expectAccessible(page, state));
      });
    });
  });
}

test('axe finds nothing where a change was interrupted, and where it was undone', async ({ start }) => {
  const first = new Wizard((await start({ faults: 'die@4' })).page);
  await first.toReview('server', key);
  await first.next.click();
  await first.button('Copy the details').waitFor();
  const wizard = new Wizard((await start()).page);
  await wizard.button('Recover').waitFor();
  await expectAccessible(wizard.page, 'Start, interrupted');
  await wizard.button('Recover').click();
  await wizard.heading('Recover').waitFor();
  await expectAccessible(wizard.page, 'Recover');
  await wizard.button('Undo the change').click();
  await wizard.pending.undone.waitFor();
  await expectAccessible(wizard.page, 'Recover, undone');
});

test('the focus goes to the title of every page, and the window is called by it', async ({ wizard, page }) => {
  await wizard.choose('server');
  for (const title of ['Filter action', 'Security rule', 'Review']) {
    await wizard.next.click();
    await expect(wizard.heading(title)).toBeFocused();
    await expect(page).toHaveTitle(`${title} - IPsec Backup Wizard`);
  }
  await wizard.back.click();
  await expect(wizard.heading('Security rule')).toBeFocused();
  await wizard.railLine('IP filter list').click();
  await expect(wizard.heading('IP filter list')).toBeFocused();
});

test.describe('a slow computer', () => {
  test.use({ faults: 'delay=300' });
  test('says the phases of a change aloud, not every step', async ({ wizard, page }) => {
    await wizard.toReview('server', key);
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      new MutationObserver(() => {
        for (const region of document.querySelectorAll('[role="status"]')) said.push(region.textContent);
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    await wizard.assignAndKeep();
    const said = await page.evaluate(() =>
      [...new Set((window as unknown as { said: string[] }).said)].filter((text) => text !== ''),
    );
    expect(said).toEqual(expect.arrayContaining(['Apply']));
    expect(said.filter((text) => text.includes('New-NetIPsec'))).toEqual([]);
    expect(said.some((text) => text.startsWith('Applied and enforced'))).toBe(true);
  });
});

test.describe('at 200 % zoom', () => {
  // A window of 1100 x 760 at 200 % has half the CSS pixels.
  test.use({ viewport: { width: 550, height: 380 } });
  test('nothing is lost: no page scrolls sideways, and the whole way can be gone', async ({ wizard, page }) => {
    const expectFits = async (): Promise<void> => {
      const { content, width } = await page.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        width: window.innerWidth,
      }));
      expect.soft(content, await wizard.title.innerText()).toBeLessThanOrEqual(width);
      await wizard.title.scrollIntoViewIfNeeded();
      await expect.soft(wizard.title).toBeInViewport();
    };
    await expectFits();
    await wizard.choose('server');
    for (const title of ['Filter action', 'Security rule']) {
      await expectFits();
      await wizard.next.click();
      await wizard.heading(title).waitFor();
    }
    await expectFits();
    await wizard.securityRule.enterKey(key);
    await wizard.next.click();
    await wizard.fingerprint.waitFor();
    await expectFits();
    await wizard.next.click();
    await wizard.pending.panel.waitFor();
    await expectFits();
    await wizard.pending.keep.click();
    await wizard.heading('Outcome').waitFor();
    await expectFits();
  });
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('nothing moves on its own', async ({ wizard, page }) => {
    await wizard.choose('server');
    await wizard.filterList.edit();
    const longest = await page.evaluate(() =>
      Math.max(0, ...document.getAnimations().map((one) => Number(one.effect?.getComputedTiming().duration))),
    );
    expect(longest).toBeLessThanOrEqual(10);
  });
});
