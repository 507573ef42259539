import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures';
import type { Wizard } from '../screens/wizard';

const key = 'correct-horse-battery-staple-4531';

/** The sentence that belongs to a field, as a screen reader finds it. */
async function expectSaid(field: Locator, sentence: RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(sentence);
}

/** Review cannot be reached, and the footer of the last page before it says which page to mend. */
async function expectBlocked(wizard: Wizard, page: string): Promise<void> {
  await expect(wizard.railLine(page)).toHaveAccessibleDescription(/^needs attention: 1 problem to mend$/u);
  await expect(wizard.railLine('Review')).toBeDisabled();
  await expect(wizard.railLine('Review')).toHaveAccessibleDescription(
    `not yet: First mend what the page "${page}" says.`,
  );
  await wizard.railLine('Security rule').click();
  await expect(wizard.next).toBeDisabled();
  await expect(wizard.next).toHaveAccessibleDescription(`First mend what the page "${page}" says.`);
}

interface Wrong {
  readonly field: string;
  readonly text: string;
  readonly says: RegExp;
}

const onPages: readonly (Wrong & { readonly page: string })[] = [
  { page: 'IP filter list', field: 'Name', text: '', says: /./u },
  {
    page: 'IP filter list',
    field: 'Description',
    text: 'x'.repeat(1_900),
    says: /has 1900 characters; 1024 are possible/u,
  },
  { page: 'Filter action', field: 'Name', text: '', says: /./u },
  {
    page: 'Filter action',
    field: 'Description',
    text: 'x'.repeat(1_900),
    says: /has 1900 characters; 1024 are possible/u,
  },
  { page: 'Filter action', field: 'Authenticate and generate a new key after every (min)', text: '0', says: /0/u },
  {
    page: 'Filter action',
    field: 'Authenticate and generate a new key after every (min)',
    text: 'soon',
    says: /"soon" is not a whole number/u,
  },
  {
    page: 'Filter action',
    field: 'Authenticate and generate a new key after every (sessions)',
    text: '-3',
    says: /"-3" is not a whole number/u,
  },
  { page: 'Security rule', field: 'Policy name', text: '', says: /./u },
  { page: 'Security rule', field: 'Policy name', text: 'a|b', says: /\|/u },
  {
    page: 'Security rule',
    field: 'Policy description',
    text: 'x'.repeat(1_900),
    says: /has 1900 characters; 1024 are possible/u,
  },
  { page: 'Security rule', field: 'Short name', text: 'Not A Slug!', says: /./u },
];

for (const { page, field, text, says } of onPages) {
  test(`${page}: "${text.slice(0, 12)}" as ${field} has its sentence at the field, and blocks Review`, async ({
    wizard,
  }) => {
    await wizard.choose('server');
    await wizard.railLine(page).click();
    // The page before has fields of the same names.
    await wizard.heading(page).waitFor();
    await wizard.field(field).fill(text);
    await expectSaid(wizard.field(field), says);
    await expectBlocked(wizard, page);
  });
}

const ends = [
  { kind: 'A specific IP address', field: 'IP address', text: '300.1.1.1', says: /300\.1\.1\.1/u },
  { kind: 'A specific IP address', field: 'IP address', text: '010.1.1.1', says: /010\.1\.1\.1/u },
  { kind: 'A specific IP address', field: 'IP address', text: '', says: /./u },
  { kind: 'A specific IP subnet', field: 'Subnet address', text: '10.0.0', says: /10\.0\.0/u },
  { kind: 'A specific IP subnet', field: 'Subnet mask or prefix length', text: '255.0.255.0', says: /255\.0\.255\.0/u },
  { kind: 'A specific IP subnet', field: 'Subnet mask or prefix length', text: '33', says: /33/u },
  { kind: 'A range of addresses', field: 'Last address', text: '10.0.0.1', says: /./u },
  { kind: 'A specific DNS name', field: 'DNS name', text: 'not a name', says: /./u },
] as const;

test('every wrong address of a filter has its sentence at its field, and the filter is not kept', async ({
  wizard,
}) => {
  const { filterList } = wizard;
  await wizard.choose('server');
  await filterList.edit();
  for (const { kind, field, text, says } of ends) {
    await filterList.chooseKind('Source', 'Any IP address');
    await filterList.chooseKind('Source', kind);
    if (kind === 'A range of addresses') await filterList.field('First address').fill('10.0.0.9');
    if (field === 'Subnet mask or prefix length') await filterList.field('Subnet address').fill('10.0.0.0');
    await filterList.field(field).fill(text);
    await filterList.done.click();
    await expectSaid(filterList.field(field), says);
    await expect(filterList.sheet).toBeVisible();
  }
  await filterList.sheetCancel.click();
  await expect(filterList.rows).toHaveText(/Any.*My IP address/u);
});

test('wrong ports and protocols of a filter have their sentences, and the first wrong field gets the focus', async ({
  wizard,
}) => {
  const { filterList } = wizard;
  await wizard.choose('server');
  await filterList.edit();
  const port = filterList.field('Destination port number');
  for (const [text, says] of [
    ['70000', /70000/u],
    ['0', /0/u],
    ['', /empty/u],
    ['http', /"http" is not a whole number/u],
  ] as const) {
    await port.fill(text);
    await filterList.done.click();
    await expectSaid(port, says);
    await expect(port).toBeFocused();
  }
  await port.fill('4531');
  await filterList.sheet
    .getByRole('radiogroup', { name: 'Source port' })
    .getByRole('radio', { name: 'From this port' })
    .check();
  await filterList.done.click();
  await expectSaid(filterList.field('Source port number'), /empty/u);
  await filterList.sheet
    .getByRole('radiogroup', { name: 'Source port' })
    .getByRole('radio', { name: 'From any port' })
    .check();
  await filterList.field('Protocol').selectOption('Other');
  await filterList.field('Protocol number').fill('999');
  await filterList.done.click();
  await expect(filterList.field('Protocol number')).toHaveAttribute('aria-invalid', 'true');
  await expect(filterList.sheet).toBeVisible();
});

test('lifetimes of a security method have their sentences, and the method is not kept', async ({ wizard, page }) => {
  await wizard.choose('server');
  await wizard.railLine('Filter action').click();
  await page
    .getByRole('button', { name: /^Edit ESP:/u })
    .first()
    .click();
  const { filterList } = wizard;
  for (const [field, text, says] of [
    ['New session key after (KB)', '5', /5/u],
    ['New session key after (KB)', 'all', /"all" is not a whole number/u],
    ['New session key after (s)', '301', /301/u],
    ['New session key after (s)', '9', /9/u],
  ] as const) {
    await filterList.field(field).fill(text);
    await filterList.done.click();
    await expectSaid(filterList.field(field), says);
    await filterList.field(field).fill('0');
  }
  await filterList.done.click();
  await expect(filterList.sheet).toBeHidden();
});

test('a key that Windows would not take is refused at its field, and Review is not offered without a key', async ({
  wizard,
}) => {
  const { securityRule } = wizard;
  await wizard.toSecurityRule('server');
  for (const [text, says] of [
    ['a|b-0123456789', /\|/u],
    ['x'.repeat(10_000), /9,?999/u],
  ] as const) {
    await securityRule.key.fill(text);
    await securityRule.useKey.click();
    await expectSaid(securityRule.key, says);
    await expect(securityRule.key).toHaveValue('');
  }
  await wizard.next.click();
  await expect(wizard.next).toBeDisabled();
  await expect(wizard.next).toHaveAccessibleDescription(
    'The pre-shared key is missing; enter it on the page "Security rule".',
  );
  await wizard.button('Show the page "Security rule"').click();
  await securityRule.enterKey(key);
  await wizard.next.click();
  await expect(wizard.next).toBeEnabled();
});

test('a weak key is kept, and its weakness is said in words', async ({ wizard, page }) => {
  await wizard.toSecurityRule('server');
  await wizard.securityRule.enterKey('abc');
  await expect(page.getByText(/Strength: very weak/u)).toBeVisible();
  await expect(page.getByText('Check words are shown for stronger keys only', { exact: false })).toBeVisible();
});

test('a generated key is shown once, and comes with check words', async ({ wizard, page }) => {
  await wizard.toSecurityRule('server');
  await wizard.button('Generate a key').click();
  await expect(wizard.securityRule.key).toHaveValue(/^\S{20,}$/u);
  await wizard.button('I have it; clear the field').click();
  await expect(wizard.securityRule.kept).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: /^\w+ - \w+ - \w+ - \w+$/u })).toBeVisible();
});

test('a certificate without an authority is named, and blocks', async ({ wizard }) => {
  await wizard.toSecurityRule('server');
  await wizard.button('Add a certificate').click();
  await expectSaid(wizard.field('Certification authority'), /./u);
  await expect(wizard.next).toBeDisabled();
  await wizard.field('Certification authority').fill('CN=Corp Root CA');
  await expect(wizard.field('Certification authority')).not.toHaveAttribute('aria-invalid', 'true');
});
