import { Command, CommanderError, Option } from 'commander';
import { fail } from '#contract/app-error';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { asAppError } from './as-app-error';
import { placeOf, wantsPowerShell } from '#deeds/place';
import type { Surroundings } from './context';
import { exitStatus, statusOfError, type ExitStatus } from './exit-status';
import { laterThing } from './later';
import { refuseLogInOtherFile } from './log-file';
import { fileName, withCommonOptions, withConsentOptions, type CommonOptions } from './options';
import { Output } from './output';
import { openRunLog, type RunLog } from './run-log';
import { sourceOf } from './settings-source';
import type { Verb } from './verb';
import { applyVerb } from './verbs/apply';
import { compareVerb } from './verbs/compare';
import { confirmVerb } from './verbs/confirm';
import { kitVerb, withKitOptions, type KitOptions } from './verbs/kit';
import { ledgerVerbs, withLedgerOptions, type LedgerOptions } from './verbs/ledger';
import { planVerb } from './verbs/plan';
import { preflightVerb } from './verbs/preflight';
import { recoverVerb } from './verbs/recover';
import { removeVerb } from './verbs/remove';
import { reportVerb } from './verbs/report';
import { rollbackVerb } from './verbs/rollback';
import { settingsVerbs, withSettingsOptions, type SettingsOptions } from './verbs/settings';
import {
  simulateConnectVerb,
  simulateForeignRulesVerb,
  simulateRestartVerb,
  simulateSetVerb,
  simulateShowVerb,
  simulateTimeVerb,
} from './verbs/simulate';
import { statusVerb } from './verbs/status';
import { verifyVerb } from './verbs/verify';

interface Run {
  readonly surroundings: Surroundings;
  status: ExitStatus;
}

type Body = (output: Output) => Promise<ExitStatus>;

/** What the verb throws becomes an error in the form that the options ask for. */
async function statusOf(output: Output, body: Body): Promise<ExitStatus> {
  try {
    return await body(output);
  } catch (error) {
    const appError = asAppError(error);
    output.error(appError);
    return statusOfError(appError.code);
  }
}

/** A log that cannot be opened is the first thing that can go wrong, and is said like everything else. */
function openLog(options: CommonOptions): { readonly log: RunLog; readonly problem?: Error } {
  try {
    refuseLogInOtherFile(options);
    return { log: openRunLog(options.log) };
  } catch (error) {
    return { log: () => undefined, problem: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Runs one verb, and writes down in the log that it began and how it ended. */
async function run(to: Run, verb: string, options: CommonOptions, body: Body): Promise<void> {
  const host = verb !== 'simulate' && wantsPowerShell(options, to.surroundings) ? 'powershell' : 'simulated';
  const json = options.json === true || options.format === 'json';
  const { log, problem } = openLog(options);
  const output = new Output(to.surroundings, { verb, json, quiet: options.quiet === true, host, log });
  if (host === 'simulated') {
    if (options.format === 'powershell') output.aside(texts.simulation);
    else output.line(texts.simulation);
  }
  log({ event: 'begin', verb, host });
  to.status = await statusOf(output, problem === undefined ? body : () => Promise.reject(problem));
  log({ event: 'end', verb, status: to.status });
}

function addVerb<Options extends CommonOptions>(
  program: Command,
  to: Run,
  name: string,
  summary: string,
  verb: Verb<Options>,
): Command {
  const { surroundings } = to;
  const command = withCommonOptions(program.command(name).description(summary));
  return command.action(() => {
    const options = command.opts<Options>();
    return run(to, name, options, async (output) => {
      const { key, chosen, ledger } = await sourceOf(name, options, surroundings);
      const place = surroundings.placeFor?.(options) ?? placeOf(options, surroundings);
      if (place.inMemory && options.format !== 'powershell') output.aside(texts.inMemory);
      try {
        return await verb({ options, place, chosen, key, ledger, output, surroundings });
      } finally {
        await place.gateway.close();
      }
    });
  });
}

/** No computer of ours is looked at: two files say everything. */
function addCompare(program: Command, to: Run): void {
  const summary = 'what happens when A opens a connection to B: two settings files or plans as JSON';
  const command = withCommonOptions(program.command('compare <A> <B>').description(summary));
  command.action(() =>
    run(to, 'compare', command.opts<CommonOptions>(), (output) =>
      compareVerb(command.args, command.opts<CommonOptions>(), output, to.surroundings),
    ),
  );
}

type Simulation<Options> = (given: readonly string[], options: Options, output: Output) => Promise<ExitStatus>;

function addSimulation<Options extends CommonOptions>(
  simulate: Command,
  to: Run,
  usage: string,
  summary: string,
  body: Simulation<Options>,
): Command {
  const command = withCommonOptions(simulate.command(usage).description(summary));
  return command.action(() => {
    const options = command.opts<Options>();
    return run(to, 'simulate', options, (output) => body(command.args, options, output));
  });
}

function addSimulate(program: Command, to: Run): void {
  const simulate = program.command('simulate').description('play the computer behind --state');
  addSimulation(simulate, to, 'set <FACT=VALUE...>', 'change facts of the computer', (given, { state }, output) =>
    simulateSetVerb(given, state, output),
  );
  addSimulation(simulate, to, 'foreign-rules <N>', 'add N rules of others', ([count = ''], { state }, output) =>
    simulateForeignRulesVerb(count, state, output),
  );
  addSimulation(
    simulate,
    to,
    'time <+SECONDS>',
    'let time pass; tasks that are due run',
    ([seconds = ''], options, output) => simulateTimeVerb(seconds, options.state, output, to.surroundings.environment),
  );
  addSimulation(simulate, to, 'restart', 'restart the computer; its start-up tasks run', (_, { state }, output) =>
    simulateRestartVerb(state, output, to.surroundings.environment),
  );
  addSimulation(simulate, to, 'connect', 'open a connection to another simulated computer', simulateConnectVerb)
    .requiredOption('--to <file>', 'the other simulated computer; with --network also its address')
    .option('--from <address>', 'the address that this one has there (default: its own)');
  addSimulation(simulate, to, 'show', 'print the computer', (_, { state }, output) => simulateShowVerb(state, output));
}

/** Files only: no place, and no computer is looked at. */
function addSettings(program: Command, to: Run): void {
  const settings = program.command('settings').description('write, show, check, seal and open settings files');
  for (const { usage, summary, body } of settingsVerbs) {
    const command = withSettingsOptions(withCommonOptions(settings.command(usage).description(summary)));
    command.action(() => {
      const options = command.opts<SettingsOptions>();
      const { surroundings } = to;
      return run(to, 'settings', options, (output) => body({ given: command.args, options, output, surroundings }));
    });
  }
}

/** Files only, as above. */
function addKit(program: Command, to: Run): void {
  const summary = 'prepare the USB stick: sealed settings, scripts, command files, the program where there is one';
  const command = withKitOptions(withCommonOptions(program.command('kit').description(summary)));
  command.action(() => {
    const options = command.opts<KitOptions>();
    return run(to, 'kit', options, (output) => kitVerb(options, output, to.surroundings));
  });
}

/** Files only, as above. */
function addLedger(program: Command, to: Run): void {
  const ledger = program.command('ledger').description('show, check and merge the record on the stick');
  for (const { usage, summary, body } of ledgerVerbs) {
    const command = withLedgerOptions(withCommonOptions(ledger.command(usage).description(summary)));
    command.action(() => {
      const options = command.opts<LedgerOptions>();
      const { surroundings } = to;
      return run(to, 'ledger', options, (output) => body({ given: command.args, options, output, surroundings }));
    });
  }
}

const formats = ['text', 'json', 'powershell'];

/** The command line as a table of contents. `to.status` holds the exit status when parsing has ended. */
function buildProgram(to: Run): Command {
  const program = new Command('ipsec-backup-wizard')
    .description('Secures a client-server backup system (TCP 4531) with Windows IPsec.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => to.surroundings.stdout.write(text),
      // Errors are said by `run`, in three sentences.
      writeErr: () => undefined,
    });
  withConsentOptions(
    addVerb(program, to, 'plan', 'show what would be done, and why; touches nothing', planVerb),
  ).addOption(
    new Option('--format <format>', 'text, json or a stand-alone PowerShell script').choices(formats).default('text'),
  );
  withConsentOptions(
    addVerb(program, to, 'apply', 'carry the policy out, read it back, say how far it protects', applyVerb),
  )
    .option('--expect <fingerprint>', 'refuse any plan but the reviewed one')
    .addOption(
      new Option('--if-unproved <what>', 'when the role’s level is not reached')
        .choices(['keep', 'undo'])
        .default('keep'),
    )
    .option('--confirm-within <seconds>', 'undo it by itself unless it is confirmed in time (60 to 600)')
    .option('--remark <text>', 'a remark for the ledger of the settings file (one line, at most 200 letters)');
  addVerb(program, to, 'confirm', 'keep a pending change', confirmVerb)
    .option('--without-proof', 'keep it although the role’s level is not reached; this is recorded')
    .option('--extend <seconds>', 'move its deadline: that many seconds from now (60 to 600)');
  addVerb(program, to, 'rollback', 'undo a pending change, or the last one', rollbackVerb);
  addVerb(program, to, 'recover', 'finish an interrupted change: undo it', recoverVerb).option(
    '--keep',
    'keep it instead, where all of it is in place',
  );
  addVerb(program, to, 'verify', 'compare what is on the computer with what should be', verifyVerb);
  addVerb(program, to, 'status', 'the policies of this program on this computer', statusVerb).option(
    '--break-glass',
    'print "If backups stop": how to switch our rules off without this program',
  );
  addVerb(program, to, 'remove', 'take own objects away, and nothing else', removeVerb);
  withConsentOptions(addVerb(program, to, 'preflight', 'what stands in the way, findings only', preflightVerb));
  addCompare(program, to);
  addSettings(program, to);
  addKit(program, to);
  addLedger(program, to);
  addVerb(
    program,
    to,
    'report',
    'the hand-over report: what is applied, evidence, findings, "If backups stop"',
    reportVerb,
  ).option('--to <file>', 'the file to write: .html for HTML, else Markdown', fileName);
  addSimulate(program, to);
  return program;
}

/** Before the options are parsed, and where they cannot be: which verb is meant, and whether one document is promised. */
const verbIn = (argv: readonly string[]): string => argv.find((argument) => !argument.startsWith('-')) ?? '';
const wantsJson = (argv: readonly string[]): boolean =>
  argv.some(
    (argument, at) =>
      argument === '--json' || argument === '--format=json' || (argument === '--format' && argv[at + 1] === 'json'),
  );

/** Runs one command line and answers its exit status. */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const to: Run = { surroundings, status: exitStatus.done };
  const later = laterThing(argv);
  try {
    if (later !== undefined) fail('not-in-this-version', { what: later });
    await buildProgram(to).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.done;
    const failure = error instanceof Error ? error : new Error(String(error));
    await run(to, verbIn(argv), { json: wantsJson(argv) }, () => Promise.reject(failure));
  }
  return to.status;
}
