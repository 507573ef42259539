/** The half page "If backups stop": for somebody without the program, who may have it on paper only. */
export const breakGlassTexts = {
  title: 'If backups stop',
  where: (computer: string, policies: readonly string[]): string =>
    `IPsec Backup Wizard has assigned here: computer ${computer}, IP security policy ${policies.join(', ')}.`,
  when: [
    'Use this page when backups cannot connect since then and the program is not at hand. It switches off the',
    'security rules of this program by their exact names and touches nothing else. Nothing is deleted.',
  ],
  whenAside: [
    'Use this page when backups cannot connect since then and the program is not at hand. It gives back what the',
    'program had put aside, and switches off its security rules by their exact names. Nothing is deleted.',
  ],
  whereInGpo: (gpo: string, policies: readonly string[]): string =>
    `IPsec Backup Wizard has stored in the Group Policy object ${gpo}: IP security policy ${policies.join(', ')}.`,
  whenInGpo: [
    'Use this page when backups cannot connect since then and the program is not at hand. The quickest way is to take',
    'away the link of the object (Group Policy Management); these commands switch off the rules in it and nothing else.',
    'On a single computer they cannot be switched off: they come from the domain.',
  ],
  openInDomain: 'On a computer of the domain, open Windows PowerShell as an administrator who may edit that object.',
  refresh: 'On each computer that it reaches (or wait up to two hours, or restart it):',
  meaningInGpo: [
    'Start a backup. It now runs in clear text, or not at all while the other side still requires security: then',
    'switch it off there as well. Domain controllers copy the object to each other, which may take a while.',
  ],
  open: 'Open Windows PowerShell as administrator: right-click Start, "Windows PowerShell (Admin)" or "Terminal (Admin)".',
  undo: 'The last change is not kept yet. This undoes it; wait one minute and try a backup before you go on:',
  backOn:
    'Switch on what this program had switched off of others; it lets the port in (the last line must answer True):',
  backOff: 'Switch off what lets the port in without IPsec, as it was:',
  unassigned: (policy: string): string =>
    `The policy ${policy} of secpol.msc was un-assigned for this. If it is needed: secpol.msc, right-click it, Assign.`,
  off: 'Switch off, line by line (a line that answers "not found" names a rule that is no longer there):',
  see: 'See that it worked. Every answer must be False:',
  meaning: [
    'Start a backup. It now runs in clear text, or not at all while the other side still requires security: then',
    'switch it off there as well, by the page of that computer. Restarting the computer does not switch it on again.',
  ],
  on: 'Switch on again as soon as the cause is found; the lines of "See that it worked" must then answer True:',
  policy: (policy: string): string => `IP security policy ${policy}:`,
  nothing: (computer: string): string =>
    `There is no security rule of IPsec Backup Wizard on ${computer}, so there is nothing to switch off.`,
} as const;
