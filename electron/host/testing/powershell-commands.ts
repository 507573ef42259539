import type { Node } from 'web-tree-sitter';
import { allNodes, namedChildren } from './powershell-grammar';

/** One command of a script as the grammar reads it; a parameter without an argument is a switch. */
export interface ReadCommand {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, Node | undefined>;
  readonly text: string;
}

function readParameters(elements: Node | undefined): ReadonlyMap<string, Node | undefined> {
  const parameters = new Map<string, Node | undefined>();
  let last = '';
  const words = elements === undefined ? [] : namedChildren(elements);
  for (const word of words.filter(({ type }) => type !== 'command_argument_sep')) {
    if (word.type === 'command_parameter') parameters.set((last = word.text.slice(1)), undefined);
    else if (!parameters.has(last) || parameters.get(last) === undefined) parameters.set(last, word);
  }
  return parameters;
}

/** Every command of a script, nested ones as well, in the order of the text. */
export const commandsOf = (script: Node): readonly ReadCommand[] =>
  allNodes(script)
    .filter(({ type }) => type === 'command')
    .map((command) => {
      const [name, elements] = namedChildren(command);
      return { name: name?.text ?? '', parameters: readParameters(elements), text: command.text };
    });
