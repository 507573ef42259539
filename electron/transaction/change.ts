import { appError, type AppError } from '#contract/app-error';
import type { Secret } from '#contract/secret';
import type { Difference, Inventory } from '#contract/store-object';
import { planChange } from '#compiler/plan-change';
import type { Plan, PlanStep, RemovingInvocation } from '#compiler/plan';
import type { CompiledPolicy } from '#compiler/wanted';
import type { HostGateway, HostTransaction } from '#host/gateway';
import { CmdletError } from '#host/cmdlet-error';
import { readInventory } from '#host/observe';
import type { Proof } from './enforcement';
import type { OnProgress, StepState } from './progress';
import { retire } from './retire';
import { undo, type BegunStep } from './undo';

/** What a change needs beside its plan. */
export interface ChangeContext {
  readonly gateway: HostGateway;
  readonly computerName: string;
  readonly key: Secret | undefined;
  /** The local store as it was when the plan was made, read without comparing a key. */
  readonly before: Inventory;
  readonly onProgress: OnProgress;
  /** Ctrl-C: the call under way is finished, the rest is not begun, and what was done is undone. */
  readonly signal: AbortSignal;
  /** How far what is stored protects; read after everything is in place, before it is recorded. */
  readonly judge: () => Promise<Judgement>;
  /** Writes down what is now on the computer; failing here undoes the change. */
  readonly record: (proof: Proof) => Promise<void>;
}

export interface Judgement {
  readonly proof: Proof;
  /** False where the caller wants the change undone because the level is too low. */
  readonly acceptable: boolean;
}

export interface StepReport {
  readonly id: string;
  readonly state: StepState;
}

/** How a change ended. `unknown` is the only end in which the computer is neither as before nor as planned. */
export interface ChangeReport {
  readonly outcome: 'unchanged' | 'applied' | 'rolled-back' | 'unknown';
  readonly steps: readonly StepReport[];
  readonly differences: readonly Difference[];
  readonly proof: Proof;
  readonly error?: AppError;
  /** Objects taken out of use that could not be deleted: switched off, harmless, named. */
  readonly leftOver: readonly RemovingInvocation[];
}

/** Why a change stopped, and which of the errors that end in "undone" it becomes. */
type Stop =
  | { readonly kind: 'step'; readonly step: string; readonly reason: string }
  | { readonly kind: 'read-back'; readonly differences: readonly Difference[] }
  | { readonly kind: 'unproved'; readonly proof: Proof }
  | { readonly kind: 'record'; readonly reason: string }
  | { readonly kind: 'interrupt' };

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const differenceInWords = ({ kind, name, property, expected, found }: Difference): string =>
  `${kind} ${name}: ${property} is ${found}, expected ${expected}`;

function stopReason(stop: Stop): string {
  switch (stop.kind) {
    case 'step':
      return `${stop.step}: ${stop.reason}`;
    case 'read-back':
      return stop.differences.map(differenceInWords).slice(0, 3).join('; ');
    case 'unproved':
      return `the level reached is "${stop.proof.level}"`;
    case 'record':
      return stop.reason;
    case 'interrupt':
      return 'it was interrupted';
  }
}

function undoneError(stop: Stop, computer: string): AppError {
  switch (stop.kind) {
    case 'step':
      return appError('undone-after-step', { step: stop.step, reason: stop.reason, computer });
    case 'read-back':
      return appError('undone-after-read-back', { difference: stopReason(stop), computer });
    case 'unproved':
      return appError('undone-unproved', { level: stop.proof.level, computer });
    case 'record':
      return appError('undone-after-record', { reason: stop.reason, computer });
    case 'interrupt':
      return appError('undone-after-interrupt', { computer });
  }
}

interface Begun {
  readonly steps: readonly BegunStep[];
  readonly stop?: Stop;
}

async function carryOutSteps(transaction: HostTransaction, plan: Plan, { onProgress, signal }: ChangeContext): Promise<Begun> {
  const steps: BegunStep[] = [];
  for (const [at, step] of plan.steps.entries()) {
    if (signal.aborted) return { steps, stop: { kind: 'interrupt' } };
    onProgress({ kind: 'step', id: step.id, cmdlet: step.invocation.cmdlet, number: at + 1, of: plan.steps.length });
    const failure = await carryOutOne(transaction, step);
    steps.push({ step, state: failure?.state ?? 'done' });
    onProgress({ kind: 'step-ended', id: step.id, state: failure?.state ?? 'done' });
    if (failure !== undefined) return { steps, stop: { kind: 'step', step: step.id, reason: failure.reason } };
  }
  return signal.aborted ? { steps, stop: { kind: 'interrupt' } } : { steps };
}

async function carryOutOne(
  transaction: HostTransaction,
  step: PlanStep,
): Promise<{ readonly state: 'failed' | 'unknown'; readonly reason: string } | undefined> {
  try {
    await transaction.carryOut(step.id, step.invocation);
    return undefined;
  } catch (error) {
    const known = error instanceof CmdletError && error.outcome === 'not-done';
    return { state: known ? 'failed' : 'unknown', reason: reasonOf(error) };
  }
}

/** A cmdlet that succeeded is no proof: everything is read back and planned anew; steps that are still needed are a difference. */
async function readBack(compiled: CompiledPolicy, context: ChangeContext): Promise<Stop | undefined> {
  context.onProgress({ kind: 'phase', phase: 'read-back' });
  const options = context.key === undefined ? {} : { compareKey: context.key };
  try {
    const rest = planChange(compiled, await readInventory(context.gateway, 'PersistentStore', options));
    return rest.steps.length === 0 ? undefined : { kind: 'read-back', differences: rest.drift };
  } catch (error) {
    return { kind: 'step', step: 'read-back', reason: reasonOf(error) };
  }
}

/** Reads the level and records it; either can still stop the change. */
async function settle({ judge, record, onProgress }: ChangeContext): Promise<Stop | Proof> {
  try {
    onProgress({ kind: 'phase', phase: 'enforcement' });
    const { proof, acceptable } = await judge();
    if (!acceptable) return { kind: 'unproved', proof };
    onProgress({ kind: 'phase', phase: 'record' });
    await record(proof);
    return proof;
  } catch (error) {
    return { kind: 'record', reason: reasonOf(error) };
  }
}

async function giveUp(stop: Stop, begun: readonly BegunStep[], plan: Plan, context: ChangeContext): Promise<ChangeReport> {
  const { gateway, before, computerName, onProgress } = context;
  const { left, commands } = await undo(gateway, begun, before, onProgress);
  const differences = stop.kind === 'read-back' ? stop.differences : [];
  const steps = reportSteps(plan, begun, left.length === 0);
  const proof = { level: 'none', evidence: [] } as const;
  if (left.length === 0) {
    return { outcome: 'rolled-back', steps, differences, proof, leftOver: [], error: undoneError(stop, computerName) };
  }
  const error = appError('undo-incomplete', { reason: stopReason(stop), left, commands, computer: computerName });
  return { outcome: 'unknown', steps, differences, proof, leftOver: [], error };
}

const reportSteps = (plan: Plan, begun: readonly BegunStep[], undone: boolean): readonly StepReport[] =>
  plan.steps.map(({ id, inverse }, at) => {
    const state = begun[at]?.state ?? 'not-reached';
    return { id, state: undone && inverse !== null && (state === 'done' || state === 'unknown') ? 'undone' : state };
  });

async function carryOutInOneTransaction(plan: Plan, context: ChangeContext): Promise<Begun> {
  context.onProgress({ kind: 'phase', phase: 'apply' });
  let transaction: HostTransaction | undefined;
  try {
    transaction = await context.gateway.begin(context.key);
    return await carryOutSteps(transaction, plan, context);
  } catch (error) {
    return { steps: [], stop: { kind: 'step', step: 'begin', reason: reasonOf(error) } };
  } finally {
    await transaction?.end();
  }
}

/**
 * Carries a plan out: step by step, stops at the first failure and undoes newest first; reads everything back and
 * compares; records; then deletes what is no longer used. Ends as planned or as before, and says so after reading.
 */
export async function change(plan: Plan, compiled: CompiledPolicy, context: ChangeContext): Promise<ChangeReport> {
  if (plan.steps.length === 0 && plan.retire.length === 0) return unchanged(context);
  const begun = await carryOutInOneTransaction(plan, context);
  const settled = begun.stop ?? (await readBack(compiled, context)) ?? (await settle(context));
  if ('kind' in settled) return giveUp(settled, begun.steps, plan, context);
  const leftOver = await retire(plan.retire, context.gateway, context.onProgress);
  return { outcome: 'applied', steps: reportSteps(plan, begun.steps, false), differences: [], proof: settled, leftOver };
}

/** Twice changes nothing; the level is read and recorded anew, because it may be another by now. */
async function unchanged({ judge, record }: ChangeContext): Promise<ChangeReport> {
  const { proof } = await judge();
  await record(proof);
  return { outcome: 'unchanged', steps: [], differences: [], proof, leftOver: [] };
}
