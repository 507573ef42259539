import '../exposed-bridge';
import { expect, test } from '../fixtures';
import { secretForms } from '../secret-forms';

const key = 'Secret-of-the-backup-4531-zażółć';

/** Everything that a page can keep: its document, its fields, its stores. */
const kept = `(async () => JSON.stringify([
  document.documentElement.outerHTML,
  [...document.querySelectorAll('input, textarea')].map(({ value }) => value),
  { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state,
  await indexedDB.databases(), await caches.keys(),
]))()`;

test('the key stays nowhere: not in the page, the draft, the record, the files or the output', async ({
  wizard,
  page,
  computer,
  program,
}) => {
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  await wizard.toSecurityRule('server');
  await wizard.securityRule.enterKey(key);
  const afterSending = await page.evaluate<string>(kept);
  await wizard.field('Policy name').fill('With a key');
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await wizard.unfold('PowerShell');
  const onReview = await page.evaluate<string>(kept);
  await wizard.next.click();
  await wizard.pending.panel.waitFor();
  const whilePending = await page.evaluate<string>(kept);
  await wizard.pending.keep.click();
  await wizard.heading('Outcome').waitFor();
  const atTheEnd = await page.evaluate<string>(kept);
  await program.close();
  const files = computer.filesWritten().map(({ name, text }) => `${name}: ${text}`);
  expect(files.join()).toContain('With a key');
  for (const text of [afterSending, onReview, whilePending, atTheEnd, ...logged, program.output(), ...files]) {
    for (const form of secretForms(key)) expect(text).not.toContain(form);
  }
});

test('a key that was typed and not sent is gone with the page it stood on', async ({ wizard, page }) => {
  await wizard.toSecurityRule('server');
  await wizard.securityRule.key.fill(key);
  await wizard.railLine('Filter action').click();
  await wizard.heading('Filter action').waitFor();
  expect(await page.evaluate<string>(kept)).not.toContain(key);
  await wizard.railLine('Security rule').click();
  await expect(wizard.securityRule.kept).toBeVisible();
});

test('a page that is loaded anew has no key, and the one before it none any more', async ({ wizard, page }) => {
  await wizard.toReview('server', key);
  await page.reload();
  await wizard.button('Continue the draft').click();
  await wizard.heading('Review').waitFor();
  await expect(wizard.next).toBeDisabled();
  await expect(wizard.next).toHaveAccessibleDescription(/The pre-shared key is missing/u);
});

test('the fingerprint on Review is the one that main compiles', async ({ wizard, page }) => {
  await wizard.toReview('server', key);
  const shown = (await wizard.fingerprint.getByRole('code').innerText()).trim();
  // The draft is written a moment after the last edit.
  await page.waitForFunction(async () => {
    const draft = await window.bridge?.loadDraft(null);
    return draft?.ok === true && draft.value !== null;
  });
  const main = await page.evaluate(async () => {
    const { bridge } = window;
    const draft = (await bridge?.loadDraft(null)) as { readonly value: { readonly policy: Record<string, unknown> } };
    const preview = await bridge?.preview({ policy: draft.value.policy, key: null });
    return preview?.ok === true ? preview.value.fingerprint : '';
  });
  expect(main).toBe(shown);
});
