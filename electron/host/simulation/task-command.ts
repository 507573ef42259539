import { isObject, textOf, type StoredObject } from './stored-object';
import { commandLineLength, MOST_COMMAND_LINE } from './task-writes';

/** Results of a process that did not start: file not found; the command line is too long; PowerShell's bad argument. */
const FILE_NOT_FOUND = 0x8007_0002;
const NAME_TOO_LONG = 0x8007_00ce;
const BAD_ARGUMENT = 0xfffd_0000;

export interface NoStart {
  readonly result: number;
  readonly output: string;
}

const switches = ['noprofile', 'noninteractive', 'nologo', 'sta', 'mta'];
const withValue = ['executionpolicy', 'windowstyle', 'inputformat', 'outputformat'];
const encoded = ['encodedcommand', 'enc', 'ec', 'e'];

const noStart = (result: number, output: string): NoStart => ({ result, output });

/** The value of -EncodedCommand, or what is wrong with the arguments. Only what a task of ours needs is understood. */
function encodedCommand(line: string): { readonly base64: string } | NoStart {
  const words = line.split(/\s+/u).filter((word) => word !== '');
  for (let at = 0; at < words.length; at += 1) {
    const name = words[at]?.replace(/^[-/]/u, '').toLowerCase() ?? '';
    const value = words[at + 1];
    if (!/^[-/]/u.test(words[at] ?? '')) return noStart(BAD_ARGUMENT, `the argument '${name}' is not understood`);
    if (encoded.includes(name)) {
      if (value === undefined || at + 2 < words.length)
        return noStart(BAD_ARGUMENT, 'one text belongs to -EncodedCommand');
      return { base64: value };
    }
    if (withValue.includes(name)) at += 1;
    else if (!switches.includes(name)) return noStart(BAD_ARGUMENT, `the argument '-${name}' is not understood`);
  }
  return noStart(BAD_ARGUMENT, 'there is no -EncodedCommand');
}

/** Base64 of UTF-16, little endian, as PowerShell takes it. */
function decode(base64: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u.test(base64)) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length % 2 === 0 ? bytes.toString('utf16le') : undefined;
}

const isPowerShell = (program: string): boolean =>
  /(?:^|\\)powershell(?:\.exe)?$/iu.test(program.replace(/^"(.*)"$/u, '$1'));

/** The script that an action of a task runs, or the result of the process that could not start. */
export function readStoredScript(action: StoredObject): { readonly script: string } | NoStart {
  if (!isObject(action) || !isPowerShell(textOf(action, 'Execute'))) {
    return noStart(FILE_NOT_FOUND, 'only Windows PowerShell can be started here');
  }
  if (commandLineLength(action) > MOST_COMMAND_LINE) return noStart(NAME_TOO_LONG, 'the command line is too long');
  const found = encodedCommand(textOf(action, 'Arguments'));
  if ('result' in found) return found;
  const script = decode(found.base64);
  return script === undefined ? noStart(BAD_ARGUMENT, '-EncodedCommand holds no base64 of UTF-16') : { script };
}

/** The argument of `powershell.exe` that carries a script in the way Windows PowerShell reads it. For tests. */
export const encodedArgument = (script: string): string =>
  `-NoProfile -NonInteractive -ExecutionPolicy Bypass -EncodedCommand ${Buffer.from(script, 'utf16le').toString('base64')}`;
