import type { Secret } from '#contract/secret';
import { comparePolicies } from '#negotiation/compare';
import type { KeyAgreement } from '#negotiation/end';
import type { Role } from '#policy/model';
import { secretsFrom, type Surroundings } from '../context';
import type { ExitStatus } from '../exit-status';
import type { CommonOptions } from '../options';
import { answerOutcome } from '../outcome-answer';
import type { Output } from '../output';
import { readPolicyFile, type PolicyFile } from '../policy-from-file';

const otherThan = (role: Role): Role => (role === 'server' ? 'workstation' : 'server');

/** Plans hold no key, and unsealed settings neither. */
function agreement(a: Secret | undefined, b: Secret | undefined): KeyAgreement {
  if (a === undefined || b === undefined) return 'not-compared';
  return a.equals(b) ? 'equal' : 'different';
}

const onlyRole = ({ roles }: PolicyFile): Role | undefined => (roles.length === 1 ? roles[0] : undefined);

/** Of a pair A is the side that is asked for, else the one that B is not; between two pairs the workstation, which opens the connection. */
function rolesOf(a: PolicyFile, b: PolicyFile, wanted: Role | undefined): readonly [Role, Role] {
  const [ofA, ofB] = [onlyRole(a), onlyRole(b)];
  const first = ofA ?? wanted ?? (ofB === undefined ? 'workstation' : otherThan(ofB));
  return [first, ofB ?? otherThan(first)];
}

/** Two files, each with the policy of one side: what happens when A opens the backup's connection to B, and why. */
export async function compareVerb(
  files: readonly string[],
  options: CommonOptions,
  output: Output,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const [first = '', second = ''] = files;
  const { passphrase } = await secretsFrom(options, surroundings);
  const a = await readPolicyFile(first, passphrase);
  const b = await readPolicyFile(second, passphrase);
  const [roleOfA, roleOfB] = rolesOf(a, b, options.role as Role | undefined);
  const keys = agreement(a.key, b.key);
  const compared = comparePolicies(a.policyOf(roleOfA), b.policyOf(roleOfB), keys);
  const { outcome, otherwise, mismatches, rules } = compared;
  return answerOutcome({ outcomes: [outcome, ...otherwise], keys, mismatches, rules }, output);
}
