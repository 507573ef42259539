import { finding, type Finding } from '#contract/finding';
import type { Secret } from '#contract/secret';
import { weakPassphraseBits } from '#contract/stick';
import { estimateBits } from '#secrets/key-strength';

/** What is to be said of the passphrase that a file is sealed with, as the page says it; nothing of it is in the finding. */
export const passphraseFindings = (passphrase: Secret | undefined): readonly Finding[] =>
  passphrase !== undefined && estimateBits(passphrase) < weakPassphraseBits
    ? [finding('passphrase-weak', 'warning', {})]
    : [];
