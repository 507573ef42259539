import type { AppError } from '#contract/app-error';
import { utcText } from '#contract/invocation';
import type { Secret } from '#contract/secret';
import { policyStoreOf, type Difference, type Inventory } from '#contract/store-object';
import type { Plan, PlanStep, RemovingInvocation } from '#compiler/plan';
import type { HostGateway, HostTransaction } from '#host/gateway';
import { CmdletError } from '#host/cmdlet-error';
import { readInventory } from '#host/observe';
import type { Proof } from './enforcement';
import { giveUp } from './give-up';
import type { Journal } from './journal';
import { targetOf } from './journal-entry';
import { keep, type EndContext } from './keep';
import { endQuietly } from './one-call';
import type { OnProgress, StepState } from './progress';
import { reasonOf } from './reason';
import { interrupted, type Stop } from './stop';
import { inversesOf, type BegunStep } from './undo';
import { arm, moveDeadline } from './undo-task';

/** What of a plan is carried out, and what it is judged by; plans of several policies can be one piece of work. */
export type Work = Pick<Plan, 'steps' | 'retire' | 'drift'>;

export interface AutomaticUndo {
  /** 60 to 600. */
  readonly afterSeconds: number;
  /** Why this computer has no scheduled tasks; nothing where it has. */
  readonly unavailable?: string | undefined;
}

/** What a change needs beside its work. */
export interface ChangeContext {
  readonly gateway: HostGateway;
  readonly computerName: string;
  readonly key: Secret | undefined;
  /** Writes the first line of the journal, with the snapshot. Throws AppFailure: then nothing was touched. */
  readonly beginJournal: () => Promise<Journal>;
  readonly automaticUndo: AutomaticUndo;
  /** Whether the change waits to be kept by somebody, or keeps itself where its level is acceptable. */
  readonly hold: boolean;
  /** What would be to do, were it planned anew for this store: no step is left once the change is in place. */
  readonly remaining: (inventory: Inventory) => Work;
  readonly onProgress: OnProgress;
  /** Ctrl-C: the call under way is finished, the rest is not begun, and what was done is undone. */
  readonly signal: AbortSignal;
  /** Looks once more before a step, and may stop there. */
  readonly beforeStep?: ((step: PlanStep) => Promise<Stop | undefined>) | undefined;
  /** How far what is stored protects; read after everything is in place, before it is kept. */
  readonly judge: () => Promise<Judgement>;
  readonly record: EndContext['record'];
  readonly restore: EndContext['restore'];
}

type Running = ChangeContext & EndContext;

export interface Judgement {
  readonly proof: Proof;
  /** False where the caller wants the change undone because the level is too low. */
  readonly acceptable: boolean;
  /** Whether the level is the one that the role needs. */
  readonly reached: boolean;
}

export interface StepReport {
  readonly id: string;
  readonly state: StepState;
}

/** How a change ended. `unknown` is the only end in which the computer is neither as before nor as planned. */
export interface ChangeReport {
  readonly outcome: 'unchanged' | 'applied' | 'pending' | 'rolled-back' | 'unknown';
  readonly steps: readonly StepReport[];
  readonly differences: readonly Difference[];
  readonly proof: Proof;
  readonly error?: AppError;
  /** Objects taken out of use that could not be deleted: switched off, harmless, named. */
  readonly leftOver: readonly RemovingInvocation[];
  /** Where it is pending: when it undoes itself, by the computer's clock (ISO 8601, UTC); nothing where it does not. */
  readonly pendingUntil?: string;
}

interface Begun {
  readonly steps: readonly BegunStep[];
  readonly stop?: Stop;
}

/** The whole undo is known before the first step: it lies in the task, and does not ask how far the change came. */
async function armed(work: Work, context: Running): Promise<Stop | undefined> {
  const { automaticUndo, journal, gateway, onProgress } = context;
  try {
    if (automaticUndo.unavailable !== undefined) {
      await journal.write({ kind: 'unarmed', reason: automaticUndo.unavailable });
      return undefined;
    }
    onProgress({ kind: 'phase', phase: 'arm' });
    const deadline = utcText((await gateway.now()) + automaticUndo.afterSeconds * 1000);
    const { changeId } = journal.begun;
    await arm(gateway, { changeId, inverses: inversesOf(work.steps), deadline });
    await journal.write({ kind: 'armed', until: deadline });
    return undefined;
  } catch (error) {
    return { kind: 'step', step: 'arm', reason: reasonOf(error) };
  }
}

async function carryOutSteps(transaction: HostTransaction, work: Work, context: Running): Promise<Begun> {
  const { onProgress, signal } = context;
  const steps: BegunStep[] = [];
  for (const [at, step] of work.steps.entries()) {
    if (signal.aborted) return { steps, stop: interrupted };
    const before = await context.beforeStep?.(step);
    if (before !== undefined) return { steps, stop: before };
    onProgress({
      kind: 'step',
      id: step.id,
      cmdlet: step.invocation.cmdlet,
      number: at + 1,
      of: work.steps.length,
    });
    const { begun, stop } = await carryOutJournaled(transaction, step, context.journal);
    if (begun !== undefined) {
      steps.push({ step, state: begun });
      onProgress({ kind: 'step-ended', id: step.id, state: begun });
    }
    if (stop !== undefined) return { steps, stop };
  }
  return { steps };
}

interface OneStep {
  /** Nothing where the step was not begun, because the journal could not say so. */
  readonly begun?: BegunStep['state'];
  readonly stop?: Stop;
}

/** A line before the call and one after it: without the first the call is not made, without the second it is undone. */
async function carryOutJournaled(transaction: HostTransaction, step: PlanStep, journal: Journal): Promise<OneStep> {
  const { id } = step;
  const toJournal = async (write: () => Promise<void>): Promise<Stop | undefined> => {
    try {
      await write();
      return undefined;
    } catch (error) {
      return { kind: 'record', reason: reasonOf(error) };
    }
  };
  const silent = await toJournal(() => journal.write({ kind: 'step', id }));
  if (silent !== undefined) return { stop: silent };
  const failure = await carryOutOne(transaction, step);
  const state = failure?.state ?? 'done';
  const untold = await toJournal(() => journal.write({ kind: 'step-ended', id, state, reason: failure?.reason }));
  const stop: Stop | undefined = failure === undefined ? untold : { kind: 'step', step: id, reason: failure.reason };
  return { begun: state, ...(stop === undefined ? {} : { stop }) };
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

async function carryOutInOneTransaction(work: Work, context: Running): Promise<Begun> {
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
async function readBack({ gateway, journal, key, remaining, onProgress }: Running): Promise<Stop | undefined> {
  onProgress({ kind: 'phase', phase: 'read-back' });
  try {
    const options = key === undefined ? {} : { compareKey: key };
    const rest = remaining(await readInventory(gateway, policyStoreOf(targetOf(journal.begun)), options));
    return rest.steps.length === 0 ? undefined : { kind: 'read-back', differences: rest.drift };
  } catch (error) {
    return { kind: 'step', step: 'read-back', reason: reasonOf(error) };
  }
}

async function judged({ judge, journal, onProgress }: Running): Promise<Stop | Judgement> {
  onProgress({ kind: 'phase', phase: 'enforcement' });
  try {
    const judgement = await judge();
    const { proof, acceptable } = judgement;
    if (!acceptable) return { kind: 'unproved', proof };
    await journal.write({ kind: 'applied', ...proof });
    return judgement;
  } catch (error) {
    return { kind: 'step', step: 'enforcement', reason: reasonOf(error) };
  }
}

const settle = async (context: Running): Promise<Stop | Judgement> =>
  (await readBack(context)) ?? (await judged(context));

const reportSteps = (work: Work, begun: readonly BegunStep[], undone: boolean): readonly StepReport[] =>
  work.steps.map(({ id, inverse }, at) => {
    const state = begun[at]?.state ?? 'not-reached';
    return { id, state: undone && inverse !== null && (state === 'done' || state === 'unknown') ? 'undone' : state };
  });

async function undone(stop: Stop, work: Work, begun: readonly BegunStep[], context: Running): Promise<ChangeReport> {
  const ended = await giveUp(stop, begun, context);
  return {
    outcome: ended.undone ? 'rolled-back' : 'unknown',
    steps: reportSteps(work, begun, ended.undone),
    differences: 'differences' in stop ? stop.differences : [],
    proof: { level: 'none', evidence: [] },
    leftOver: [],
    error: ended.error,
  };
}

/** From now on the full time: applying has taken some of it. */
async function held(context: Running): Promise<Stop | { readonly pendingUntil: string }> {
  const { automaticUndo, gateway, journal, isArmed } = context;
  try {
    const until = utcText((await gateway.now()) + automaticUndo.afterSeconds * 1000);
    if (isArmed) await moveDeadline(gateway, journal.begun, until);
    await journal.write({ kind: 'pending', until });
    return { pendingUntil: until };
  } catch (error) {
    return { kind: 'step', step: 'hold', reason: reasonOf(error) };
  }
}

type End = Pick<ChangeReport, 'leftOver' | 'pendingUntil'>;

async function ended({ proof, reached }: Judgement, context: Running): Promise<Stop | End> {
  // What only deletes cannot undo itself: there is nothing to wait for.
  if (!context.hold || context.journal.begun.steps.length === 0)
    return keep(context, reached ? 'level-reached' : 'asked-for', proof);
  if (context.signal.aborted) return interrupted;
  const pending = await held(context);
  return 'kind' in pending ? pending : { leftOver: [], ...pending };
}

/**
 * Carries work out: arms the automatic undo before the first step; goes step by step, each with a line in the journal
 * before and after; stops at the first failure and undoes newest first; reads everything back and compares; keeps, or
 * waits to be kept. Ends as planned or as before, and says so after reading. Throws AppFailure where nothing was touched.
 */
export async function change(work: Work, context: ChangeContext): Promise<ChangeReport> {
  if (work.steps.length === 0 && work.retire.length === 0) return unchanged(context);
  const journal = await context.beginJournal();
  const running: Running = {
    ...context,
    journal,
    isArmed: context.automaticUndo.unavailable === undefined,
    isInPlace: async () => (await readBack(running)) === undefined,
  };
  const unarmed = await armed(work, running);
  const begun = unarmed === undefined ? await carryOutInOneTransaction(work, running) : { steps: [], stop: unarmed };
  const settled = begun.stop ?? (await settle(running));
  if ('kind' in settled) return undone(settled, work, begun.steps, running);
  const end = await ended(settled, running);
  if ('kind' in end) return undone(end, work, begun.steps, running);
  return {
    outcome: end.pendingUntil === undefined ? 'applied' : 'pending',
    steps: reportSteps(work, begun.steps, false),
    differences: [],
    proof: settled.proof,
    ...end,
  };
}

/** Twice changes nothing; the level is read and recorded anew, because it may be another by now. */
async function unchanged({ judge, record }: ChangeContext): Promise<ChangeReport> {
  const { proof } = await judge();
  await record(proof);
  return { outcome: 'unchanged', steps: [], differences: [], proof, leftOver: [] };
}
