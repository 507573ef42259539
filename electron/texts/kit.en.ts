/** The read-me of a kit: plain ASCII, because whatever opens it must show it. */
export const kitReadMe = {
  title: 'IPsec Backup Wizard: kit for the backup server and its workstations',
  what: (policy: string, roles: readonly string[]): readonly string[] => [
    `This folder brings the IP security policy "${policy}" to: ${roles.join(', ')}.`,
    'Nothing has to be installed, and nothing here has to be writable.',
  ],
  withProgram: (program: string): readonly string[] => [
    `With the program: start "${program}", open settings.age beside it, give the passphrase, Review, Assign.`,
    'It restarts itself as administrator when asked to, and undoes itself when something goes wrong.',
    'Unattended, in an elevated prompt in this folder, with the passphrase in a file on the computer:',
    `start "" /wait "${program}" --cli apply --yes --role workstation --settings settings.age --passphrase-file FILE`,
    'The licences of all that the program holds lie beside it.',
  ],
  withoutProgram: [
    'This kit holds the stand-alone script only: no packaged program was there where the kit was made.',
    'Apply.cmd does the same as the program on a computer that does not have any of our policies yet.',
  ],
  script: [
    'With the script: Apply.cmd (double-click, it asks for administrator rights and then for the key).',
    'Unattended, in an elevated prompt: Apply.cmd workstation, or Apply.cmd server.',
    'Remove.cmd takes the policy away again. The scripts hold no key; settings.age holds it sealed.',
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
    'ledger.jsonl is the record of what was done where. Do not edit it: every line vouches for the one before.',
    'On the server, ledger check says whether it is untouched, and who is still missing.',
  ],
  generations: [
    'The names below are those of the first assignment. After a change their last number is higher: then use the',
    'page that the program prints on that computer (status --break-glass).',
  ],
  anyComputer: { server: 'the backup server', workstation: 'any workstation' },
} as const;

/** What `kit` says beside errors. */
export const kitWords = {
  phases: { write: 'Writing', place: 'Putting in place', verify: 'Reading back' },
  written: (folder: string, files: number): string =>
    `The kit is in ${folder}: ${files} files, each read back and compared by SHA-256.`,
  wasIncomplete: 'The kit that was there was not whole; it has been replaced.',
  scriptOnly: 'It holds the stand-alone script only: there is no packaged program here (--program DIR names one).',
  withProgram: 'The program is in it.',
  noKey: 'No pre-shared key is inside; it is asked for at every computer.',
  noLedger:
    'This settings file was written by an earlier version and has no ledger; settings open and settings seal make one that has.',
  otherLedger:
    'The ledger in that folder belongs to another settings file. It stays as it is; its lines can be checked with that file only.',
} as const;
