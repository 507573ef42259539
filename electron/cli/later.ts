/** Verbs, options and values of the contract that a later version brings: named as such, never pretended. */
const verbs = ['settings', 'compare', 'kit', 'ledger', 'report'];
const simulations = ['connect'];
const options = [
  '--settings',
  '--passphrase-file',
  '--passphrase-stdin',
  '--override',
  '--gpo',
  '--require-proof',
  '--watch',
  '--network',
];
const values = [
  ['--target', 'gpo'],
  ['--lang', 'pl'],
  ['--lang', 'es'],
] as const;

function laterVerb([verb = '', sub = '']: readonly string[]): string | undefined {
  if (verbs.includes(verb)) return verb;
  return verb === 'simulate' && simulations.includes(sub) ? `simulate ${sub}` : undefined;
}

const laterOption = (argv: readonly string[]): string | undefined =>
  options.find((option) => argv.some((argument) => argument === option || argument.startsWith(`${option}=`)));

const laterValue = (argv: readonly string[]): string | undefined =>
  values
    .find(([option, value]) =>
      argv.some((argument, at) => argument === `${option}=${value}` || (argument === option && argv[at + 1] === value)),
    )
    ?.join(' ');

/** What of a command line belongs to a later version; undefined where all of it is in this one. */
export const laterThing = (argv: readonly string[]): string | undefined =>
  laterVerb(argv) ?? laterOption(argv) ?? laterValue(argv);
