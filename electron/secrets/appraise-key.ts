import type { KeyAppraisal, KeyHandle } from '#contract/ipc';
import type { CheckedKey } from '#policy/pre-shared-key';
import { checkWords, leastBitsForCheckWords } from './check-words';
import { estimateBits } from './key-strength';

/**
 * What the page may know of a key: how strong it is, and, where it is strong enough, its check words.
 * @param bits the key's entropy where it is known, as that of a generated one; estimated otherwise
 */
export async function appraiseKey(
  handle: KeyHandle,
  checked: CheckedKey,
  policyId: string,
  bits = estimateBits(checked.key),
): Promise<KeyAppraisal> {
  const words = bits < leastBitsForCheckWords ? null : await checkWords(checked.key, policyId);
  return { handle, bits, checkWords: words, findings: checked.warnings };
}
