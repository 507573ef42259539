/** What the verb `settings` says beside findings and errors. */
export const settingsWords = {
  written: (file: string): string => `Written and read back: ${file}`,
  created: (moment: string): string => `Made at ${moment}.`,
  policy: (name: string, id: string, role: string): string => `Policy "${name}" (${id}), the side of the ${role}`,
  sealed: 'Sealed with a passphrase.',
  plain: 'Not sealed.',
  keyInside: 'The pre-shared key is inside.',
  noKeyInside: 'No pre-shared key is inside.',
  keyLeftOut: 'The pre-shared key was left out: only a sealed file holds one. Give it again where it is needed.',
  keyUnused: 'The pre-shared key was left out: no policy in the file uses one.',
  checked: 'The file is whole, and what it holds is valid.',
} as const;
