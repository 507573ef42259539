/** What of a Group Policy object is not this program's to do: printed after it was saved. */
export const groupPolicyTexts = {
  administratorTitle: 'What stays with the administrator:',
  administrator: (gpo: string): readonly string[] => [
    `Link ${gpo} to the organisational unit of the computers that it is for (Group Policy Management, or New-GPLink).`,
    'Limit it by security filtering to those computers: one Group Policy object for the backup server, another one for the workstations.',
    'Wait until all domain controllers have it: they copy it to each other, which may take a while between sites.',
    'Run "gpupdate /target:computer" on each computer, or wait: computers refresh every 90 to 120 minutes, and when they start.',
    'On such a computer Get-NetIPsecRule -PolicyStore ActiveStore shows whether the rules have arrived: what is in force is seen only there.',
    'Save-NetGPO writes the whole object: edit it in one place at a time.',
  ],
  removedAdministrator: (gpo: string): readonly string[] => [
    `Leave ${gpo} linked until the computers have refreshed: only then they lose the rules (gpupdate /target:computer, or 90 to 120 minutes).`,
    'Take away the link, or delete the object, if nothing else is in it.',
  ],
} as const;
