import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { presetPolicy } from '#policy/presets';
import '../exposed-bridge';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { launch } from '../program';
import { StickScreen } from '../screens/stick-screen';
import { Wizard } from '../screens/wizard';
import { SimulatedComputer } from '../simulated-computer';
import { themes } from '../themes';

const key = 'correct-horse-battery-staple-4531';
const passphrase = 'lantern copper walrus 4531';
const artefacts = resolve(import.meta.dirname, '..', '..', 'test-results', 'screenshots', 'stick');
const sizes = [
  { width: 1100, height: 760 },
  { width: 900, height: 620 },
] as const;

/** One state in every theme and at both sizes: a picture of each, nothing for axe to find, nothing wider than the window. */
async function meet(page: Page, state: string): Promise<void> {
  for (const { name, colorScheme, forcedColors } of themes) {
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
    // Contrast of colours is the one thing that themes change for axe.
    if (name !== 'contrast') await expectAccessible(page, `${state}, ${name}`);
    for (const size of sizes) {
      if (name === 'contrast' && size !== sizes[0]) continue;
      await page.setViewportSize(size);
      const folder = join(artefacts, `${size.width}x${size.height}`, name);
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${state}.png`), animations: 'disabled', fullPage: false });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(wide, `${state}, ${name}`).toBeLessThanOrEqual(0);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await page.setViewportSize(sizes[0]);
}

/** The server's policy on Request, as a page that was taken over could bring it about, and quicker than by hand. */
async function assigned(page: Page): Promise<void> {
  const policy = { ...presetPolicy({ role: 'server', mode: 'request' }) };
  await page.evaluate(
    async ({ policy: given, text }) => {
      const { bridge } = window;
      const kept = await bridge?.keepKey({ text, policyId: 'fbs' });
      const handle = kept?.ok === true ? kept.value.handle : null;
      const preview = await bridge?.preview({ policy: given, key: handle });
      const fingerprint = preview?.ok === true ? preview.value.fingerprint : '';
      await bridge?.apply({ policy: given, key: handle, fingerprint, undoAfterSeconds: 600 });
      await bridge?.keepChange({ withoutProof: true });
    },
    { policy, text: key },
  );
  await page.reload();
}

const kitFolder = (): string => mkdtempSync(join(tmpdir(), 'kit-'));

/** From Start of the server to a whole kit; shows the states on the way. */
async function prepare(wizard: Wizard, show: (state: string) => Promise<void>): Promise<void> {
  const { page } = wizard;
  const stick = new StickScreen(page);
  await wizard.button('Prepare the USB stick').click();
  await page.getByLabel(/FBS-KIT/u).waitFor();
  await show('2-kit');
  await page.getByLabel('Pre-shared key of this policy').fill(key);
  await wizard.button('Use this key').click();
  await page.getByText('The key is at hand').waitFor();
  await page.getByLabel(/FBS-KIT/u).check();
  await stick.enterPassphraseTwice(passphrase);
  await page.getByText('What will be written').waitFor();
  await show('2-kit-planned');
  await stick.writeKit.click();
  await stick.done.waitFor();
  await show('2-kit-done');
}

async function workstation(browser: Browser, folder: string) {
  const facts = {
    name: 'PC-KSIĘGOWOŚĆ-01',
    edition: 'Windows 11 Pro',
    build: '26100',
    addresses: ['192.168.10.21/24'],
  };
  const other = await launch(new SimulatedComputer(facts), browser, { stick: folder });
  const screen = new StickScreen(other.page);
  await screen.card.waitFor();
  await other.page.getByRole('row', { name: /PC-KSI/u }).waitFor();
  return { other, screen, there: new Wizard(other.page) };
}

const notShown = (): Promise<void> => Promise.resolve();

test.beforeEach(() => {
  test.setTimeout(300_000);
});

test('the pages of the kit are pictured, and axe finds nothing in any', async ({ wizard, page, computer }) => {
  computer.set({ drives: [{ path: kitFolder(), label: 'FBS-KIT', freeBytes: 14_200_000_000 }] });
  await assigned(page);
  await wizard.button('Prepare the USB stick').waitFor();
  await meet(page, '1-start-server');
  await prepare(wizard, (state) => meet(page, state));
});

test('a workstation with a stick is pictured, and axe finds nothing there', async ({
  wizard,
  page,
  browser,
  computer,
}) => {
  const folder = kitFolder();
  computer.set({ drives: [{ path: folder, label: 'FBS-KIT', freeBytes: 14_200_000_000 }] });
  await assigned(page);
  await prepare(wizard, notShown);
  const { other, screen, there } = await workstation(browser, folder);
  await meet(other.page, '3-start-found');
  await screen.openWith('wrong');
  await other.page.getByText(/does not open/u).waitFor();
  await meet(other.page, '3-start-wrong');
  await screen.openWith(passphrase);
  await there.heading('Review').waitFor();
  await there.fingerprint.waitFor();
  await meet(other.page, '4-review');
  await there.button('Set it up as the backup server').click();
  await expect(other.page.getByText('This computer is set up as the backup server.')).toBeVisible();
  await there.button('Set it up as the workstation').click();
  await expect(there.next).toBeEnabled();
  await there.assignAndKeep();
  await screen.nextDone.waitFor();
  await meet(other.page, '5-outcome');
  await other.close();
});

test('the roll-out is pictured, and axe finds nothing there', async ({ wizard, page, browser, computer }) => {
  const folder = kitFolder();
  computer.set({ drives: [{ path: folder, label: 'FBS-KIT', freeBytes: 14_200_000_000 }] });
  await assigned(page);
  await prepare(wizard, notShown);
  const { other, screen, there } = await workstation(browser, folder);
  await screen.openWith(passphrase);
  await there.heading('Review').waitFor();
  await there.fingerprint.waitFor();
  await there.assignAndKeep();
  await other.close();
  const stick = new StickScreen(page);
  await wizard.button('Go to Roll-out').click();
  await wizard.button(/^Add FBS-KIT/u).waitFor();
  await meet(page, '6-roll-out');
  await wizard.button(/^Add FBS-KIT/u).click();
  await stick.chooseList('list.csv', 'computer\nPC-KSIĘGOWOŚĆ-01\nPC-02\n');
  await stick.readLedger(passphrase);
  await meet(page, '6-roll-out-read');
  await stick.chooseList('list.csv', 'computer\nPC-KSIĘGOWOŚĆ-01\n');
  await expect(stick.gate).toHaveText('1 of 1: switch to Require');
  await meet(page, '6-roll-out-ready');
});
