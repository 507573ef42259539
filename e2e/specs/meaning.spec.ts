import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { expect, test } from '../fixtures';
import { RulesScreen } from '../screens/rules-screen';

const key = 'correct-horse-battery-staple-4531';
const plan = (ipSecurityPolicy: IpSecurityPolicy): string =>
  JSON.stringify({ schema: 1, verb: 'plan', ipSecurityPolicy });

test.describe('the picture', () => {
  test("shows the article's pair held by 3DES, strangers refused, and the enrolled impostor getting in", async ({
    wizard,
  }) => {
    const { meaning } = wizard;
    await wizard.choose('server');
    await expect(meaning.picture).toBeHidden();
    await wizard.next.click();
    await expect(meaning.sentence('The backup')).toContainText('IPv4 and IPv6): secured.');
    await expect(meaning.sentence('The backup')).toContainText('ESP:DES3-SHA1');
    await expect(meaning.picture.getByText('ESP 3DES, SHA1').first()).toBeVisible();
    await expect(meaning.sentence('A stranger')).toHaveCount(1);
    await expect(meaning.sentence('A stranger')).toContainText('refused');
    await expect(meaning.sentence('An outsider')).toContainText('refused');
    await expect(meaning.sentence('Another enrolled computer')).toContainText('gets in');
    await expect(meaning.sentence('Somebody on the way')).toContainText('reads nothing');
  });

  test('turns red at once when unsecured communication is accepted, says so, and turns back', async ({
    wizard,
    page,
  }) => {
    const { meaning } = wizard;
    await wizard.choose('server');
    await wizard.next.click();
    await meaning.sentence('The backup').waitFor();
    const accept = page.getByRole('checkbox', { name: /^Accept unsecured/u });
    await accept.check();
    await expect(meaning.sentence('A stranger')).toContainText('clear text', { timeout: 2_000 });
    await expect(meaning.picture.getByText('Clear text').first()).toBeVisible();
    await accept.uncheck();
    await expect(meaning.sentence('A stranger')).toContainText('refused', { timeout: 2_000 });
  });

  test('shows the stranger who is not on a narrowed list refused, over IPv4 and IPv6', async ({ wizard }) => {
    const { meaning } = wizard;
    await wizard.choose('server');
    await wizard.button('192.168.10.0/24 (this network)').click();
    await wizard.next.click();
    const outside = meaning.sentence('A stranger with an address that is not on the list');
    await expect(outside).toHaveCount(1);
    await expect(outside).toContainText('IPv4 and IPv6');
    await expect(outside).toContainText('refused');
    await expect(meaning.sentence('A stranger with an address on the list')).toContainText('IPv4, ');
  });

  test('folds away, stays folded on the next page, and comes back', async ({ wizard }) => {
    const { meaning } = wizard;
    await wizard.choose('server');
    await wizard.next.click();
    await meaning.sentence('The backup').waitFor();
    await meaning.picture.getByRole('button', { name: 'Hide the picture' }).press('Enter');
    await expect(meaning.sentence('The backup')).toBeHidden();
    await wizard.next.click();
    await expect(wizard.heading('Security rule')).toBeFocused();
    await expect(meaning.sentence('The backup')).toBeHidden();
    await meaning.picture.getByRole('button', { name: 'Show the picture' }).press('Enter');
    await expect(meaning.sentence('The backup')).toBeVisible();
  });

  test.describe('in the smallest window', () => {
    test.use({ viewport: { width: 900, height: 620 } });
    test('leaves the room to the page until it is asked for', async ({ wizard }) => {
      const { meaning } = wizard;
      await wizard.choose('server');
      await wizard.next.click();
      await expect(meaning.picture.getByRole('button', { name: 'Show the picture' })).toBeVisible();
      await expect(meaning.sentence('The backup')).toBeHidden();
    });
  });

  test('says that there is nothing to draw where nothing is negotiated, and comes back', async ({ wizard, page }) => {
    const { meaning } = wizard;
    await wizard.choose('server');
    await wizard.next.click();
    await meaning.sentence('The backup').waitFor();
    await page.getByRole('radio', { name: 'Permit' }).check();
    await expect(meaning.picture).toContainText('there is nothing to draw');
    await page.getByRole('radio', { name: 'Negotiate security' }).check();
    await expect(meaning.sentence('The backup')).toContainText('secured');
  });
});

test.describe('Review', () => {
  test('says on top what is true, and in the folded matrix which risks are open', async ({ wizard, page }) => {
    const { meaning } = wizard;
    await wizard.toReview('server', key);
    await expect(meaning.headline).toHaveText(
      'TCP 4531: only computers that prove that they belong, and always encrypted. Any of these computers could pose as the server.',
    );
    await expect(page.getByText('Open: R1 another enrolled computer.')).toBeVisible();
    await wizard.unfold('What protects against what');
    await expect(meaning.risk(/^R1: .* an outsider/u)).toContainText('Covered');
    await expect(meaning.risk(/^R1: .*another enrolled computer/u)).toContainText('Open');
    await expect(meaning.risk(/^R2: /u)).toContainText('Covered');
    await expect(meaning.risk(/^R3: /u)).toContainText('Covered');
  });

  test('says in its headline that clear text is still possible', async ({ wizard, page }) => {
    const { meaning } = wizard;
    await wizard.choose('workstation');
    await wizard.next.click();
    await page.getByRole('checkbox', { name: /^Accept unsecured/u }).check();
    await page.getByRole('checkbox', { name: /^Allow fallback/u }).check();
    await wizard.railLine('Review').click();
    await expect(meaning.headline).toContainText('clear text is still possible');
    await wizard.unfold('What protects against what');
    await expect(meaning.risk(/^R3: /u)).toContainText('Open');
  });
});

test.describe('comparing with the other side', () => {
  test("finds the article's workstation secured, without any difference", async ({ wizard, computer }) => {
    const { meaning } = wizard;
    await wizard.toReview('server', key);
    const before = computer.stores;
    await meaning.openSheet();
    await expect(meaning.sheet).toContainText('With this policy the workstation comes together.');
    await meaning.chooseFile('pc.json', plan(presetPolicy({ role: 'workstation' })));
    await expect(meaning.sheet).toContainText('Secured');
    await expect(meaning.sheet).toContainText('ESP:DES3-SHA1');
    await expect(meaning.sheet).toContainText('Nothing differs.');
    await expect(meaning.sheet).toContainText('No pre-shared keys were compared');
    expect(computer.stores).toBe(before);
  });

  test('shows every rule of the other side that would match', async ({ wizard, page }) => {
    const { meaning } = wizard;
    await wizard.choose('server');
    await new RulesScreen(page).add('permits');
    await wizard.field('Name').fill('The old port');
    await wizard.button('Add a filter').click();
    await wizard.filterList.field('Destination port number').fill('8080');
    await wizard.filterList.done.click();
    await wizard.railLine('Review').click();
    await meaning.openSheet();
    const matching = meaning.sheet.getByRole('region', { name: 'The other side that would match' });
    await expect(matching.getByRole('heading', { level: 4 })).toHaveText([
      'IP filter list: FBS incoming connections',
      'IP filter list: The old port',
    ]);
    await expect(matching).toContainText('port 4531');
    await expect(matching).toContainText('port 8080');
    await expect(matching).toContainText('Permit');
  });

  test('says that Recommended and Article do not meet, and what decides', async ({ wizard, page }) => {
    const { meaning } = wizard;
    await wizard.choose('server');
    await wizard.next.click();
    await page.getByRole('radio', { name: /^Recommended/u }).check();
    await wizard.railLine('Review').click();
    await meaning.openSheet();
    await meaning.chooseFile('pc.json', plan(presetPolicy({ role: 'workstation' })));
    await expect(meaning.sheet).toContainText('Refused');
    await expect(meaning.sheet).toContainText('Recommended (group 20) and Article (group 2) have none');
    await expect(meaning.difference(/^Decides/u)).toContainText('The key exchange methods of A are DES3-SHA1-DH2');
    await expect(meaning.difference(/^Hidden for now/u)).toContainText('The security methods of A');
    await expect(meaning.difference(/^Harmless/u).first()).toBeVisible();
  });

  test('takes a settings file with both sides, and forgets the key in it', async ({ wizard, page }) => {
    const { meaning } = wizard;
    await wizard.toReview('workstation', key);
    const sides = { server: presetPolicy({ role: 'server' }), workstation: presetPolicy({ role: 'workstation' }) };
    const secret = 'another-key-that-nobody-may-see';
    const settings = { kind: 'IPsec Backup Wizard settings', format: 1, createdAt: '2026-01-02T03:04:05Z', ...sides };
    await meaning.openSheet();
    await meaning.chooseFile('stick.json', JSON.stringify({ ...settings, preSharedKey: secret }));
    await expect(meaning.sheet).toContainText('Nothing differs.');
    expect(await page.content()).not.toContain(secret);
  });

  test('says of what cannot be read what it is and what to do, and goes on', async ({ wizard }) => {
    const { meaning } = wizard;
    await wizard.toReview('server', key);
    await meaning.openSheet();
    const cases = [
      ['sealed.age', '-----BEGIN AGE ENCRYPTED FILE-----\nabc', /sealed with a passphrase[\s\S]*compare A B/u],
      ['half.json', '{"ipSecurityPolicy": {', /not whole JSON text/u],
      ['list.json', '[]', /holds no object/u],
      ['other.json', '{"name":"x"}', /no plan and no settings file/u],
      ['deep.json', `{"ipSecurityPolicy":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, /Nothing on this computer/u],
      ['empty.json', '', /it is empty/u],
      ['<img src=x onerror=alert(1)>.json', 'x', /<img src=x onerror=alert\(1\)>\.json holds no policy/u],
    ] as const;
    for (const [name, content, said] of cases) {
      await meaning.chooseFile(name, content);
      await expect(meaning.sheet, name).toContainText(said);
    }
    await meaning.chooseFile('pc.json', plan(presetPolicy({ role: 'workstation' })));
    await expect(meaning.sheet).toContainText('Nothing differs.');
  });

  test('is reached and left by the keyboard, and gives the focus back', async ({ wizard, page }) => {
    const { meaning } = wizard;
    await wizard.toReview('server', key);
    await meaning.compare.focus();
    await page.keyboard.press('Enter');
    await meaning.sheet.waitFor();
    await page.keyboard.press('Escape');
    await expect(meaning.sheet).toBeHidden();
    await expect(meaning.compare).toBeFocused();
  });
});
