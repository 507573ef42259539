import type { Facts } from '#contract/facts';
import type { Finding } from '#contract/finding';
import type { Plan } from '#compiler/plan';
import type { IpSecurityPolicy } from '#policy/model';

/** Everything a check may look at. Checks are pure: what they do not find here, they do not know. */
export interface CheckInput {
  readonly policy: IpSecurityPolicy;
  readonly plan: Plan;
  readonly facts: Facts;
  readonly keyGiven: boolean;
}

/** One question about one computer; silent when all is well. */
export interface Check<Input = CheckInput> {
  readonly id: string;
  readonly run: (input: Input) => readonly Finding[];
}

/** A check that asks about the computer alone, whatever the policy. */
export type ComputerCheck = Check<Pick<CheckInput, 'facts'>>;
