import { endFindings } from '#deeds/alone';
import type { Recorded } from '#deeds/record-in-ledger';
import { commandLineTexts as texts } from '#texts/command-line.en';
import type { ChangeReport } from '#transaction/change';
import { exitStatus, statusOfError, type ExitStatus } from './exit-status';
import { findingJson, type Output } from './output';

/** How a change that was begun earlier has ended, as JSON and in words; answers the exit status of what did not work. */
export function answerEnd(done: ChangeReport, output: Output, ledger?: Recorded): ExitStatus | undefined {
  const { outcome, proof, error } = done;
  const findings = endFindings(done);
  const fields = { outcome, proof, findings: findings.map(findingJson), ...(ledger && { ledger }) };
  if (error !== undefined) {
    output.error(error, fields);
    return statusOfError(error.code);
  }
  for (const one of findings) output.finding(one);
  output.line(texts.ended[outcome]);
  output.answer(fields);
  return undefined;
}

export const statusOfEnd = ({ outcome }: ChangeReport): ExitStatus =>
  outcome === 'rolled-back' ? exitStatus.undone : exitStatus.done;
