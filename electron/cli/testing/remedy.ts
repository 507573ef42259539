import type { Invocation, ParameterValue } from '#contract/invocation';
import type { HostGateway } from '#host/gateway';

/** A word, a quoted text, a comma or the end of a command, as simple cmdlet calls have them. */
const tokens = (text: string): readonly string[] => text.match(/'(?:[^']|'')*'|[,;]|[^\s,;']+/gu) ?? [];

const literal = (token: string): string | number | boolean => {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === '$true' || token === '$false') return token === '$true';
  if (/^\d+$/u.test(token)) return Number(token);
  throw new TypeError(`no literal: ${token}`);
};

/** The values after one parameter: none is a switch, several are a list. */
function valueOf(words: readonly string[]): ParameterValue {
  const values = words.filter((word) => word !== ',').map(literal);
  const [only] = values;
  if (values.length > 1) return values.map(String);
  return only ?? true;
}

function parseCommand(words: readonly string[]): Invocation {
  const [cmdlet = '', ...rest] = words;
  const starts = rest.flatMap((word, at) => (/^-[A-Za-z]/u.test(word) ? [at] : []));
  const parameters = starts.map((start, at): readonly [string, ParameterValue] => [
    (rest[start] ?? '').slice(1),
    rest[start] === '-ErrorAction' ? 'Stop' : valueOf(rest.slice(start + 1, starts[at + 1])),
  ]);
  return { cmdlet, parameters: Object.fromEntries(parameters.filter(([name]) => name !== 'ErrorAction')) };
}

/** The cmdlet calls of the commands that a person is told to run; throws where they are more than that. */
export function parseRemedy(whatNext: string): readonly Invocation[] {
  const [, commands] = /Windows PowerShell run: (.+)$/su.exec(whatNext) ?? [];
  const words = tokens(commands ?? '');
  const ends = [...words.flatMap((word, at) => (word === ';' ? [at] : [])), words.length];
  return ends.map((end, at) => parseCommand(words.slice(at === 0 ? 0 : (ends[at - 1] ?? 0) + 1, end)));
}

/** Does what the person would do. */
export async function carryOutRemedyOn(gateway: HostGateway, whatNext: string): Promise<void> {
  const transaction = await gateway.begin(undefined);
  for (const [at, invocation] of parseRemedy(whatNext).entries())
    await transaction.carryOut(`remedy-${at}`, invocation);
  await transaction.end();
}
