import type { ErrorContexts } from '#contract/app-error';
import type { Finding, Sentences } from '#contract/finding';
import { findingSentences } from './findings.en';
import { settingsFileTexts } from './settings-file.en';
import { stickErrorTexts } from './stick-errors.en';

const untouched = 'Nothing on this computer has been changed.';
const asBefore = (computer: string): string => `${computer} is as it was before (read back).`;

/** What somebody else said, such as Windows, so that it can stand inside a sentence: one line, no full stop. */
const clause = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.\s]+$/u, '');

const mostNamed = 3;
const inBrackets = (words: readonly string[]): string =>
  words.length === 0
    ? ''
    : ` (${words.slice(0, mostNamed).join('; ')}${words.length > mostNamed ? `; and ${words.length - mostNamed} more` : ''})`;

const remedy = (commands: readonly string[]): string =>
  commands.length === 0
    ? 'Look at what is named here in Windows Defender Firewall with Advanced Security.'
    : `In an elevated Windows PowerShell run: ${commands.join('; ')}`;

/** A finding that stops a verb: by then it is certain that nothing was touched. */
const ofFinding = (finding: Finding): Sentences => ({ ...findingSentences(finding), stateNow: untouched });

/** What every error says, in three sentences. A missing one does not compile. */
export const errorTexts: { readonly [C in keyof ErrorContexts]: (context: ErrorContexts[C]) => Sentences } = {
  usage: ({ problem }) => ({
    happened: `The command cannot be carried out: ${clause(problem)}.`,
    stateNow: untouched,
    whatNext: 'Look at --help and try again.',
  }),
  'not-in-this-version': ({ what }) => ({
    happened: `${what} is not in this version.`,
    stateNow: untouched,
    whatNext: 'Look at --help for what is.',
  }),
  'policy-invalid': ({ finding }) => ofFinding(finding),
  'key-missing': () => ({
    happened: 'The policy authenticates with a pre-shared key, and none was given.',
    stateNow: untouched,
    whatNext:
      'Give the key by --psk-file or --psk-stdin, never as an argument; on a terminal, without --yes, it is asked for.',
  }),
  'key-not-repeated': () => ({
    happened: 'The two keys are not the same.',
    stateNow: untouched,
    whatNext: 'Enter the key twice, each time the same.',
  }),
  'key-empty': () => ({
    happened: 'The pre-shared key is empty.',
    stateNow: untouched,
    whatNext: 'Give a key of at least one character; twenty or more random ones are sensible.',
  }),
  'key-too-long': ({ length, most }) => ({
    happened: `The pre-shared key has ${length ?? 'far too many'} characters; Windows takes at most ${most}.`,
    stateNow: untouched,
    whatNext: 'Give a shorter key on both sides.',
  }),
  'key-has-control-character': () => ({
    happened: 'The pre-shared key holds a control character.',
    stateNow: untouched,
    whatNext: 'Give a key of visible characters; a tab or an escape cannot be compared with the other side by eye.',
  }),
  'key-has-line-end': () => ({
    happened: 'The pre-shared key holds a line end.',
    stateNow: untouched,
    whatNext: 'Give a key of one line; one final line end is taken off by itself.',
  }),
  'key-has-pipe': () => ({
    happened: 'The pre-shared key holds the character "|", which Windows refuses in a key.',
    stateNow: untouched,
    whatNext: 'Give a key without "|" on both sides.',
  }),
  'key-not-utf8': () => ({
    happened: 'The pre-shared key is not valid UTF-8 text.',
    stateNow: untouched,
    whatNext: 'Save the key as UTF-8 text without a byte order mark and give it again.',
  }),
  'file-unreadable': ({ file, reason }) => ({
    happened: `${file} cannot be read (${clause(reason)}).`,
    stateNow: untouched,
    whatNext: 'Check the name and the permissions of the file.',
  }),
  'file-without-policy': ({ file, problem }) => ({
    happened: `${file} holds no policy that can be read: ${clause(problem)}.`,
    stateNow: untouched,
    whatNext: 'Give a file that the program wrote, for example by plan --json > plan.json.',
  }),
  'file-unwritable': ({ file, reason }) => ({
    happened: `${file} cannot be written (${clause(reason)}).`,
    stateNow: untouched,
    whatNext: 'Check that the folder is there, that it can be written to, and that the disk is not full.',
  }),
  ...settingsFileTexts,
  ...stickErrorTexts,
  'state-file-damaged': ({ file, problem }) => ({
    happened: `The simulated computer in ${file} cannot be understood: ${clause(problem)}.`,
    stateNow: 'The file was left as it is.',
    whatNext: 'Mend the file by hand, or give another name: a file that is not there is created.',
  }),
  'state-file-too-new': ({ file, format }) => ({
    happened: `The simulated computer in ${file} has format ${format}, which is newer than this program.`,
    stateNow: 'The file was left as it is.',
    whatNext: 'Use the newer program, or give another file.',
  }),
  'state-file-too-large': ({ file, most }) => ({
    happened: `The simulated computer in ${file} is larger than ${most}.`,
    stateNow: 'The file was left as it is.',
    whatNext: 'Give another file.',
  }),
  'record-damaged': ({ file, problem }) => ({
    happened: `The record of what was applied, ${file}, cannot be understood: ${clause(problem)}.`,
    stateNow: 'The file was left as it is; the policy itself does not depend on it.',
    whatNext: 'Apply the policy again with its options: what is in place is kept, and the record is written anew.',
  }),
  'record-too-new': ({ file }) => ({
    happened: `The record of what was applied, ${file}, was written by a newer version of this program.`,
    stateNow: 'The file was left as it is.',
    whatNext: 'Use the newer version of the program on this computer.',
  }),
  'fault-list-invalid': ({ text }) => ({
    happened: `IPSEC_WIZARD_SIMULATE holds "${text}", which is no list of faults.`,
    stateNow: untouched,
    whatNext: 'Use fail@k, hang@k, die@k, differ@k, diskfull@k and delay=MS, separated by commas; k counts from 1.',
  }),
  'powershell-unusable': ({ reason }) => ({
    happened: `PowerShell cannot be used here: ${clause(reason)}.`,
    stateNow: untouched,
    whatNext:
      'On Windows, repair Windows PowerShell 5.1; elsewhere name an executable in IPSEC_WIZARD_POWERSHELL or use --host simulated.',
  }),
  'host-not-here': ({ host }) => ({
    happened: `--host ${host} cannot be used on this system.`,
    stateNow: untouched,
    whatNext: 'Use --host simulated, or name a PowerShell in IPSEC_WIZARD_POWERSHELL.',
  }),
  'host-call-failed': ({ cmdlet, id, message }) => ({
    happened: `${cmdlet} was refused: ${clause(message)}${id === '' ? '' : ` (${id})`}.`,
    stateNow: untouched,
    whatNext: 'Note the identifier, and check that the services of Windows Firewall are running.',
  }),
  'host-timed-out': ({ cmdlet, reason }) => ({
    happened: `${cmdlet} did not answer in time, and PowerShell was ended (${clause(reason)}).`,
    stateNow: untouched,
    whatNext: 'Try again; if it stays so, restart the services of Windows Firewall or the computer.',
  }),
  'host-died': ({ cmdlet }) => ({
    happened: `PowerShell ended by itself during ${cmdlet}.`,
    stateNow: untouched,
    whatNext: 'Try again; if it stays so, look for security software that stops PowerShell.',
  }),
  'host-answer-garbled': ({ cmdlet, problem }) => ({
    happened: `PowerShell's answer to ${cmdlet} cannot be understood: ${clause(problem)}.`,
    stateNow: untouched,
    whatNext:
      'Try again; if it stays so, look for a PowerShell profile or security software that writes into the output.',
  }),
  'not-elevated': ({ computer }) => ({
    happened: `The program runs without administrator rights on ${computer}.`,
    stateNow: untouched,
    whatNext: 'Start it again as administrator; looking and planning work without.',
  }),
  blocked: ({ finding }) => ofFinding(finding),
  'stale-plan': ({ expected, found }) => ({
    happened: `The plan that was reviewed (${expected.slice(0, 16)}) is not the one that these options give (${found.slice(0, 16)}).`,
    stateNow: untouched,
    whatNext: 'Review the new plan, then apply it with its fingerprint.',
  }),
  'second-copy': ({ file }) => ({
    happened: `Another copy of this program is changing this computer right now (${file}).`,
    stateNow: 'This copy has changed nothing.',
    whatNext: 'Wait until the other copy has ended, then try again; if there is none, delete that file.',
  }),
  'changed-meanwhile': ({ computer, differences }) => ({
    happened: `While the plan was being looked at, somebody else changed IPsec rules on ${computer}${inBrackets(differences)}.`,
    stateNow: 'This program has changed nothing.',
    whatNext: 'Look at the new plan, then apply it.',
  }),
  'needs-yes': ({ verb }) => ({
    happened: `${verb} asks before it changes anything, and here is nobody to ask.`,
    stateNow: untouched,
    whatNext: 'Add --yes when you are sure.',
  }),
  declined: ({ verb }) => ({
    happened: `You said no to ${verb}.`,
    stateNow: untouched,
    whatNext: 'Call it again when you are ready.',
  }),
  interrupted: () => ({
    happened: 'You interrupted the program.',
    stateNow: untouched,
    whatNext: 'Call it again when you are ready.',
  }),
  'which-policy': ({ policies }) => ({
    happened: `There are several policies: ${policies.join(', ')}.`,
    stateNow: untouched,
    whatNext: 'Say which one with --policy (and --role where both roles are here), or take all with --all.',
  }),
  'nothing-recorded': ({ computer }) => ({
    happened: `No policy of this program is recorded on ${computer}.`,
    stateNow: untouched,
    whatNext: 'Give --role and the other options of the policy to compare with, or apply one first.',
  }),
  'policy-not-here': ({ policy }) => ({
    happened: `The policy ${policy} is not on this computer.`,
    stateNow: untouched,
    whatNext: 'Look at status for the policies that are.',
  }),
  'undone-after-step': ({ step, reason, computer }) => ({
    happened: `The step ${step} failed: ${clause(reason)}.`,
    stateNow: `What had been done was undone; ${asBefore(computer)}`,
    whatNext: 'Mend the cause, then apply again.',
  }),
  'undone-after-read-back': ({ difference, computer }) => ({
    happened: `What is stored is not what was asked for: ${clause(difference)}.`,
    stateNow: `What had been done was undone; ${asBefore(computer)}`,
    whatNext: 'Look for Group Policy or security software that changes IPsec rules, then apply again.',
  }),
  'undone-after-conflict': ({ difference, gpo }) => ({
    happened: `Somebody else changed ${gpo} while it was being edited: ${clause(difference)}.`,
    stateNow: `Nothing was saved; ${gpo} is as the other one left it (read).`,
    whatNext: 'Agree with the other administrator, look at the new plan, then apply again.',
  }),
  'undone-after-overwrite': ({ difference, gpo }) => ({
    happened: `Somebody else saved ${gpo} at the same time, and what was saved here was overwritten or changed: ${clause(difference)}.`,
    stateNow: `Nothing of this change is left in ${gpo}, which is otherwise as the other one left it (read back).`,
    whatNext: 'Agree with the other administrator, look at the new plan, then apply again.',
  }),
  'undone-after-record': ({ reason, computer }) => ({
    happened: `The record of what was applied could not be written (${clause(reason)}).`,
    stateNow: `What had been done was undone; ${asBefore(computer)}`,
    whatNext: 'Make room on the disk and check the permissions of the program’s folder, then apply again.',
  }),
  'undone-unproved': ({ level, computer }) => ({
    happened: `The policy was ${level}, but not as far as this role needs, and --if-unproved undo was given.`,
    stateNow: `What had been done was undone; ${asBefore(computer)}`,
    whatNext: 'Look at the evidence in the output; without --if-unproved undo the policy is kept.',
  }),
  'undone-as-asked': ({ computer }) => ({
    happened: 'The change was undone, as asked.',
    stateNow: asBefore(computer),
    whatNext: 'Apply it again when you are ready.',
  }),
  'undone-automatically': ({ computer }) => ({
    happened: 'The change was not kept in time, or the computer was restarted: it has undone itself.',
    stateNow: asBefore(computer),
    whatNext: 'Apply it again, and confirm it before the time is up.',
  }),
  'nothing-pending': ({ computer }) => ({
    happened: `No change is waiting to be kept on ${computer}.`,
    stateNow: untouched,
    whatNext: 'Look at status for what is on the computer.',
  }),
  'pending-change': ({ policies, until }) => ({
    happened: `A change is waiting to be kept (${policies.join(', ')}).`,
    stateNow: `It is in place, and undoes itself at ${until} unless it is kept. ${untouched}`,
    whatNext: 'Keep it (confirm) or undo it (rollback), then try again.',
  }),
  'change-interrupted': ({ policies, stoppedAt }) => ({
    happened: `An earlier change was interrupted (${policies.join(', ')}; it stopped at: ${stoppedAt}).`,
    stateNow: 'It, or parts of it, may be on the computer. Nothing has been changed now.',
    whatNext: 'Look at status; undo it, or keep it where all of it is in place (recover), then try again.',
  }),
  'not-proved': ({ level, until }) => ({
    happened: `The level that this role needs is not reached (it is: ${level}), so that the change is not kept.`,
    stateNow: `It is in place, and undoes itself at ${until} unless it is kept.`,
    whatNext: 'Look at what verify says, or keep it all the same (confirm --without-proof); that is recorded.',
  }),
  'cannot-keep': ({ policies, stoppedAt }) => ({
    happened: `The interrupted change is not complete (${policies.join(', ')}; it stopped at: ${stoppedAt}) and cannot be kept.`,
    stateNow: 'Parts of it may be on the computer. Nothing has been changed now.',
    whatNext: 'Undo it (recover without --keep), then apply the policy again.',
  }),
  'rollback-of-several': ({ policies }) => ({
    happened: `The last change took several policies away at once (${policies.join(', ')}), and a rollback brings back one.`,
    stateNow: untouched,
    whatNext: 'Apply each of them again.',
  }),
  'old-key-needed': () => ({
    happened: 'The last change replaced the pre-shared key, and what held the old one is deleted.',
    stateNow: untouched,
    whatNext: 'Give the old key by --psk-stdin or --psk-file; without it the other side would not be met.',
  }),
  'former-unknown': ({ policies }) => ({
    happened: `What stood here of ${policies.join(', ')} before the last change was not recorded, and cannot be brought back.`,
    stateNow: untouched,
    whatNext: 'Apply the policy that is wanted, or remove this one.',
  }),
  'keep-failed': ({ reason, until }) => ({
    happened: `The change could not be kept: its automatic undo could not be taken away (${clause(reason)}).`,
    stateNow: `It is in place, and undoes itself at ${until} unless it is kept.`,
    whatNext: 'Confirm again, or give it more time first (confirm --extend).',
  }),
  'undo-task-left': ({ tasks, reason }) => ({
    happened: `The automatic undo of an earlier change is still armed: ${tasks.join(', ')} (${clause(reason)}).`,
    stateNow:
      'It would undo its change at its time, and with it what is put in its place. Nothing has been changed now.',
    whatNext: 'recover has it undo its change now; recover --keep takes it away and leaves what is on the computer.',
  }),
  'journal-put-aside': ({ aside, reason }) => ({
    happened: `The journal of the last change says nothing of this computer (${clause(reason)}) and was put aside as ${aside}.`,
    stateNow: 'No IPsec rule has been changed. Whether that change was finished is not known.',
    whatNext:
      'Look at status and verify; remove takes away what is ours. Run recover once more: it looks for an undo that is armed.',
  }),
  'undo-cannot-run': ({ reason }) => ({
    happened: `The automatic undo could not be started on this computer (${clause(reason)}).`,
    stateNow: `${untouched} Without it a change that goes wrong would stay.`,
    whatNext: 'See that Task Scheduler may run Windows PowerShell as SYSTEM here, then try again.',
  }),
  'journal-damaged': ({ file, problem }) => ({
    happened: `The journal of the last change cannot be read (${file}: ${clause(problem)}).`,
    stateNow: 'Whether that change was finished is not known. Nothing has been changed now.',
    whatNext: 'Look at status and verify; recover puts the file aside, and undoes what is still armed.',
  }),
  'journal-too-new': ({ file }) => ({
    happened: `The journal of the last change was written by a newer version of this program (${file}).`,
    stateNow: untouched,
    whatNext: 'Use that version to finish the change.',
  }),
  'journal-elsewhere': ({ file, computer, here }) => ({
    happened: `The journal in ${file} belongs to a change on another computer (${computer === here ? 'a simulated one' : computer}), not to ${here}.`,
    stateNow: untouched,
    whatNext: 'Finish that change there; recover puts the file aside here.',
  }),
  'undone-after-interrupt': ({ computer }) => ({
    happened: 'The change was interrupted.',
    stateNow: `What had been done was undone; ${asBefore(computer)}`,
    whatNext: 'Apply again when you are ready.',
  }),
  'undo-incomplete': ({ reason, left, commands, computer }) => ({
    happened: `The change failed (${clause(reason)}), and not all of it could be undone.`,
    stateNow: `${computer} is not, or not for certain, as it was: ${left.map(clause).join('; ')}.`,
    whatNext: remedy(commands),
  }),
  'remove-incomplete': ({ reason, left, commands, stillOn, computer }) => ({
    happened: `Not everything could be removed (${clause(reason)}).`,
    stateNow: `On ${computer} these are left, ${stillOn === true ? 'and some still close the port' : 'switched off and without effect'}: ${left.join('; ')}.`,
    whatNext: remedy(commands),
  }),
  'argument-invalid': ({ call, problem }) => ({
    happened: `The page asked for "${call}" in a way that the program does not take: ${problem}.`,
    stateNow: untouched,
    whatNext: 'Close the window and start again; if it stays so, report it.',
  }),
  'sender-unknown': () => ({
    happened: 'Something that is not the page of this window asked the program to act.',
    stateNow: untouched,
    whatNext: 'Close the window and start again.',
  }),
  busy: () => ({
    happened: 'A change of this computer is under way already.',
    stateNow: 'That change goes on; this one has not begun.',
    whatNext: 'Wait until it has ended, or stop it: it then undoes itself.',
  }),
  'key-handle-unknown': () => ({
    happened: 'The pre-shared key is no longer kept by the program.',
    stateNow: untouched,
    whatNext: 'Enter the key again on the page of the security rule.',
  }),
  'elevation-refused': () => ({
    happened: 'Windows was told not to start the program as administrator.',
    stateNow: untouched,
    whatNext: 'Go on without: everything but Assign works; or ask again and confirm.',
  }),
  'elevation-failed': ({ reason }) => ({
    happened: `The program could not be started as administrator: ${reason}.`,
    stateNow: untouched,
    whatNext: 'Close it, and start it from its icon by the right mouse button with "Run as administrator".',
  }),
  'elevation-not-here': () => ({
    happened: 'Asking for administrator rights is something that only Windows has.',
    stateNow: untouched,
    whatNext: 'Here, go on without: the computer is simulated.',
  }),
  'name-not-resolved': ({ dnsName, reason }) => ({
    happened: `No address was found behind the name "${dnsName}" (${reason}).`,
    stateNow: untouched,
    whatNext: 'Check the spelling and the network, or enter the address itself.',
  }),
  'chosen-unknown': () => ({
    happened: 'What was chosen before is not known to the program any more.',
    stateNow: untouched,
    whatNext: 'Choose the file or the stick again, and enter the passphrase again.',
  }),
  'draft-refused': ({ problem }) => ({
    happened: `The draft was not kept: ${problem}.`,
    stateNow: 'Nothing on this computer has been changed; what stands on the pages is still there.',
    whatNext: 'Go on; when the window is closed, what was entered has to be entered again.',
  }),
  internal: ({ problem }) => ({
    happened: `The program made a mistake: ${clause(problem)}.`,
    stateNow: 'It stopped before it could tell what state the computer is in.',
    whatNext: 'Look with status what is on this computer, and report the mistake.',
  }),
};
