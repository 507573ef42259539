import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { standAloneScript } from '#compiler/script';
import type { IpSecurityPolicy } from '#policy/model';
import { usesKey } from '#policy/uses-key';
import { policiesIn, type Sides } from '#settings-file/document';
import { kitFile, type KitFile } from '#settings-file/kit';
import { programFile, programFiles, programFolder } from '#settings-file/kit-program';
import { kitReadMe as texts, type KitKey } from '#texts/kit.en';
import { breakGlass } from './break-glass';
import { commandFile, scriptName } from './kit-commands';

/** Where the settings lie in a kit; the ledger lies beside them. */
export const kitSettingsName = 'settings.age';

export interface KitWishes {
  readonly sides: Sides;
  /** In the age format, with or without a key in it. */
  readonly sealedSettings: string | Uint8Array;
  /** The directory of a packaged program; without it the kit holds the script only. */
  readonly program: string | undefined;
  /** Whether the sealed settings hold the pre-shared key. */
  readonly keyInside: boolean;
}

/** Where the key is, for whoever carries the stick. */
export function kitKeyOf({ sides, keyInside }: Pick<KitWishes, 'sides' | 'keyInside'>): KitKey {
  if (!policiesIn(sides).some(usesKey)) return 'unused';
  return keyInside ? 'inside' : 'asked-for';
}

/** The names that a first assignment gives: the page cannot know a computer that has not been visited. */
function breakGlassFor(policy: IpSecurityPolicy): string {
  const { expected } = planChange(compile(policy, { kind: 'local' }), { objects: [], enforcement: [] });
  const whose = { policyId: policy.id, role: policy.role };
  return breakGlass({ computer: texts.anyComputer[policy.role], policies: [{ ...whose, objects: expected }] });
}

function withProgram({ sides, keyInside }: KitWishes): readonly (readonly string[])[] {
  const program = `${programFolder}\\${programFile}`;
  const key = kitKeyOf({ sides, keyInside });
  const role = sides.workstation?.role ?? 'server';
  return [texts.withProgram(program, key), texts.commandLine(program, role, key)];
}

function readMe(wishes: KitWishes): string {
  const { sides, program } = wishes;
  const policies = policiesIn(sides);
  const roles = policies.map(({ role }) => role);
  const paragraphs: readonly (readonly string[])[] = [
    [texts.title],
    texts.what(policies[0]?.id ?? '', roles),
    ...(program === undefined ? [texts.withoutProgram] : withProgram(wishes)),
    texts.script(roles, kitKeyOf(wishes)),
    texts.order,
    texts.check,
    program === undefined ? texts.noLedger : texts.ledger,
    texts.generations,
    ...policies.map((policy) => breakGlassFor(policy).trimEnd().split('\n')),
  ];
  return `${paragraphs.map((lines) => lines.join('\r\n')).join('\r\n\r\n')}\r\n`;
}

/**
 * Everything that a kit holds but its list of checksums: sealed settings, stand-alone scripts, the command files that
 * start them, the read-me, and the program where one is given. No key in clear. Throws AppFailure `kit-program-unusable`.
 */
export async function kitContents(wishes: KitWishes): Promise<readonly KitFile[]> {
  const policies = policiesIn(wishes.sides);
  const roles = policies.map(({ role }) => role);
  return [
    kitFile(kitSettingsName, wishes.sealedSettings),
    ...policies.map((policy) => kitFile(scriptName(policy.role), standAloneScript(policy))),
    kitFile('Apply.cmd', commandFile('apply', roles)),
    kitFile('Remove.cmd', commandFile('remove', roles)),
    kitFile('README.txt', readMe(wishes)),
    ...(wishes.program === undefined ? [] : await programFiles(wishes.program)),
  ];
}
