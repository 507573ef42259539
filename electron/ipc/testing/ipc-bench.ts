import { filesInMemory, type OwnFiles } from '#transaction/own-files';
import type { AppError } from '#contract/app-error';
import type { Answer as AnswerOf, Argument, CallName } from '#contract/derive';
import type { Result } from '#contract/result';
import { OneAtATime } from '#host/one-at-a-time';
import { placeOf, type Place } from '#deeds/place';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import { KeyVault } from '#secrets/vault';
import type { Progress } from '#transaction/progress';
import { answerCalls, type Answer } from '../answer';
import { handlersFor } from '../handlers';
import { RunningChange } from '../running-change';
import { StickSession } from '../stick-session';
import type { IpcSurroundings } from '../surroundings';
import { isTrustedSender, type Sender } from '../trusted-sender';

const page = 'app://wizard/index.html';
const contents = { ours: true };
export const ourPage: Sender = { sender: contents, senderFrame: { url: page, parent: null } };
export const key = 'x7#Kp!9vQz@2mL$w-Zażółć';
/** Too weak for check words, so that no test waits for them without need; and full of what quoting has to mind. */
export const quickKey = `Zażółć'"$(calc)`;

/** The main process's side of the boundary, with a simulated computer in memory and nothing of Electron. */
export interface IpcBench {
  /** As our page calls. */
  readonly call: <Name extends CallName>(
    name: Name,
    argument: Argument<Name>,
  ) => Promise<Result<AnswerOf<Name>, AppError>>;
  /** As anybody calls, with anything. */
  readonly send: (name: CallName, given: readonly unknown[], sender?: Sender) => Promise<Answer>;
  readonly place: Place;
  readonly drafts: OwnFiles;
  readonly vault: KeyVault;
  readonly change: RunningChange;
  readonly progress: readonly Progress[];
}

export interface BenchOptions extends Partial<IpcSurroundings> {
  /** As IPSEC_WIZARD_SIMULATE. */
  readonly faults?: string;
  readonly state?: string;
}

export function ipcBench({ faults = '', state, ...own }: BenchOptions = {}): IpcBench {
  const wish = { host: 'simulated', ...(state === undefined ? {} : { state }) };
  const place = placeOf(wish, { environment: { IPSEC_WIZARD_SIMULATE: faults }, platform: 'linux' });
  const [vault, change, drafts, progress] = [new KeyVault(), new RunningChange(), filesInMemory(), [] as Progress[]];
  const handlers = handlersFor({
    place: () => place,
    drafts: () => drafts,
    draftWrites: new OneAtATime(),
    vault,
    change,
    sendProgress: (value) => progress.push(value),
    preview: false,
    canElevate: false,
    askWhereToSave: () => Promise.resolve(undefined),
    askWhichFile: () => Promise.resolve(undefined),
    askWhichFolder: () => Promise.resolve(undefined),
    stick: new StickSession(),
    settingsBeside: [],
    programFolder: undefined,
    sendKitProgress: () => undefined,
    resolveAddresses: () => Promise.resolve([]),
    restartAsAdministrator: () => Promise.resolve(),
    closeWindow: () => undefined,
    ...own,
  });
  const answer = answerCalls(handlers, (sender) => isTrustedSender(sender, contents, page));
  return {
    // The handler of a call answers what the contract says of it; the way through the channel forgets it.
    call: (name, argument) => answer(name, ourPage, [argument]) as Promise<Result<never, AppError>>,
    send: (name, given, sender = ourPage) => answer(name, sender, given),
    place,
    drafts,
    vault,
    change,
    progress,
  };
}

/** A policy as it comes over the boundary: plain data. */
export const policyOf = (options: Partial<PresetOptions> = {}): Record<string, unknown> =>
  JSON.parse(JSON.stringify(presetPolicy({ role: 'server', ...options }))) as Record<string, unknown>;

export const codeOf = (answer: Answer): string => (answer.ok ? 'ok' : answer.error.code);
export const errorOf = (answer: Answer): AppError | undefined => (answer.ok ? undefined : answer.error);

/** The value of an answer that has to be one. */
export function valueOf<T>(answer: Result<T, AppError>): T {
  if (!answer.ok) throw new Error(`A value was expected, not ${JSON.stringify(answer.error)}`);
  return answer.value;
}
