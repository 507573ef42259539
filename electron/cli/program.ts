import { Command, CommanderError, Option } from 'commander';
import { AppFailure, appError, type AppError } from '#contract/app-error';
import { CmdletError } from '#host/cmdlet-error';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { keyFrom, placeOf, wantsPowerShell, type Surroundings } from './context';
import { exitStatus, statusOfError, type ExitStatus } from './exit-status';
import { laterOptions, laterValues, laterVerbs, withCommonOptions, type CommonOptions } from './options';
import { Output } from './output';
import type { Verb } from './verb';
import { applyVerb } from './verbs/apply';
import { planVerb } from './verbs/plan';
import { preflightVerb } from './verbs/preflight';
import { removeVerb } from './verbs/remove';
import { simulateForeignRulesVerb, simulateSetVerb, simulateShowVerb } from './verbs/simulate';
import { statusVerb } from './verbs/status';
import { verifyVerb } from './verbs/verify';

/** A host that does not answer as it should, in the words of an error. */
function hostError({ kind, cmdlet, errorId, message }: CmdletError): AppError {
  switch (kind) {
    case 'timed-out':
      return appError('host-timed-out', { cmdlet, reason: message });
    case 'died':
      return appError('host-died', { cmdlet });
    case 'garbled':
      return appError('host-answer-garbled', { cmdlet, problem: message });
    case 'refused':
    case 'not-found':
    case 'already-exists':
    case 'access-denied':
      return appError('host-call-failed', { cmdlet, id: errorId, message });
  }
}

/** Every failure becomes an error with three sentences; nothing is shown with a stack. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppFailure) return error.appError;
  if (error instanceof CmdletError) return hostError(error);
  if (error instanceof CommanderError) return appError('usage', { problem: error.message.replace(/^error: /u, '') });
  return appError('internal', { problem: error instanceof Error ? error.message : String(error) });
}

interface Run {
  readonly surroundings: Surroundings;
  status: ExitStatus;
}

type Body = (output: Output) => Promise<ExitStatus>;

/** Runs one verb: what it throws becomes an error in the form that the options ask for. */
async function run(to: Run, verb: string, options: CommonOptions, body: Body): Promise<void> {
  const host = verb !== 'simulate' && wantsPowerShell(options, to.surroundings) ? 'powershell' : 'simulated';
  const json = options.json === true || options.format === 'json';
  const output = new Output(to.surroundings, { verb, json, quiet: options.quiet === true, host });
  if (host === 'simulated') {
    if (options.format === 'powershell') output.aside(texts.simulation);
    else output.line(texts.simulation);
  }
  try {
    to.status = await body(output);
  } catch (error) {
    const appError = asAppError(error);
    output.error(appError);
    to.status = statusOfError(appError.code);
  }
}

function addVerb<Options extends CommonOptions>(program: Command, to: Run, name: string, summary: string, verb: Verb<Options>): Command {
  const command = withCommonOptions(program.command(name).description(summary));
  return command.action(() => {
    const options = command.opts<Options>();
    return run(to, name, options, async (output) => {
      const { surroundings } = to;
      const key = await keyFrom(options, surroundings);
      const place = placeOf(options, surroundings);
      if (place.inMemory && options.format !== 'powershell') output.aside(texts.inMemory);
      try {
        return await verb({ options, place, key, output, surroundings });
      } finally {
        await place.gateway.close();
      }
    });
  });
}

function addSimulate(program: Command, to: Run): void {
  const simulate = program.command('simulate').description('play the computer behind --state');
  const sub = (name: string, summary: string, body: (given: readonly string[], options: CommonOptions, output: Output) => Promise<ExitStatus>): Command => {
    const command = withCommonOptions(simulate.command(name).description(summary));
    return command.action(() => {
      const options = command.opts<CommonOptions>();
      return run(to, 'simulate', options, (output) => body(command.args, options, output));
    });
  };
  sub('set', 'FACT=VALUE ...: change facts of the computer', (given, { state }, output) => simulateSetVerb(given, state, output)).argument('<fact...>');
  sub('foreign-rules', 'N: add rules of others', ([count = ''], { state }, output) => simulateForeignRulesVerb(count, state, output)).argument('<count>');
  sub('show', 'print the computer', (_, { state }, output) => simulateShowVerb(state, output));
}

/** The command line as a table of contents. `to.status` holds the exit status when parsing has ended. */
export function buildProgram(to: Run): Command {
  const program = new Command('ipsec-backup-wizard')
    .description('Secures a client-server backup system (TCP 4531) with Windows IPsec.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => to.surroundings.stdout.write(text),
      writeErr: () => undefined,
    });
  addVerb(program, to, 'plan', 'show what would be done, and why; touches nothing', planVerb).addOption(
    new Option('--format <format>', 'text, json or a stand-alone PowerShell script').choices(['text', 'json', 'powershell']).default('text'),
  );
  addVerb(program, to, 'apply', 'carry the policy out, read it back, say how far it protects', applyVerb)
    .option('--expect <fingerprint>', 'refuse any plan but the reviewed one')
    .addOption(new Option('--if-unproved <what>', 'when the role’s level is not reached').choices(['keep', 'undo']).default('keep'));
  addVerb(program, to, 'verify', 'compare what is on the computer with what should be', verifyVerb);
  addVerb(program, to, 'status', 'the policies of this program on this computer', statusVerb);
  addVerb(program, to, 'remove', 'take own objects away, and nothing else', removeVerb);
  addVerb(program, to, 'preflight', 'what stands in the way, findings only', preflightVerb);
  addSimulate(program, to);
  return program;
}

/** What belongs to a later version is named as such before anything is parsed. */
export function laterThing(argv: readonly string[]): string | undefined {
  const [verb = ''] = argv;
  if (laterVerbs.includes(verb)) return verb;
  const option = argv.find((argument) => laterOptions.some((later) => argument === later || argument.startsWith(`${later}=`)));
  if (option !== undefined) return option.replace(/=.*$/su, '');
  const [name, value] =
    laterValues.find(([later, word]) => argv.includes(`${later}=${word}`) || argv[argv.indexOf(later) + 1] === word && argv.includes(later)) ?? [];
  return name === undefined ? undefined : `${name} ${value ?? ''}`;
}

/** Runs one command line and answers its exit status. */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const to: Run = { surroundings, status: exitStatus.done };
  const json = argv.includes('--json') || argv.includes('--format=json') || argv[argv.indexOf('--format') + 1] === 'json';
  const [verb = ''] = argv;
  const refuse: Body = () => {
    throw new AppFailure(appError('not-in-this-version', { what: laterThing(argv) ?? verb }));
  };
  if (laterThing(argv) !== undefined) {
    await run(to, verb, { json }, refuse);
    return to.status;
  }
  try {
    await buildProgram(to).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.done;
    await run(to, verb, { json }, () => Promise.reject(error instanceof Error ? error : new Error(String(error))));
  }
  return to.status;
}
