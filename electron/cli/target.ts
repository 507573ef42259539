import { fail } from '#contract/app-error';
import { gpoNameProblem, mostLettersOfGpoName, type GpoNameProblem } from '#contract/gpo-name';
import type { Target } from '#contract/store-object';
import type { CommonOptions } from './options';

const problems: Readonly<Record<GpoNameProblem, string>> = {
  'not-domain-and-name': "--gpo takes 'DOMAIN\\NAME', for example 'corp.example\\FBS'",
  'domain-not-full': "--gpo takes the domain by its full DNS name, for example 'corp.example\\FBS'",
  'name-impossible': `the name of a Group Policy object has 1 to ${mostLettersOfGpoName} letters`,
};

const usage = (problem: string, path: string): never => fail('usage', { problem }, path);

function gpoName(given: string): string {
  const problem = gpoNameProblem(given);
  return problem === undefined ? given : usage(problems[problem], '--gpo');
}

/** Where the options say that the policy lands. Throws AppFailure `usage`. */
export function targetFrom({ target, gpo }: Pick<CommonOptions, 'target' | 'gpo'>): Target {
  if (target !== 'gpo' && gpo !== undefined) return usage('--gpo needs --target gpo', '--gpo');
  if (target !== 'gpo') return { kind: 'local' };
  if (gpo === undefined) return usage("--target gpo needs --gpo 'DOMAIN\\NAME'", '--gpo');
  return { kind: 'gpo', gpo: gpoName(gpo) };
}
