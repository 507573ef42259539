import { readFileSync } from 'node:fs';
import { expect, test } from '../fixtures';
import { electronHere } from '../program';
import { RulesScreen } from '../screens/rules-screen';

const header =
  'Mirrored,Protocol,Source Port,Destination Port,Source DNS Name,Source Address,Source Mask,Destination DNS Name,Destination Address,Destination Mask';
const row = (source: string): string => `Yes,TCP,Any,4531,,${source},,,My IP address,255.255.255.255`;

test('a CSV file is looked at first: what is taken, and every bad line with its reason', async ({ wizard, page }) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await rules.chooseCsv(
    [
      header,
      row('192.168.10.0/24'),
      row('300.1.1.1'),
      'Yes,TPC,Any,99999,,10.0.0.1,,,My IP address,',
      row('2001:db8::/64'),
      'Yes,TCP',
      row('10.0.0.1-10.0.0.9'),
    ].join('\r\n'),
  );
  await expect(rules.sheet).toContainText('From list.csv');
  await expect(rules.sheet).toContainText('3 filters can be taken; 3 lines cannot.');
  await expect(rules.badLines).toHaveText([
    /^Line 3: "300\.1\.1\.1" is not possible in the column "Source Address"\.$/u,
    /^Line 4: "TPC" is not possible in the column "Protocol"\. "99999" is not possible in the column "Destination Port"\.$/u,
    /^Line 6: The line has 2 cells, and 10 are expected\.$/u,
  ]);
  await rules.sheet.getByRole('radio', { name: 'These take their place' }).check();
  await rules.sheet.getByRole('button', { name: 'Take 3 filters' }).click();
  await expect(wizard.filterList.rows).toHaveText([/192\.168\.10\.0/u, /2001:db8::/u, /10\.0\.0\.1 - 10\.0\.0\.9/u]);
  await wizard.undo.click();
  await expect(wizard.filterList.rows).toHaveText([/Any/u]);
});

test('a file is dropped onto the table, and added to the filters that are there', async ({ wizard, page }) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await rules.dropOnTable({ name: 'dropped.csv', content: `${header}\n${row('10.0.0.1')}\n` });
  await rules.sheet.getByRole('button', { name: 'Take 1 filter' }).click();
  await expect(wizard.filterList.rows).toHaveText([/Any/u, /10\.0\.0\.1/u]);
});

test('hostile files do nothing but be named', async ({ wizard, page }) => {
  const rules = new RulesScreen(page);
  const script = '<img src=x onerror="window.ran=1">';
  await wizard.choose('server');
  const files = [
    `${header}\n${row(script)}\n${row("=cmd|' /C calc'!A0")}\n"never closed,TCP\n`,
    script,
    '',
    '\0\0\0\uFFFF'.repeat(1_000),
    `${header}\n${row('x'.repeat(100_000))}`,
    `${header}\n${`${row('1.2.3.4.5')}\n`.repeat(5_000)}`,
    'x'.repeat(5_000_000),
  ];
  for (const content of files) {
    await rules.chooseCsv(content, `${'<b>n</b>'.repeat(60)}.csv`);
    await expect(rules.sheet).toContainText('No line of the file can be taken. Nothing was changed.');
    await expect(rules.badLines.first()).toBeVisible();
    await rules.sheet.getByRole('button', { name: 'Take nothing' }).click();
    await rules.sheet.waitFor({ state: 'hidden' });
  }
  expect(await page.evaluate('"ran" in window')).toBe(false);
  await expect(wizard.filterList.rows).toHaveText([/Any/u]);
});

test('more filters than a list holds are counted, and the last ones are left out', async ({ wizard, page }) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  const rows = Array.from({ length: 1_024 }, (_, at) => row(`10.0.${at >> 8}.${at & 255}`));
  await rules.chooseCsv([header, ...rows].join('\n'));
  await expect(rules.sheet).toContainText('1 filter more than the 1,024 that a list holds');
  await rules.sheet.getByRole('button', { name: 'Take 1023 filters' }).click();
  await expect(page.getByText('1024 filters', { exact: true }).filter({ visible: true })).toBeVisible();
});

test('filters that would block are announced before they are taken', async ({ wizard, page }) => {
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await rules.chooseCsv(`${header}\n${row('My IP address')}\n${row('10.0.0.7')}`);
  await expect(rules.sheet).toContainText('1 filter of these will need attention');
});

test('an exported list comes back as it was', async ({ wizard, page }) => {
  test.skip(electronHere() !== undefined, 'a real window asks where to save');
  const rules = new RulesScreen(page);
  await wizard.choose('server');
  await wizard.button('192.168.10.0/24 (this network)').click();
  await wizard.button('Export CSV').click();
  const said = await page.getByText('The filter list was written to', { exact: false }).innerText();
  const file = /written to (.*)\.$/u.exec(said)?.[1] ?? '';
  expect(file).toMatch(/fbs-FBS-incoming-connections\.csv$/u);
  await wizard.button('Remove filter 1').click();
  await rules.chooseCsv(readFileSync(file, 'utf8'));
  await rules.sheet.getByRole('button', { name: 'Take 1 filter' }).click();
  await expect(wizard.filterList.rows).toHaveText([/192\.168\.10\.0/u]);
});
