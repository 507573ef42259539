import type { PreflightFindingContexts, Sentences } from '#contract/finding';
import { untouched } from './computer-findings.en';

type GpoCode =
  | 'gpo-without-domain'
  | 'gpo-unreadable'
  | 'gpo-of-other-domain'
  | 'gpo-block-rule-left'
  | 'writable-controller-unknown';

/** What Windows says, so that it can stand inside a sentence. */
const clause = (text: string): string => text.replace(/\s+/gu, ' ').replace(/[.\s]+$/u, '');

/** Findings about a Group Policy object as the place of a policy. */
export const gpoFindingTexts: {
  readonly [Code in GpoCode]: (context: PreflightFindingContexts[Code]) => Sentences;
} = {
  'gpo-without-domain': ({ computer, gpo }) => ({
    happened: `${computer} is in no domain, so that it cannot edit the Group Policy object ${gpo}.`,
    stateNow: untouched,
    whatNext: 'Do it on a computer of the domain, as a domain administrator; or apply the policy to each computer.',
  }),
  'gpo-unreadable': ({ gpo, reason }) => ({
    happened: `The Group Policy object ${gpo} could not be read (${clause(reason)}).`,
    stateNow: `${untouched} What is in the object is not known.`,
    whatNext: 'Check its name, and that a domain controller answers; if it is missing, make it first (New-GPO).',
  }),
  'gpo-of-other-domain': ({ gpo, domain }) => ({
    happened: `The Group Policy object ${gpo} is of another domain than this computer, which is in ${domain}.`,
    stateNow: untouched,
    whatNext: 'Check the name; editing it needs rights in that domain.',
  }),
  'gpo-block-rule-left': ({ names }) => ({
    happened: `Rules that closed the port before could not be deleted: ${names.join(', ')}.`,
    stateNow: 'The policy is saved; these rules are still on, and may close the port for addresses that it lets in.',
    whatNext: 'Apply the policy once more; that takes them away.',
  }),
  'writable-controller-unknown': ({ gpo }) => ({
    happened: `No writable domain controller is known by name for ${gpo}; Windows may pick a read-only one.`,
    stateNow: untouched,
    whatNext: 'Go on where all controllers take writes; on a read-only one saving fails, and nothing changes.',
  }),
};
