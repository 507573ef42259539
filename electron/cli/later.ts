/** Options and values of the contract that a later version brings: named as such, never pretended. */
const options = ['--require-proof', '--watch'];
const values = [
  ['--lang', 'pl'],
  ['--lang', 'es'],
] as const;

const laterOption = (argv: readonly string[]): string | undefined =>
  options.find((option) => argv.some((argument) => argument === option || argument.startsWith(`${option}=`)));

const laterValue = (argv: readonly string[]): string | undefined =>
  values
    .find(([option, value]) =>
      argv.some((argument, at) => argument === `${option}=${value}` || (argument === option && argv[at + 1] === value)),
    )
    ?.join(' ');

/** What of a command line belongs to a later version; undefined where all of it is in this one. */
export const laterThing = (argv: readonly string[]): string | undefined => laterOption(argv) ?? laterValue(argv);
