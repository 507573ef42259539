import { commandLineTexts as texts } from '#texts/command-line.en';
import { blocks } from '#contract/finding';
import { exitStatus } from '../exit-status';
import { findingJson } from '../output';
import { requirePolicy } from '../policy-options';
import { recordedAside } from '#deeds/aside';
import { examine } from '#deeds/examine';
import { factsFor } from '../facts-of';
import type { Verb } from '../verb';

/** Findings only. */
export const preflightVerb: Verb = async (input) => {
  const { key, output, place } = input;
  const chosen = requirePolicy(input);
  const { findings } = examine(chosen, await factsFor(input, chosen), key, await recordedAside(place, chosen));
  for (const finding of findings) output.finding(finding);
  if (findings.length === 0) output.line(texts.noFindings);
  output.answer({ findings: findings.map(findingJson) });
  return blocks(findings) ? exitStatus.blocked : exitStatus.done;
};
