import type { Handlers } from '#contract/derive';
import { succeed } from '#contract/result';
import { Secret } from '#contract/secret';
import { OneAtATime } from '#host/one-at-a-time';
import { checkKey } from '#policy/pre-shared-key';
import { appraiseKey } from '#secrets/appraise-key';
import { generatedKeyBits, generateKey } from '#secrets/generate-key';
import type { IpcSurroundings } from './surroundings';

type KeyHandlers = Pick<Handlers, 'keepKey' | 'generateKey' | 'forgetKey'>;

/** Check words cost 32 MB of memory for a moment: however often the page asks, one at a time. */
export function keyHandlers({ vault }: IpcSurroundings): KeyHandlers {
  const appraisals = new OneAtATime();
  return {
    keepKey: async ({ text, policyId }) => {
      const checked = checkKey(new Secret(text));
      if (!checked.ok) return checked;
      const handle = vault.keep(checked.value);
      return succeed(await appraisals.run(() => appraiseKey(handle, checked.value, policyId)));
    },
    /** The one answer that holds a key: it has to be shown once, to be written down. */
    generateKey: async ({ policyId }) => {
      const { key, text } = generateKey();
      const checked = checkKey(key);
      if (!checked.ok) return checked;
      const handle = vault.keep(checked.value);
      const appraisal = await appraisals.run(() => appraiseKey(handle, checked.value, policyId, generatedKeyBits));
      return succeed({ ...appraisal, text });
    },
    forgetKey: ({ handle }) => {
      vault.forget(handle);
      return Promise.resolve(succeed(null));
    },
  };
}
