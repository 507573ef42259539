import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { launch } from '../program';
import { StickScreen } from '../screens/stick-screen';
import { Wizard } from '../screens/wizard';
import { secretForms } from '../secret-forms';
import { SimulatedComputer } from '../simulated-computer';

const key = 'Klucz-stacji-4531-zażółć';
const passphrase = 'gęś lantern copper 4531';
const newStick = (): string => mkdtempSync(join(tmpdir(), 'stick-ŁÓDŹ-'));

test.setTimeout(120_000);

/** The server with its policy in place, on Request. */
async function assignOnServer(wizard: Wizard): Promise<void> {
  const { page } = wizard;
  await wizard.choose('server');
  await wizard.next.click();
  await wizard.heading('Filter action').waitFor();
  await page.getByRole('checkbox', { name: /^Accept unsecured/u }).check();
  await page.getByRole('checkbox', { name: /^Allow fallback/u }).check();
  await wizard.next.click();
  await wizard.securityRule.enterKey(key);
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await wizard.assignAndKeep();
}

/** From Outcome of the server to a kit in a folder. */
async function writeKit(wizard: Wizard, folder: string): Promise<StickScreen> {
  const stick = new StickScreen(wizard.page);
  await wizard.button('Prepare the USB stick').click();
  await wizard.heading('Prepare the USB stick').waitFor();
  await stick.chooseFolder(folder);
  await stick.enterPassphraseTwice(passphrase);
  await stick.writeKit.click();
  await stick.done.waitFor();
  return stick;
}

interface Workstation {
  readonly computer: SimulatedComputer;
  readonly page: Page;
  readonly output: () => string;
  readonly close: () => Promise<void>;
}

async function workstationWith(browser: Browser, name: string, stick: string): Promise<Workstation> {
  const facts = { name, edition: 'Windows 11 Pro', build: '26100', addresses: ['192.168.10.21/24'], listening: [] };
  const computer = new SimulatedComputer(facts);
  return { computer, ...(await launch(computer, browser, { stick })) };
}

/** Three clicks: open, assign, keep; and the fourth takes the stick to the next one. */
async function assignFromStick(browser: Browser, name: string, stick: string): Promise<Workstation> {
  const workstation = await workstationWith(browser, name, stick);
  const wizard = new Wizard(workstation.page);
  const screen = new StickScreen(workstation.page);
  await expect(screen.card).toContainText('Settings from this stick');
  await screen.openWith(passphrase);
  await wizard.heading('Review').waitFor();
  await wizard.fingerprint.waitFor();
  await expect(wizard.page.getByText('This computer is set up as the workstation.')).toBeVisible();
  await wizard.assignAndKeep();
  await expect(wizard.page.getByText('It is written down in the ledger')).toBeVisible();
  return workstation;
}

test('a stick goes from the server to two workstations and back, and the server switches to Require', async ({
  wizard,
  page,
  browser,
  computer,
  program,
}) => {
  const folder = newStick();
  await assignOnServer(wizard);
  await writeKit(wizard, folder);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['settings.age', 'SHA256SUMS', 'workstation.ps1']));
  const seen: string[] = [];
  for (const name of ['STACJA-ŁÓDŹ', 'PC2']) {
    const workstation = await assignFromStick(browser, name, folder);
    const screen = new StickScreen(workstation.page);
    await screen.nextDone.click();
    await new Wizard(workstation.page).heading('Secure the backup connection').waitFor();
    await expect(workstation.page.getByText('A draft is waiting')).toBeHidden();
    expect(workstation.computer.state).toContain('"OutboundSecurity": "Require"');
    seen.push(await workstation.page.content());
    await workstation.close();
    seen.push(workstation.output(), ...workstation.computer.filesWritten().map(({ text }) => text));
  }
  const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  seen.push(program.output(), ...computer.filesWritten().map(({ text }) => text), ...written);
  for (const text of seen)
    for (const secret of [key, passphrase]) for (const form of secretForms(secret)) expect(text).not.toContain(form);

  await wizard.button('Go to Roll-out').click();
  await wizard.heading('Roll-out').waitFor();
  const stick = new StickScreen(page);
  await stick.chooseFolder(folder);
  await stick.chooseList('stacje.csv', 'Komputer;Dział\r\nstacja-łódź;A\r\nPC2;B\r\nPC3;C\r\n');
  await stick.readLedger(passphrase);
  await expect(stick.gate).toHaveText('2 of 3 in force');
  await expect(page.getByText('Demonstration. Simulated computers are counted')).toBeVisible();
  await expect(page.getByRole('row', { name: /^PC3/u })).toContainText('Missing');
  await page.getByRole('checkbox', { name: /^Count simulated/u }).uncheck();
  await expect(stick.gate).toHaveText('0 of 3 in force');
  await page.getByRole('checkbox', { name: /^Count simulated/u }).check();
  await stick.chooseList('stacje.csv', 'Komputer\nstacja-łódź\nPC2\n');
  await expect(stick.gate).toHaveText('2 of 2: switch to Require');
  await wizard.button('Save as CSV').click();
  await expect(page.getByText(/^Saved as /u)).toBeVisible();
  await wizard.button('Switch to Require').click();
  await wizard.heading('Review').waitFor();
  await wizard.fingerprint.waitFor();
  await wizard.assignAndKeep();
  expect(computer.state).toContain('"InboundSecurity": "Require"');
});

test('a wrong passphrase says so, and the file opens with the right one', async ({ wizard, browser }) => {
  const folder = newStick();
  await assignOnServer(wizard);
  await writeKit(wizard, folder);
  const { page, close } = await workstationWith(browser, 'PC1', folder);
  const screen = new StickScreen(page);
  await screen.openWith('wrong');
  await expect(page.getByText(/The passphrase does not open/u)).toBeVisible();
  await expect(screen.passphrase).toHaveValue('');
  await screen.openWith(passphrase);
  await new Wizard(page).heading('Review').waitFor();
  await close();
});

test('a file that was damaged, cut off or is none each has its own sentence', async ({ wizard, page }) => {
  const screen = new StickScreen(page);
  const choose = async (text: string): Promise<void> => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      wizard
        .button(/^(?:Open a settings file|Choose another file)$/u)
        .first()
        .click(),
    ]);
    await chooser.setFiles({ name: 'settings.age', mimeType: 'text/plain', buffer: Buffer.from(text) });
  };
  await choose('hello');
  await wizard.button('Open the settings').click();
  await expect(screen.card).toContainText('is not a settings file of this program');
  await choose('-----BEGIN AGE ENCRYPTED FILE-----\nYWdl');
  await screen.openWith(passphrase);
  await expect(screen.card).toContainText('ends too early');
  await wizard.button('Go on without it').click();
  await expect(screen.card).toBeHidden();
});

test('a stick that is full or write-protected is told before, a folder that is none while writing', async ({
  wizard,
  page,
  computer,
}) => {
  const [full, locked] = [newStick(), newStick()];
  const drives = [
    { path: full, label: 'FULL', freeBytes: 20_000 },
    { path: locked, label: 'LOCKED', freeBytes: 20_000_000, writeProtected: true },
  ];
  computer.set({ drives });
  await page.reload();
  await assignOnServer(wizard);
  await wizard.button('Prepare the USB stick').click();
  const stick = new StickScreen(page);
  await stick.enterPassphraseTwice(passphrase);
  await page.getByLabel(/FULL/u).check();
  await expect(page.getByText('That does not fit.')).toBeVisible();
  await expect(stick.writeKit).toBeDisabled();
  await page.getByLabel(/LOCKED/u).check();
  await expect(stick.writeKit).toHaveAccessibleDescription(/write-protected/u);
  const file = join(full, 'a-file');
  writeFileSync(file, '');
  await stick.chooseFolder(join(file, 'kit'));
  await stick.writeKit.click();
  await expect(page.getByText(/What was in the folder is as it was|cannot be written/u).first()).toBeVisible();
  expect(readFileSync(file, 'utf8')).toBe('');
});

test('altered lines are named, and a kit for a key that is not at hand asks for it', async ({
  wizard,
  page,
  browser,
}) => {
  const folder = newStick();
  await assignOnServer(wizard);
  await writeKit(wizard, folder);
  await (await assignFromStick(browser, 'PC1', folder)).close();
  const ledger = join(folder, 'ledger.jsonl');
  writeFileSync(ledger, readFileSync(ledger, 'utf8').replace('"PC1"', '"PC9"'));
  await page.reload();
  await wizard.button('Roll-out').click();
  const stick = new StickScreen(page);
  await stick.chooseFolder(folder);
  await stick.readLedger(passphrase);
  await expect(page.getByText(/Line 1 was altered/u)).toBeVisible();
  await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
  await wizard.button('Prepare the USB stick').click();
  await page.getByLabel('Pre-shared key of this policy').fill('another key');
  await wizard.button('Use this key').click();
  await expect(page.getByText('The key is at hand')).toBeVisible();
  await stick.chooseFolder(folder);
  await stick.enterPassphraseTwice(passphrase);
  await stick.writeKit.click();
  await expect(page.getByText(/is not the one that SRV01 uses/u)).toBeVisible();
});
