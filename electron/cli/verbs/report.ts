import { fail } from '#contract/app-error';
import { handOverOf, type HandOver } from '#deeds/hand-over';
import { reportBlocks } from '#deeds/report-blocks';
import { html, markdown } from '#deeds/report-text';
import { writeWhole } from '#settings-file/write-whole';
import { handOverWords as words } from '#texts/hand-over.en';
import { exitStatus } from '../exit-status';
import type { CommonOptions } from '../options';
import type { Verb } from '../verb';

export interface ReportOptions extends CommonOptions {
  readonly to?: string;
}

const isHtml = (file: string): boolean => /\.html?$/iu.test(file);

const textOf = (file: string, handOver: HandOver): string =>
  isHtml(file) ? html(words.title(handOver.computer), reportBlocks(handOver)) : markdown(reportBlocks(handOver));

/** Writes down what is on this computer, for whoever looks after it next. Changes nothing here. */
export const reportVerb: Verb<ReportOptions> = async ({ options, place, output }) => {
  const file = options.to ?? fail('usage', { problem: 'it needs --to with the file to write' }, '--to');
  const handOver = await handOverOf(place);
  output.computer = handOver.computer;
  await writeWhole(file, Buffer.from(textOf(file, handOver)), { replace: options.yes === true });
  output.line(words.written(file));
  const policies = handOver.policies.map(({ applied, verdict }) => ({
    policy: applied.policy.id,
    role: applied.policy.role,
    level: verdict.proof.level,
    differences: verdict.differences.length,
    fingerprint: applied.fingerprint,
  }));
  output.answer({
    file,
    format: isHtml(file) ? 'html' : 'markdown',
    policies,
    auditLines: handOver.audit.lines.length,
  });
  return exitStatus.done;
};
