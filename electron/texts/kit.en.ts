/** Where the pre-shared key of a kit's policies is, if they use one. */
export type KitKey = 'inside' | 'asked-for' | 'unused';

const askedByScript: Readonly<Record<KitKey, string>> = {
  inside: 'it asks for administrator rights and then for the key',
  'asked-for': 'it asks for administrator rights and then for the key',
  unused: 'it asks for administrator rights',
};

const whereTheKeyIs: Readonly<Record<KitKey, string>> = {
  inside: 'The scripts hold no key; settings.age holds it sealed.',
  'asked-for': 'There is no pre-shared key in this kit: it has to be entered at every computer.',
  unused: 'The policy uses no pre-shared key, and none is asked for.',
};

/** The read-me of a kit: plain ASCII, because whatever opens it must show it. */
export const kitReadMe = {
  title: 'IPsec Backup Wizard: kit for the backup server and its workstations',
  what: (policy: string, roles: readonly string[]): readonly string[] => [
    `This folder brings the IP security policy "${policy}" to: ${roles.join(', ')}.`,
    'Nothing has to be installed, and nothing here has to be writable.',
  ],
  withProgram: (program: string, key: KitKey): readonly string[] => [
    `With the program: start "${program}", open settings.age beside it, give the passphrase, Review, Assign.`,
    ...(key === 'asked-for' ? ['The key is not in that file: enter it on the page Security rule.'] : []),
    'It restarts itself as administrator when asked to, and undoes itself when something goes wrong.',
    'The licences of all that the program holds lie beside it.',
  ],
  commandLine: (program: string, role: string, key: KitKey): readonly string[] => [
    'Unattended: an elevated prompt in this folder, and the passphrase in a file on the computer, not on the stick:',
    `start "" /b /wait "${program}" --cli apply --yes --role ${role} --settings settings.age --passphrase-file FILE${key === 'asked-for' ? ' --psk-file KEYFILE' : ''} --json > "%TEMP%\\out.json" 2> "%TEMP%\\err.txt"`,
    'Then: echo %ERRORLEVEL%',
    'Without start "" /b /wait a prompt goes on at once, and there is no exit status; a command file waits by itself.',
    'Answers come where they are redirected to, as above: the program has no console of its own. --log FILE adds a log.',
    'It has no standard input either: secrets come from files (--passphrase-file, --psk-file), and it asks nothing.',
    'Exit status: 0 done, or there already; 1 bad input; 3 failed and undone; 4 in place, but not proved by a connection;',
    '5 blocked; 6 no administrator rights; 7 unknown, read err.txt. After 1, 5 and 6 nothing was touched.',
  ],
  withoutProgram: [
    'This kit holds the stand-alone script only: no packaged program was there where the kit was made.',
    'Apply.cmd does the same as the program on a computer that does not have any of our policies yet.',
  ],
  script: (roles: readonly string[], key: KitKey): readonly string[] => [
    `With the script: Apply.cmd (double-click, ${askedByScript[key]}).`,
    `In an elevated prompt${key === 'unused' ? ', without a question' : ', where it asks for the key only'}: ${roles.map((role) => `Apply.cmd ${role}`).join(', or ')}.`,
    `Remove.cmd takes the policy away again. ${whereTheKeyIs[key]}`,
  ],
  order: [
    'Order: the server first cuts every workstation that has not been visited. With a policy that requests',
    'security it does not; then clear text is possible until the policy that requires it is assigned.',
  ],
  check: [
    'Is the kit whole? On Linux: sha256sum -c SHA256SUMS. On Windows: Get-FileHash, compared with that file.',
    'A kit without SHA256SUMS was interrupted while it was written: make it again.',
  ],
  ledger: [
    'ledger.jsonl is the record of what the program did where. Do not edit it: every line vouches for the one before.',
    'The scripts write no line: a computer that Apply.cmd was used on counts as missing. Assign settings.age there with',
    'the program, which changes nothing that is right already and writes the line, or keep a list of these by hand.',
    'On the server, ledger check says whether the record is untouched, and who is still missing.',
  ],
  noLedger: [
    'This kit keeps no record: the scripts write no line into ledger.jsonl. Write down by hand, on paper or in a list of',
    'your own, on which computers Apply.cmd ended with exit code 0. On the server they count as missing (ledger check)',
    'until the program has assigned settings.age there as well.',
  ],
  generations: [
    'The names below are those of the first assignment. After a change their last number is higher: then use the',
    'page that the program prints on that computer (status --break-glass).',
  ],
  anyComputer: { server: 'the backup server', workstation: 'any workstation' },
} as const;

const mostNamed = 5;
/** A program has hundreds. */
const named = (paths: readonly string[]): string =>
  [...paths.slice(0, mostNamed), ...(paths.length > mostNamed ? [`and ${paths.length - mostNamed} more`] : [])].join(
    ', ',
  );

/** What `kit` says beside errors. */
export const kitWords = {
  phases: { write: 'Writing', place: 'Putting in place', verify: 'Reading back' },
  written: (folder: string, files: number): string =>
    `The kit is in ${folder}: ${files} files, each read back and compared by SHA-256.`,
  wasIncomplete: 'The kit that was there was not whole; it has been replaced.',
  scriptOnly: 'It holds the stand-alone script only: there is no packaged program here (--program DIR names one).',
  withProgram: 'The program is in it.',
  key: {
    inside: 'The pre-shared key is inside, sealed; the scripts ask for it.',
    'asked-for': 'No pre-shared key is inside; it is asked for at every computer.',
    unused: 'The policy uses no pre-shared key, and none is asked for.',
  },
  leftovers: (attempts: number): string =>
    `What ${attempts === 1 ? 'an interrupted attempt' : `${attempts} interrupted attempts`} had left was removed first.`,
  removed: (paths: readonly string[]): string =>
    `Removed, because the kit before held it and this one does not: ${named(paths)}.`,
  kept: (paths: readonly string[]): string =>
    `Of the kit before, but altered since or not removable, so left there; look at it before you use the stick: ${named(paths)}.`,
  noLedger:
    'This settings file was written by an earlier version and has no ledger; settings open and settings seal make one that has.',
  otherLedger:
    'The ledger in that folder belongs to another settings file. It stays as it is; its lines can be checked with that file only.',
} as const;
