import { InvalidArgumentError, Option, type Command } from 'commander';

/** What every verb understands, as commander hands it over: text, lists of text, switches. */
export interface CommonOptions {
  readonly role?: string;
  readonly policy?: string;
  readonly port?: string;
  readonly peer?: readonly string[];
  readonly local?: readonly string[];
  readonly auth?: readonly string[];
  readonly ca?: string;
  readonly caType?: string;
  readonly serverName?: string;
  readonly serverAccount?: string;
  readonly protection?: string;
  readonly mainMode?: string;
  readonly quickMode?: string;
  readonly pfs?: string;
  readonly mode?: string;
  readonly allowIfSecure?: boolean;
  readonly settings?: string;
  readonly override?: boolean;
  readonly passphraseStdin?: boolean;
  readonly passphraseFile?: string;
  readonly pskStdin?: boolean;
  readonly pskFile?: string;
  readonly host?: string;
  readonly state?: string;
  readonly network?: string;
  readonly target?: string;
  readonly gpo?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly lang?: string;
  readonly log?: string;
  readonly yes?: boolean;
  readonly all?: boolean;
  readonly disableAllowRules?: boolean;
  readonly unassignSecpol?: boolean;
  /** Only `plan` offers it. */
  readonly format?: string;
}

const collect = (value: string, previous: readonly string[] | undefined): readonly string[] => [
  ...(previous ?? []),
  value,
];

/** A file without a name would be one beside the program. */
export function fileName(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('A file name is needed.');
  return value;
}

/** Policy, secret and place options: every verb takes them and ignores what it has no use for. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--settings <file>', 'take policy and key from a settings file; --role picks the side of a pair', fileName)
    .option('--override', 'let policy options change what the settings file says')
    .option('--passphrase-stdin', 'read the passphrase of a settings file from standard input')
    .option('--passphrase-file <file>', 'read that passphrase from a file', fileName)
    .addOption(new Option('--role <role>', 'which side this computer is').choices(['server', 'workstation']))
    .option('--policy <id>', 'the policy’s short name (default: fbs)')
    .option('--port <number>', 'the backup server’s TCP port (default: 4531)')
    .option('--peer <address>', 'the other side: address, prefix, mask or range; repeatable (default: any)', collect)
    .option('--local <address>', 'this side; repeatable (default: My IP address)', collect)
    .option('--auth <method>', 'psk, kerberos or certificate; repeatable, in order (default: psk)', collect)
    .option('--ca <name>', 'X.500 name of the certification authority')
    .addOption(new Option('--ca-type <type>', 'kind of that authority').choices(['root', 'intermediate']))
    .option('--server-name <name>', 'with certificates: the DNS name in the server’s own, or CN=NAME; no other answers')
    .option('--server-account <account>', 'with kerberos: the server’s account as NAME=SID; no other answers')
    .addOption(
      new Option('--protection <preset>', 'preset of offers (default: article)').choices([
        'article',
        'recommended',
        'transition',
      ]),
    )
    .option('--main-mode <list>', 'own key exchange offers, for example AES256-SHA384-DH20,DES3-SHA1-DH2')
    .option('--quick-mode <list>', 'own security methods, for example ESP:AESGCM256-AESGMAC256,ESP:DES3-SHA1')
    .option('--pfs <group>', 'session key perfect forward secrecy: none, same-as-main-mode, DH2 ...')
    .addOption(
      new Option('--mode <mode>', 'require IPsec, or request it (default: require)').choices(['require', 'request']),
    )
    .option('--allow-if-secure', 'server: a firewall rule that lets the port in, and only what is secured')
    .option('--psk-stdin', 'read the pre-shared key from standard input')
    .option('--psk-file <file>', 'read the pre-shared key from a file', fileName)
    .addOption(
      new Option('--host <host>', 'where to carry it out (default: auto)').choices(['auto', 'powershell', 'simulated']),
    )
    .option('--state <file>', 'the simulated computer (default: in memory)', fileName)
    .option('--network <dir>', 'a folder of simulated computers that this one reaches by their addresses', fileName)
    .addOption(new Option('--target <target>', 'where the policy lands').choices(['local', 'gpo']).default('local'))
    .option('--gpo <name>', 'with --target gpo: the Group Policy object as DOMAIN\\NAME, the domain by its DNS name')
    .option('--json', 'one JSON document on standard output')
    .option('--quiet', 'no progress')
    .addOption(new Option('--lang <language>', 'language of the texts').choices(['en']).default('en'))
    .option('--log <file>', 'append a structured log to a file', fileName)
    .option('--yes', 'ask no questions')
    .option('--all', 'all policies of this program on this computer');
}

/** What a plan may do to things of others: nothing, unless it is said in so many words. */
export const withConsentOptions = (command: Command): Command =>
  command
    .option('--disable-allow-rules', 'with --allow-if-secure: switch off the other Allow rules of exactly this port')
    .option('--unassign-secpol', 'un-assign the policy of secpol.msc; removing ours assigns it again');

/** Options that say what a policy is like; `--role`, `--policy` and `--all` say which one is meant. */
const describing = [
  'port',
  'peer',
  'local',
  'auth',
  'ca',
  'caType',
  'serverName',
  'serverAccount',
  'protection',
  'mainMode',
  'quickMode',
  'pfs',
  'mode',
  'allowIfSecure',
] as const;

/** The first of them that is given, as it is spelled on the command line without its dashes. */
export const describingOption = (options: CommonOptions): string | undefined =>
  describing.find((name) => options[name] !== undefined)?.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

/** The first option that says which policy is meant or what it is like, `--role` apart. */
export const policyOption = (options: CommonOptions): string | undefined =>
  options.policy === undefined ? describingOption(options) : 'policy';
