import type { Difference, ObjectKind, StoreObject, Target } from '#contract/store-object';
import type { Role } from '#policy/model';
import type { CmdletParameters } from './cmdlets.generated';

type Called<C extends keyof CmdletParameters> = {
  readonly [Name in C]: { readonly cmdlet: Name; readonly parameters: CmdletParameters[Name] };
}[C];

/** Builds an in-memory object; nothing is stored, so there is nothing to undo. */
export type ProposalInvocation = Called<
  'New-NetIPsecAuthProposal' | 'New-NetIPsecMainModeCryptoProposal' | 'New-NetIPsecQuickModeCryptoProposal'
>;

export type CreatingInvocation = Called<
  | 'New-NetIPsecPhase1AuthSet'
  | 'New-NetIPsecMainModeCryptoSet'
  | 'New-NetIPsecQuickModeCryptoSet'
  | 'New-NetIPsecMainModeRule'
  | 'New-NetIPsecRule'
  | 'New-NetFirewallRule'
>;

/** Changes an object in place: switches a rule over to other sets, enables, disables. The generated types demand a name. */
export type SwitchingInvocation = Called<
  | 'Set-NetIPsecRule'
  | 'Set-NetIPsecMainModeRule'
  | 'Enable-NetIPsecRule'
  | 'Disable-NetIPsecRule'
  | 'Enable-NetIPsecMainModeRule'
  | 'Disable-NetIPsecMainModeRule'
  | 'Enable-NetFirewallRule'
  | 'Disable-NetFirewallRule'
>;

/**
 * Takes one object away. A bare `Remove-NetIPsecRule` deletes every rule of the computer: these types know only the
 * parameter set that names its object, so a removing call without a selector does not type-check.
 */
export type RemovingInvocation = Called<
  | 'Remove-NetIPsecPhase1AuthSet'
  | 'Remove-NetIPsecMainModeCryptoSet'
  | 'Remove-NetIPsecQuickModeCryptoSet'
  | 'Remove-NetIPsecMainModeRule'
  | 'Remove-NetIPsecRule'
  | 'Remove-NetFirewallRule'
>;

/** Assigns or un-assigns a policy of secpol.msc, and tells the service that reads it (aside.ts). */
export type AssigningInvocation =
  | { readonly cmdlet: 'Remove-ItemProperty'; readonly parameters: Readonly<Record<'LiteralPath' | 'Name', string>> }
  | {
      readonly cmdlet: 'Set-ItemProperty';
      readonly parameters: Readonly<Record<'LiteralPath' | 'Name' | 'Value', string>>;
    }
  | { readonly cmdlet: 'Start-Service'; readonly parameters: Readonly<Record<'Name', string>> }
  | {
      readonly cmdlet: 'Restart-Service';
      readonly parameters: Readonly<Record<'Name', string>> & { readonly Force: true };
    };

/** Loads a Group Policy object into a session that ends with its process; nothing is stored. */
export type OpeningInvocation = Called<'Open-NetGPO'>;

/** Writes a session back, whole: the one moment at which a Group Policy object changes. */
export type SavingInvocation = Called<'Save-NetGPO'>;

interface StepBase {
  readonly id: string;
  /** Why the step is there, in words for the person who reviews the plan. */
  readonly because: string;
}

/**
 * One call of a plan. What changes a store carries its undoing. In a session nothing is stored before it is saved; what
 * undoes a saved session begins with opening a second one, in which the inverses of the others run, and which is saved.
 */
export type PlanStep =
  | (StepBase & { readonly invocation: ProposalInvocation | OpeningInvocation; readonly inverse: null })
  | (StepBase & { readonly invocation: CreatingInvocation; readonly inverse: RemovingInvocation })
  | (StepBase & { readonly invocation: SwitchingInvocation; readonly inverse: SwitchingInvocation })
  | (StepBase & { readonly invocation: AssigningInvocation; readonly inverse: AssigningInvocation })
  | (StepBase & { readonly invocation: SavingInvocation; readonly inverse: OpeningInvocation });

/** What undoes a step on this computer. */
export type UndoingInvocation = RemovingInvocation | SwitchingInvocation | AssigningInvocation;

/** A step that makes or changes an object, with what undoes that. */
export type ObjectStep = Extract<PlanStep, { readonly inverse: UndoingInvocation }>;

export const isObjectStep = (step: PlanStep): step is ObjectStep =>
  step.inverse !== null && step.inverse.cmdlet !== 'Open-NetGPO';

export interface ObjectReference {
  readonly kind: ObjectKind;
  readonly name: string;
}

export interface PlanDifference {
  readonly create: readonly ObjectReference[];
  readonly change: readonly ObjectReference[];
  readonly keep: readonly ObjectReference[];
  readonly remove: readonly ObjectReference[];
}

/** A value: what is reviewed is what runs. It has not run. */
export interface Plan {
  /** Covers policy and target; not key, generation, computer or time. */
  readonly fingerprint: string;
  readonly target: Target;
  readonly policyId: string;
  readonly role: Role;
  readonly steps: readonly PlanStep[];
  /**
   * Calls that delete what the steps have taken out of use. They run when the change is kept, are past the point of no
   * return, and are finished rather than undone: so undoing never needs the key.
   */
  readonly retire: readonly RemovingInvocation[];
  /** Every object of this policy as it stands afterwards: what read-back and `verify` compare with. */
  readonly expected: readonly StoreObject[];
  readonly difference: PlanDifference;
  /** Property by property in what the computer is not as the policy wants it. */
  readonly drift: readonly Difference[];
}
