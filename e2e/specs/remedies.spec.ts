import { simulateSet } from '../../electron/host/simulation/commands';
import { expect, test } from '../fixtures';

const key = 'correct-horse-battery-staple-4531';

test('Review waits until the backup is over, and says how many connections there are', async ({ wizard, computer }) => {
  const { page } = wizard;
  await simulateSet(computer.stateFile, ['backup-running=true']);
  await wizard.toReview('server', key);
  await wizard.unfold('Pre-flight findings');
  const wait = wizard.button('Wait until the backup is over');
  await wait.click();
  await expect(page.getByText(/^Waiting until the backup is over: 1 connection now\.$/u)).toBeVisible();
  await simulateSet(computer.stateFile, ['backup-running=false']);
  await expect(wizard.button('Stop waiting')).toBeHidden();
  await expect(wizard.next).toBeEnabled();
});

test('a finding leads to the page where it is mended', async ({ wizard }) => {
  await wizard.toReview('server', key);
  await wizard.unfold('Pre-flight findings');
  await wizard.button('Show the page "IP filter list"').first().click();
  await expect(wizard.heading('IP filter list')).toBeFocused();
});
