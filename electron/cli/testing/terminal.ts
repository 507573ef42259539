import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/**
 * Runs a command on a pseudo terminal and types as a person does: each answer only when its question is on the screen.
 * Python's standard library has what Node's has not. Prints what was on the screen, and ends as the command does.
 */
const typist = `
import json, os, pty, sys, time
command, answers = json.loads(sys.argv[1]), json.loads(sys.argv[2])
child, screen = pty.fork()
if child == 0:
    os.execv(command[0], command)
seen, waiting = b'', 0
while True:
    try:
        part = os.read(screen, 4096)
    except OSError:
        break
    if not part:
        break
    seen += part
    while answers and seen[waiting:].find(answers[0][0].encode()) >= 0:
        question, answer = answers.pop(0)
        waiting = len(seen)
        time.sleep(0.1)
        os.write(screen, answer.encode())
_, status = os.waitpid(child, 0)
sys.stdout.buffer.write(seen)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(status) % 256)
`;

export const hasTerminal =
  process.platform !== 'win32' &&
  spawnSync('python3', ['-c', 'import pty, os; os.waitstatus_to_exitcode']).status === 0;

export interface OnTerminal {
  readonly status: number | null;
  /** All that the person saw, echo included. */
  readonly screen: string;
}

/** Pairs of a part of a question and what is typed then. */
export async function onTerminal(
  command: readonly string[],
  answers: readonly (readonly [question: string, typed: string])[],
  { cwd, environment }: { readonly cwd: string; readonly environment: Readonly<Record<string, string>> },
): Promise<OnTerminal> {
  const args = ['-c', typist, JSON.stringify(command), JSON.stringify(answers)];
  const child = spawn('python3', args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const [screen, [status]] = await Promise.all([text(child.stdout), once(child, 'close') as Promise<[number | null]>]);
  return { status, screen };
}
