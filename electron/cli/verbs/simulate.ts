import { access } from 'node:fs/promises';
import { fail } from '#contract/app-error';
import { SimulatedGateway } from '#host/simulated-gateway';
import {
  simulateForeignRules,
  simulateRestart,
  simulateSet,
  simulateShow,
  simulateTime,
  type Passed,
} from '#host/simulation/commands';
import { parseFaults, type Faults } from '#host/simulation/faults';
import { computerAt } from '#host/simulation/network';
import { readAddress } from '#policy/address-text';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { simulateConnect } from '#host/simulation/connect';
import { exitStatus, type ExitStatus } from '../exit-status';
import type { CommonOptions } from '../options';
import { answerOutcome } from '../outcome-answer';
import type { Output } from '../output';
import type { Environment } from '#host/find-powershell';

const needFile = (state: string | undefined): string =>
  state ?? fail('usage', { problem: 'simulate needs --state FILE' }, '--state');

/** Which computer the answer is about: the one that is played, whatever its name is by now. */
async function nameComputer(file: string, output: Output): Promise<void> {
  const { computerName } = await new SimulatedGateway({ file }).probe();
  output.computer = computerName;
}

export async function simulateSetVerb(
  assignments: readonly string[],
  state: string | undefined,
  output: Output,
): Promise<ExitStatus> {
  const file = needFile(state);
  await simulateSet(file, assignments);
  await nameComputer(file, output);
  output.line(texts.simulated.set);
  output.answer({ set: assignments });
  return exitStatus.done;
}

export async function simulateForeignRulesVerb(
  count: string,
  state: string | undefined,
  output: Output,
): Promise<ExitStatus> {
  if (!/^\d{1,6}$/u.test(count)) fail('usage', { problem: `foreign-rules takes a number, not "${count}"` });
  const file = needFile(state);
  await simulateForeignRules(file, Number(count));
  await nameComputer(file, output);
  output.line(texts.simulated.foreignRules(Number(count)));
  output.answer({ foreignRules: Number(count) });
  return exitStatus.done;
}

export async function simulateShowVerb(state: string | undefined, output: Output): Promise<ExitStatus> {
  const shown = await simulateShow(needFile(state));
  output.computer = shown.computer.name;
  if (output.json) output.answer({ state: shown });
  else output.line(JSON.stringify(shown, undefined, 2));
  return exitStatus.done;
}

/** Faults hit the calls of tasks only where a person asks for them by name. */
function faultsIn({ IPSEC_WIZARD_SIMULATE: text = '' }: Environment): Faults | undefined {
  return text === '' ? undefined : parseFaults(text);
}

function tellPassed({ now, ran }: Passed, output: Output): void {
  output.line(texts.simulated.now(now));
  for (const { taskName, at, result } of ran) output.line(texts.simulated.ran(taskName, at, result));
  output.answer({ now, ran });
}

export async function simulateTimeVerb(
  seconds: string,
  state: string | undefined,
  output: Output,
  environment: Environment,
): Promise<ExitStatus> {
  if (!/^\+\d{1,8}$/u.test(seconds)) fail('usage', { problem: `time takes +SECONDS, not "${seconds}"` });
  const file = needFile(state);
  const passed = await simulateTime(file, Number(seconds.slice(1)), faultsIn(environment));
  await nameComputer(file, output);
  tellPassed(passed, output);
  return exitStatus.done;
}

export async function simulateRestartVerb(
  state: string | undefined,
  output: Output,
  environment: Environment,
): Promise<ExitStatus> {
  const file = needFile(state);
  const passed = await simulateRestart(file, faultsIn(environment));
  await nameComputer(file, output);
  tellPassed(passed, output);
  return exitStatus.done;
}

export interface ConnectOptions extends CommonOptions {
  readonly to?: string;
  readonly from?: string;
}

function portOf({ port }: ConnectOptions): { readonly port?: number } {
  if (port === undefined) return {};
  const number = /^\d{1,5}$/u.test(port) ? Number(port) : 0;
  if (number >= 1 && number <= 65_535) return { port: number };
  return fail('usage', { problem: `--port takes a number from 1 to 65535, not "${port}"` }, '--port');
}

interface Called {
  readonly file: string;
  /** Where the computer was found by it. */
  readonly address?: string;
}

const nobody = (problem: string): never => fail('usage', { problem }, '--to');

/** Only the file of `--state` is made where it is not there: a slip in this name would play a computer of nobody. */
async function fileThere(file: string): Promise<string> {
  try {
    await access(file);
    return file;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return fail('file-unreadable', { file, reason }, '--to');
  }
}

/** The computer that `--to` names: a file, or an address in the network. */
async function calledFile(own: string, { to = '', network }: ConnectOptions): Promise<Called> {
  if (to === '') return nobody('--to needs the file of another simulated computer, or its address in a --network');
  if (readAddress(to) === undefined) return { file: await fileThere(to) };
  if (network === undefined) return nobody(`--to ${to} is an address, and there is no --network DIR to look for it in`);
  const file = await computerAt({ folder: network, own }, to);
  return file === undefined
    ? nobody(`no other computer in the network ${network} has the address ${to}`)
    : { file, address: to };
}

/** Two files play two computers: the one behind --state opens a connection to the other. */
export async function simulateConnectVerb(
  _: readonly string[],
  options: ConnectOptions,
  output: Output,
): Promise<ExitStatus> {
  const file = needFile(options.state);
  const called = await calledFile(file, options);
  const { from } = options;
  const connected = await simulateConnect(file, called.file, {
    ...portOf(options),
    ...(from === undefined ? {} : { from }),
    ...(called.address === undefined ? {} : { to: called.address }),
  });
  output.computer = connected.computers.from;
  output.line(texts.simulated.connect(connected.computers.from, connected.computers.to));
  return answerOutcome({ ...connected, mismatches: [] }, output);
}
