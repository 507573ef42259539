import { appError, type AppError } from '#contract/app-error';
import type { Secret } from '#contract/secret';
import type { Difference, Inventory } from '#contract/store-object';
import type { Plan, PlanStep, RemovingInvocation } from '#compiler/plan';
import type { HostGateway, HostTransaction } from '#host/gateway';
import { CmdletError } from '#host/cmdlet-error';
import { readInventory } from '#host/observe';
import type { Proof } from './enforcement';
import { endQuietly } from './one-call';
import type { OnProgress, StepState } from './progress';
import { reasonOf } from './reason';
import { retire } from './retire';
import { stopReason, undoneError, type Stop } from './stop';
import { undo, type BegunStep } from './undo';

/** What of a plan is carried out, and what it is judged by; plans of several policies can be one piece of work. */
export type Work = Pick<Plan, 'steps' | 'retire' | 'drift'>;

/** What a change needs beside its work. */
export interface ChangeContext {
  readonly gateway: HostGateway;
  readonly computerName: string;
  readonly key: Secret | undefined;
  /** The local store as it was when the work was planned, read with the same key. */
  readonly before: Inventory;
  /** What would be to do, were it planned anew for this store: no step is left once the change is in place. */
  readonly remaining: (inventory: Inventory) => Work;
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

interface Begun {
  readonly steps: readonly BegunStep[];
  readonly stop?: Stop;
}

const interrupted: Stop = { kind: 'interrupt' };

async function carryOutSteps(transaction: HostTransaction, work: Work, context: ChangeContext): Promise<Begun> {
  const { onProgress, signal } = context;
  const steps: BegunStep[] = [];
  for (const [at, step] of work.steps.entries()) {
    if (signal.aborted) return { steps, stop: interrupted };
    onProgress({
      kind: 'step',
      id: step.id,
      cmdlet: step.invocation.cmdlet,
      number: at + 1,
      of: work.steps.length,
    });
    const failure = await carryOutOne(transaction, step);
    steps.push({ step, state: failure?.state ?? 'done' });
    onProgress({ kind: 'step-ended', id: step.id, state: failure?.state ?? 'done' });
    if (failure !== undefined) return { steps, stop: { kind: 'step', step: step.id, reason: failure.reason } };
  }
  return { steps };
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

async function carryOutInOneTransaction(work: Work, context: ChangeContext): Promise<Begun> {
  context.onProgress({ kind: 'phase', phase: 'apply' });
  let transaction: HostTransaction;
  try {
    transaction = await context.gateway.begin(context.key);
  } catch (error) {
    return { steps: [], stop: { kind: 'step', step: 'begin', reason: reasonOf(error) } };
  }
  const begun = await carryOutSteps(transaction, work, context);
  await endQuietly(transaction);
  return begun;
}

/** A cmdlet that succeeded is no proof: everything is read back and planned anew; a step that is still needed is a difference. */
async function readBack({ gateway, key, remaining, onProgress }: ChangeContext): Promise<Stop | undefined> {
  onProgress({ kind: 'phase', phase: 'read-back' });
  try {
    const options = key === undefined ? {} : { compareKey: key };
    const rest = remaining(await readInventory(gateway, 'PersistentStore', options));
    return rest.steps.length === 0 ? undefined : { kind: 'read-back', differences: rest.drift };
  } catch (error) {
    return { kind: 'step', step: 'read-back', reason: reasonOf(error) };
  }
}

async function judged({ judge, onProgress }: ChangeContext): Promise<Stop | Proof> {
  onProgress({ kind: 'phase', phase: 'enforcement' });
  try {
    const { proof, acceptable } = await judge();
    return acceptable ? proof : { kind: 'unproved', proof };
  } catch (error) {
    return { kind: 'step', step: 'enforcement', reason: reasonOf(error) };
  }
}

/** The record is the point of no return: whoever interrupts before it gets the computer back as it was. */
async function recorded(proof: Proof, { record, onProgress, signal }: ChangeContext): Promise<Stop | Proof> {
  if (signal.aborted) return interrupted;
  onProgress({ kind: 'phase', phase: 'record' });
  try {
    await record(proof);
    return proof;
  } catch (error) {
    return { kind: 'record', reason: reasonOf(error) };
  }
}

async function settle(context: ChangeContext): Promise<Stop | Proof> {
  const differs = await readBack(context);
  if (differs !== undefined) return differs;
  const proof = await judged(context);
  return 'kind' in proof ? proof : recorded(proof, context);
}

const reportSteps = (work: Work, begun: readonly BegunStep[], undone: boolean): readonly StepReport[] =>
  work.steps.map(({ id, inverse }, at) => {
    const state = begun[at]?.state ?? 'not-reached';
    return { id, state: undone && inverse !== null && (state === 'done' || state === 'unknown') ? 'undone' : state };
  });

async function giveUp(
  stop: Stop,
  work: Work,
  begun: readonly BegunStep[],
  context: ChangeContext,
): Promise<ChangeReport> {
  const { left, commands } = await undo(begun, context);
  const undone = left.length === 0;
  const computer = context.computerName;
  return {
    outcome: undone ? 'rolled-back' : 'unknown',
    steps: reportSteps(work, begun, undone),
    differences: stop.kind === 'read-back' ? stop.differences : [],
    proof: { level: 'none', evidence: [] },
    leftOver: [],
    error: undone
      ? undoneError(stop, computer)
      : appError('undo-incomplete', { reason: stopReason(stop), left, commands, computer }),
  };
}

/**
 * Carries work out: step by step, stops at the first failure and undoes newest first; reads everything back and
 * compares; records; then deletes what is no longer used. Ends as planned or as before, and says so after reading.
 */
export async function change(work: Work, context: ChangeContext): Promise<ChangeReport> {
  if (work.steps.length === 0 && work.retire.length === 0) return unchanged(context);
  const begun = await carryOutInOneTransaction(work, context);
  const settled = begun.stop ?? (await settle(context));
  if ('kind' in settled) return giveUp(settled, work, begun.steps, context);
  const leftOver = await retire(work.retire, context.gateway, context.onProgress);
  return {
    outcome: 'applied',
    steps: reportSteps(work, begun.steps, false),
    differences: [],
    proof: settled,
    leftOver,
  };
}

/** Twice changes nothing; the level is read and recorded anew, because it may be another by now. */
async function unchanged({ judge, record }: ChangeContext): Promise<ChangeReport> {
  const { proof } = await judge();
  await record(proof);
  return { outcome: 'unchanged', steps: [], differences: [], proof, leftOver: [] };
}
