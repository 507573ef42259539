/**
 * Writes the two generated files from the reference of the cmdlets (`npm run generate`): the types that the compiler
 * writes calls against, and the table that the simulated host binds calls with. Same input, same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type {
  CmdletDescription,
  ParameterDescription,
  ParameterSetDescription,
} from '#host/simulation/cmdlet-description';

export interface ReferenceCmdlet extends CmdletDescription {
  readonly name: string;
  readonly module: string;
}

const REFERENCE = new URL('./reference/netipsec-cmdlets.json', import.meta.url);
export const TYPES_FILE = new URL('./cmdlets.generated.ts', import.meta.url);
export const TABLE_FILE = new URL('../host/cmdlet-table.generated.ts', import.meta.url);
const HEADER = '// Made by `npm run generate` from reference/netipsec-cmdlets.json. Do not edit.\n';

/** The cmdlets that plans and reads are made of. */
const typedCmdlets = [
  'New-NetIPsecAuthProposal',
  'New-NetIPsecMainModeCryptoProposal',
  'New-NetIPsecQuickModeCryptoProposal',
  'New-NetIPsecPhase1AuthSet',
  'New-NetIPsecMainModeCryptoSet',
  'New-NetIPsecQuickModeCryptoSet',
  'New-NetIPsecMainModeRule',
  'New-NetIPsecRule',
  'New-NetFirewallRule',
  'Set-NetIPsecRule',
  'Set-NetIPsecMainModeRule',
  'Enable-NetIPsecRule',
  'Disable-NetIPsecRule',
  'Enable-NetIPsecMainModeRule',
  'Disable-NetIPsecMainModeRule',
  'Enable-NetFirewallRule',
  'Disable-NetFirewallRule',
  'Remove-NetIPsecPhase1AuthSet',
  'Remove-NetIPsecMainModeCryptoSet',
  'Remove-NetIPsecQuickModeCryptoSet',
  'Remove-NetIPsecMainModeRule',
  'Remove-NetIPsecRule',
  'Remove-NetFirewallRule',
  'Get-NetIPsecPhase1AuthSet',
  'Get-NetIPsecPhase2AuthSet',
  'Get-NetIPsecMainModeCryptoSet',
  'Get-NetIPsecQuickModeCryptoSet',
  'Get-NetIPsecMainModeRule',
  'Get-NetIPsecRule',
  'Get-NetFirewallRule',
  'Get-NetFirewallAddressFilter',
  'Get-NetFirewallPortFilter',
  'Get-NetFirewallProfile',
  'Get-NetFirewallSetting',
  'Find-NetIPsecRule',
  'New-ScheduledTaskAction',
  'New-ScheduledTaskTrigger',
  'New-ScheduledTaskPrincipal',
  'New-ScheduledTaskSettingsSet',
  'New-ScheduledTask',
  'Register-ScheduledTask',
  'Unregister-ScheduledTask',
  'Start-ScheduledTask',
  'Get-ScheduledTask',
  'Get-ScheduledTaskInfo',
  'Open-NetGPO',
  'Save-NetGPO',
] as const;

/**
 * Cmdlets of PowerShell itself for what is assigned in secpol.msc. `AssigningInvocation` (plan.ts) has their only form: here
 * they are for the binder, and for how their switches are written.
 */
const untypedCmdlets = [
  'Get-ItemProperty',
  'Remove-ItemProperty',
  'Set-ItemProperty',
  'Start-Service',
  'Restart-Service',
] as const;

/** Real parameters that a plan must never use: `-Default` changes every rule of the computer that names no set; a password is a secret. */
const neverTyped: readonly string[] = ['Default', 'Password'];
/** Enumerations whose words combine: PowerShell takes a list for them (`-Encapsulation AH,ESP`, `-Profile Domain,Private`). */
const combinable: readonly string[] = ['IPsecEncapsulation', 'Profile', 'TrafficExemption'];
const selectors: readonly string[] = ['ByName', 'ByIPsecRuleName', 'ByPath', 'Path'];
/** What is made in memory by an earlier step. Every other object is the answer of a read. */
const madeInMemory: readonly string[] = ['Proposal', 'Action', 'Trigger', 'Principal', 'Settings'];
/**
 * Optional for Windows and not for a plan: without a name `Unregister-ScheduledTask` deletes every task of the computer,
 * without a path those of all folders, and without `-Confirm:$false` it waits for an answer that nobody can give.
 */
const alwaysTold: readonly string[] = ['TaskName', 'TaskPath', 'Confirm'];
const associations: readonly string[] = [
  'ByAssociatedNetIPsecRule',
  'ByAssociatedNetIPsecMainModeRule',
  'ByAssociatedNetFirewallRule',
];

const isChanging = (cmdlet: string): boolean => /^(Remove|Set|Enable|Disable|Rename|Unregister|Start)-/.test(cmdlet);
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const oneOrMany = (type: string): string => `${type} | readonly ${type.includes('|') ? `(${type})` : type}[]`;

export function readReference(): readonly ReferenceCmdlet[] {
  // The file is ours and a test pins what is made of it.
  return JSON.parse(readFileSync(REFERENCE, 'utf8')) as readonly ReferenceCmdlet[];
}

function scalarType(name: string, { type, acceptedValues, isSwitch }: ParameterDescription): string {
  if (name === 'Confirm') return 'false';
  if (isSwitch === true) return 'true';
  if (type === 'DateTime') return 'UtcText';
  if (acceptedValues !== undefined) return acceptedValues.map(quoted).join(' | ');
  if (name === 'PreSharedKey') return 'FromSecret';
  if (name === 'GPOSession') return 'FromStep | string';
  if (name === 'InputObject') return 'FromRead | FromStep';
  if (type === 'CimInstance') return madeInMemory.includes(name) ? 'FromStep' : 'FromRead';
  if (type === 'Boolean') return 'boolean';
  return /^U?Int\d+$/.test(type) ? 'number' : 'string';
}

/** A call that changes names exactly one object. */
const isSelector = (cmdlet: string, name: string): boolean =>
  isChanging(cmdlet) && ['Name', 'IPsecRuleName', 'TaskName', 'TaskPath'].includes(name);

function parameterType(cmdlet: string, name: string, description: ParameterDescription): string {
  const scalar = scalarType(name, description);
  const several = description.isArray === true && !isSelector(cmdlet, name);
  // Lists of Booleans and of objects to act on are of no use to a plan and have no place in an Invocation.
  const listable = scalar !== 'boolean' && scalar !== 'FromRead';
  return (several || combinable.includes(description.type)) && listable ? oneOrMany(scalar) : scalar;
}

const parametersOf = (set: ParameterSetDescription | undefined): readonly string[] =>
  set === undefined ? [] : [...set.mandatory, ...set.optional];

function setType(cmdlet: ReferenceCmdlet, setName: string, siblings: readonly string[]): string {
  const set = cmdlet.parameterSets[setName];
  const isMandatory = (name: string): boolean =>
    set?.mandatory.includes(name) === true || (isChanging(cmdlet.name) && alwaysTold.includes(name));
  const own = parametersOf(set).filter((name) => !neverTyped.includes(name));
  const lines = own.map((name) => {
    const type = parameterType(cmdlet.name, name, cmdlet.parameters[name] ?? { type: 'String' });
    return `        readonly ${name}${isMandatory(name) ? '' : '?'}: ${type};`;
  });
  const others = siblings.filter((name) => !own.includes(name)).map((name) => `        readonly ${name}?: never;`);
  return `{\n${[...lines, ...others].join('\n')}\n      }`;
}

/** A task runs as the account that its principal names, and never with a password. */
const registering: readonly string[] = ['Principal', 'Object'];

/** The sets a plan may use: of changing cmdlets only the one that names its object, of reads all but roundabout ones. */
function typedSets({ name, parameterSets }: ReferenceCmdlet): readonly string[] {
  const names = Object.keys(parameterSets);
  if (name === 'Register-ScheduledTask') return registering;
  return isChanging(name)
    ? names.filter((set) => selectors.includes(set))
    : names.filter((set) => !set.startsWith('ByAssociated') || associations.includes(set));
}

function cmdletType(cmdlet: ReferenceCmdlet): string {
  const sets = typedSets(cmdlet);
  const siblings = [...new Set(sets.flatMap((set) => parametersOf(cmdlet.parameterSets[set])))];
  const alternatives = sets.map((set) => `\n    | ${setType(cmdlet, set, siblings)}`);
  return `  readonly ${quoted(cmdlet.name)}:${alternatives.join('')};`;
}

const switchesOf = ({ parameters }: CmdletDescription): readonly string[] =>
  Object.keys(parameters).filter((name) => parameters[name]?.isSwitch === true);

/** The text of cmdlets.generated.ts. Throws when the reference lacks a cmdlet that plans are made of. */
export function renderTypes(reference: readonly ReferenceCmdlet[]): string {
  const inReference = (name: string): ReferenceCmdlet => {
    const found = reference.find((cmdlet) => cmdlet.name === name);
    if (found === undefined) throw new Error(`The reference does not know ${name}.`);
    return found;
  };
  const cmdlets = typedCmdlets.map(inReference);
  const switches = [...cmdlets, ...untypedCmdlets.map(inReference)].map(
    (cmdlet) => `  ${quoted(cmdlet.name)}: [${switchesOf(cmdlet).map(quoted).join(', ')}],`,
  );
  return [
    HEADER,
    "import type { FromRead, FromSecret, FromStep, UtcText } from '#contract/invocation';\n",
    '/** The parameters of each cmdlet. Of what changes a store only the form that names its object is here. */',
    `export interface CmdletParameters {\n${cmdlets.map(cmdletType).join('\n')}\n}\n`,
    '/** The switches of each cmdlet: they are written `-Machine`, while a Boolean is written `-ForceDiffieHellman $true`. */',
    `export const switchParameters: Readonly<Record<string, readonly string[]>> = {\n${switches.join('\n')}\n};\n`,
  ].join('\n');
}

/** What the binder needs of a parameter, without the prose. */
const leanParameter = ({ type, isArray, isSwitch, aliases, acceptedValues }: ParameterDescription): object => ({
  type,
  isArray,
  isSwitch,
  aliases,
  acceptedValues,
});

function tableRow({ name, defaultParameterSet, parameterSets, parameters }: ReferenceCmdlet): string {
  const lean = Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, leanParameter(value)]));
  return `  ${quoted(name)}: ${JSON.stringify({ defaultParameterSet, parameterSets, parameters: lean })},`;
}

/** The text of cmdlet-table.generated.ts: every cmdlet of the reference, one a line. */
export function renderTable(reference: readonly ReferenceCmdlet[]): string {
  return [
    HEADER.replace('reference/', '../compiler/reference/'),
    "import type { CmdletDescription } from './simulation/cmdlet-description';\n",
    '/** Every cmdlet that the simulated host can bind, by its name. */',
    `export const cmdletTable: Readonly<Record<string, CmdletDescription>> = {\n${reference.map(tableRow).join('\n')}\n};\n`,
  ].join('\n');
}

function generate(): void {
  const reference = readReference();
  writeFileSync(TYPES_FILE, renderTypes(reference));
  writeFileSync(TABLE_FILE, renderTable(reference));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) generate();
