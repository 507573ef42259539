import { fail } from '#contract/app-error';
import type { Target } from '#contract/store-object';
import type { CommonOptions } from './options';

/** A DNS name with a dot: Windows finds a Group Policy object by the domain's full name only (New-NetIPsecRule.md, -PolicyStore). */
const domainName = /^(?=.{1,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{1,63}$/u;
/** What separates, what the firewall engine refuses in every text, and what no dialog would let through. */
const impossible = /[\\/|\p{C}\p{Zl}\p{Zp}]/u;
const MOST_LETTERS = 255;

const usage = (problem: string, path: string): never => fail('usage', { problem }, path);

function gpoName(given: string): string {
  const [domain = '', ...rest] = given.split('\\');
  const [name = ''] = rest;
  if (rest.length !== 1) return usage("--gpo takes 'DOMAIN\\NAME', for example 'corp.example\\FBS'", '--gpo');
  if (!domainName.test(domain)) {
    return usage("--gpo takes the domain by its full DNS name, for example 'corp.example\\FBS'", '--gpo');
  }
  const isName = name.trim() === name && name !== '' && name.length <= MOST_LETTERS && !impossible.test(name);
  return isName ? given : usage(`the name of a Group Policy object has 1 to ${MOST_LETTERS} letters`, '--gpo');
}

/** Where the options say that the policy lands. Throws AppFailure `usage`. */
export function targetFrom({ target, gpo }: Pick<CommonOptions, 'target' | 'gpo'>): Target {
  if (target !== 'gpo' && gpo !== undefined) return usage('--gpo needs --target gpo', '--gpo');
  if (target !== 'gpo') return { kind: 'local' };
  if (gpo === undefined) return usage("--target gpo needs --gpo 'DOMAIN\\NAME'", '--gpo');
  return { kind: 'gpo', gpo: gpoName(gpo) };
}
