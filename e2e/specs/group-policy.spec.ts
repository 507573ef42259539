import { expect, test } from '../fixtures';
import { GroupPolicyScreen } from '../screens/group-policy-screen';
import { Wizard, type Role } from '../screens/wizard';
import type { SimulatedComputer } from '../simulated-computer';

const gpo = 'corp.example\\FBS backup';
const store = `gpo:${gpo}`;

/** From Start to Review, for the Group Policy object, with Kerberos. */
async function toReview(wizard: Wizard, role: Role = 'workstation', name = 'FBS backup'): Promise<GroupPolicyScreen> {
  const screen = new GroupPolicyScreen(wizard.page);
  await screen.toReview(wizard, role, name);
  return screen;
}

const ownIn = (computer: SimulatedComputer, where: string): number =>
  computer.stores.split('\n').filter((line) => line.startsWith(`${where} `) && line.includes('"Name":"ipsecbw-'))
    .length;

test.use({ facts: { domain: 'corp.example' } });

test('a policy is stored in a Group Policy object, checked, changed and removed from Start', async ({
  computer,
  start,
}) => {
  computer.addGroupPolicyObject(gpo);
  const wizard = new Wizard((await start()).page);
  const { page } = wizard;
  const screen = await toReview(wizard);
  await expect(page.getByText(`This policy goes into the Group Policy object ${gpo}`)).toBeVisible();
  await expect(page.getByText(/^There is no countdown/u)).toBeVisible();
  await expect(page.getByLabel(/If nobody keeps the change/u)).toBeHidden();
  await wizard.unfold('What stays with the administrator');
  await expect(page.getByText(/New-GPLink/u)).toBeVisible();
  await expect(wizard.next).toHaveText(`Store the policy in ${gpo}`);
  await wizard.next.click();

  await wizard.heading('Outcome').waitFor();
  await expect(page.getByText('Stored in the Group Policy object', { exact: true })).toBeVisible();
  await expect(page.getByText(/Whether the object is linked/u)).toBeVisible();
  await expect(screen.duties).toBeVisible();
  await expect(wizard.pending.panel).toBeHidden();
  expect([ownIn(computer, store), ownIn(computer, 'PersistentStore')]).toEqual([5, 0]);

  await wizard.button('Check the Group Policy object').click();
  await expect(page.getByText('Everything in the object is as it was stored')).toBeVisible();
  await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
  await expect(page.getByText('A draft is waiting')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Policies of this program on this computer' })).toBeHidden();

  await wizard.button(`Change FBS secure connection in ${gpo}`).click();
  await wizard.next.click();
  await page.getByRole('radio', { name: /^Recommended today/u }).check();
  await wizard.next.click();
  await expect(screen.name).toHaveValue('FBS backup');
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await wizard.next.click();
  await wizard.heading('Outcome').waitFor();
  expect(computer.stores).toContain('AESGCM256');
  expect(ownIn(computer, store)).toBe(5);
  await wizard.next.click();

  await wizard.button(`Remove FBS secure connection from ${gpo}`).click();
  await expect(page.getByText('Afterwards the computers that it reaches lose the policy')).toBeVisible();
  await wizard.page
    .getByRole('main')
    .getByRole('button', { name: `Remove FBS secure connection from ${gpo}` })
    .click();
  await expect(page.getByText(`FBS secure connection was removed from ${gpo}; that was read back.`)).toBeVisible();
  await expect(page.getByText(/until the computers have refreshed/u)).toBeVisible();
  expect(ownIn(computer, store)).toBe(0);
  await wizard.footer.getByRole('button', { name: 'Back to Start' }).click();
  await expect(page.getByRole('heading', { name: 'Policies of this program in Group Policy objects' })).toBeHidden();
});

test('a second writer wins: nothing of ours is saved, their change is named, and a second try works', async ({
  computer,
  start,
}) => {
  computer.addGroupPolicyObject(gpo, { secondWriter: 'after-open' });
  const wizard = new Wizard((await start()).page);
  await toReview(wizard);
  await wizard.next.click();
  const panel = wizard.page.getByRole('status').filter({ has: wizard.button('Copy the details') });
  await expect(panel).toContainText(`Somebody else changed the Group Policy object ${gpo}`);
  await expect(panel).toContainText('another-administrator');
  await expect(panel.getByRole('paragraph')).toHaveCount(3);
  expect(ownIn(computer, store)).toBe(0);
  await wizard.next.click();
  await expect(wizard.page.getByText('Not stored', { exact: true })).toBeVisible();
  await wizard.back.click();
  await wizard.fingerprint.waitFor();
  await wizard.next.click();
  await expect(wizard.page.getByText('Stored in the Group Policy object', { exact: true })).toBeVisible();
  expect(ownIn(computer, store)).toBe(5);
});

test('a controller that takes no writes loses the session: nothing is stored, and it says so', async ({
  computer,
  start,
}) => {
  computer.set({ domain: 'corp.example', domainController: { WritableController: '' } });
  computer.addGroupPolicyObject(gpo, { readOnlyController: true });
  const wizard = new Wizard((await start()).page);
  await toReview(wizard);
  await wizard.unfold('Pre-flight findings');
  await expect(wizard.page.getByText(/No writable domain controller is known by name/u)).toBeVisible();
  await wizard.next.click();
  const panel = wizard.page.getByRole('status').filter({ has: wizard.button('Copy the details') });
  await expect(panel.getByRole('paragraph')).toHaveCount(3);
  expect(ownIn(computer, store)).toBe(0);
});

test('an object that does not exist blocks on Review, in three sentences', async ({ computer, start }) => {
  computer.addGroupPolicyObject(gpo);
  const wizard = new Wizard((await start()).page);
  await toReview(wizard, 'server', 'Nobody');
  await expect(wizard.page.getByText(/The Group Policy object corp\.example\\Nobody could not be read/u)).toBeVisible();
  await expect(wizard.page.getByText(/make it first \(New-GPO\)/u)).toBeVisible();
  await expect(wizard.next).toBeDisabled();
});

test('a pre-shared key cannot go there: the page says so, and Review stays shut', async ({ computer, start }) => {
  computer.addGroupPolicyObject(gpo);
  const wizard = new Wizard((await start()).page);
  const screen = new GroupPolicyScreen(wizard.page);
  await wizard.toSecurityRule('server');
  await screen.choose('FBS backup');
  await expect(wizard.page.getByText(/it lies in SYSVOL/u)).toBeVisible();
  await expect(wizard.next).toBeDisabled();
  await screen.here.check();
  await expect(wizard.next).toBeEnabled();
});

test('a name that Windows does not take is said at its field', async ({ computer, start }) => {
  computer.addGroupPolicyObject(gpo);
  const wizard = new Wizard((await start()).page);
  const screen = new GroupPolicyScreen(wizard.page);
  await wizard.toSecurityRule('workstation');
  await screen.useKerberos();
  await screen.gpo.check();
  await expect(wizard.page.getByText(/The Group Policy object has no name/u)).toBeVisible();
  await expect(wizard.next).toBeDisabled();
  await screen.name.fill('a\\b');
  await expect(wizard.page.getByText(/named by its domain and its name/u)).toBeVisible();
  await screen.name.fill('FBS backup');
  await expect(wizard.next).toBeEnabled();
});

test('where the policy goes survives a closed window', async ({ computer, start }) => {
  computer.addGroupPolicyObject(gpo);
  const first = await start();
  await toReview(new Wizard(first.page));
  const draft = (): string =>
    computer
      .filesWritten()
      .filter(({ name }) => name === 'draft.json')
      .map(({ text }) => text)
      .join();
  await expect.poll(draft).toContain('FBS backup');
  await first.close();
  const wizard = new Wizard((await start()).page);
  await wizard.button('Continue the draft').click();
  await expect(wizard.next).toHaveText(`Store the policy in ${gpo}`);
});

test.describe('out of a domain', () => {
  test.use({ facts: {} });
  test('a Group Policy object cannot be chosen, and the reason stands there', async ({ wizard }) => {
    const screen = new GroupPolicyScreen(wizard.page);
    await wizard.toSecurityRule('server');
    await expect(screen.gpo).toBeDisabled();
    await expect(wizard.page.getByText('Not possible here: this computer is in no domain.')).toBeVisible();
  });
});
