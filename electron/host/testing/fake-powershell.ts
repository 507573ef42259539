import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the fake does with a request. `answer` is good behaviour; the rest is what a computer can do to a child. */
export type Behaviour =
  | 'answer'
  | 'noise'
  | 'silence'
  | 'hang'
  | 'die'
  | 'exit-0'
  | 'flood'
  | 'flood-on-stderr'
  | 'other-nonce'
  | 'not-base64'
  | 'not-json'
  | 'other-shape'
  | 'half-a-line';

export interface FakePowerShell {
  readonly executable: string;
  /** From now on requests get this, the first `times` of them; all after that are answered. */
  misbehave(behaviour: Behaviour, times?: number): void;
  /** The JSON that good answers hold. */
  answerWith(result: unknown): void;
  /** The word it gives for its language mode; a locked-down fake refuses method calls as the real one does. */
  speak(languageMode: string): void;
  /** Everything that came through standard input, of all its processes. */
  input(): string;
  /** One line for each process that was started: process id, arguments, environment. */
  starts(): readonly Start[];
  remove(): void;
}

export interface Start {
  readonly pid: number;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Speaks what node-powershell and the envelope say to a PowerShell, from files beside it. Not TypeScript: it is run. */
const program = (folder: string): string => `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const file = (name) => ${JSON.stringify(folder)} + '/' + name;
const say = (text) => process.stdout.write(text + '\\n');
const mode = existsSync(file('mode')) ? readFileSync(file('mode'), 'utf8') : 'FullLanguage';
const locked = mode !== 'FullLanguage';
appendFileSync(file('starts'), JSON.stringify({ pid: process.pid, args: process.argv.slice(2), environment: process.env }) + '\\n');

const nextBehaviour = () => {
  if (!existsSync(file('behaviour'))) return 'answer';
  const { behaviour, times } = JSON.parse(readFileSync(file('behaviour'), 'utf8'));
  if (times <= 0) return 'answer';
  writeFileSync(file('behaviour'), JSON.stringify({ behaviour, times: times - 1 }));
  return behaviour;
};
const base64 = (text) => Buffer.from(text).toString('base64');
const good = () => base64(JSON.stringify({ result: existsSync(file('answer')) ? JSON.parse(readFileSync(file('answer'), 'utf8')) : null }));
const flood = (stream) => { const piece = 'x'.repeat(65536); const more = () => { while (stream.write(piece)); stream.once('drain', more); }; more(); };
const block = () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); };

const behaviours = {
  'answer': (nonce) => say(nonce + ':' + good()),
  'noise': (nonce) => {
    process.stderr.write('a warning\\n');
    say('WARNING: something');
    process.stdout.write('VERBOSE: no line end ' + nonce + ':' + good() + '\\r\\n');
    say('and after');
  },
  'silence': () => {},
  'hang': block,
  'die': () => process.kill(process.pid, 'SIGKILL'),
  'exit-0': () => process.exit(0),
  'flood': () => flood(process.stdout),
  'flood-on-stderr': () => flood(process.stderr),
  'other-nonce': () => say('0'.repeat(32) + ':' + good()),
  'not-base64': (nonce) => say(nonce + ':{"result":null}'),
  'not-json': (nonce) => say(nonce + ':' + base64('{"result":')),
  'other-shape': (nonce) => say(nonce + ':' + base64('{"outcome":1}')),
  'half-a-line': (nonce) => process.stdout.write(nonce + ':' + good()),
};

const onLine = (line) => {
  const mark = /^\\[Console\\]::(Out|Error)\\.WriteLine\\("(\\w+)"\\)$/.exec(line);
  if (mark && locked) return process.stderr.write('Cannot invoke method.\\n');
  if (mark) return (mark[1] === 'Out' ? process.stdout : process.stderr).write(mark[2] + '\\n');
  const asked = /^'(\\w+)'\\+':'\\+\\$ExecutionContext\\.SessionState\\.LanguageMode$/.exec(line);
  if (asked && mode === 'hang') return block();
  if (asked) return say(asked[1] + ':' + mode);
  const request = /FromBase64String\\('([^']*)'\\)[\\s\\S]*WriteLine\\('(\\w+)'/.exec(line);
  if (!request || locked) return process.stderr.write('Not understood.\\n');
  const isPrelude = Buffer.from(request[1], 'base64').toString().includes('function ');
  behaviours[isPrelude ? 'answer' : nextBehaviour()](request[2]);
};

let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  appendFileSync(file('input'), chunk);
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  for (const line of lines) onLine(line.trimEnd());
}).on('end', () => process.exit(0));
`;

/** Writes a fake PowerShell into a folder of its own. Needs a system that runs a script by its first line. */
export function fakePowerShell(): FakePowerShell {
  const folder = mkdtempSync(join(tmpdir(), 'fake-powershell-'));
  const file = (name: string): string => join(folder, name);
  const read = (name: string): string => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
  writeFileSync(file('package.json'), '{"type":"commonjs"}');
  writeFileSync(file('pwsh'), program(folder));
  chmodSync(file('pwsh'), 0o755);
  return {
    executable: file('pwsh'),
    misbehave: (behaviour, times = 1) => { writeFileSync(file('behaviour'), JSON.stringify({ behaviour, times })); },
    answerWith: (result) => { writeFileSync(file('answer'), JSON.stringify(result)); },
    speak: (languageMode) => { writeFileSync(file('mode'), languageMode); },
    input: () => read('input'),
    starts: () => read('starts').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Start),
    remove: () => { rmSync(folder, { recursive: true, force: true }); },
  }; // prettier-ignore
}
