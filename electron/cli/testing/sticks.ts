import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Secret } from '#contract/secret';
import { keyText, quick } from '#settings-file/testing/examples';
import { pairOf } from '#settings-file/sides';
import { writeSettings } from '#settings-file/write';
import { runJson, temporaryFolder, type Answer, type Ran } from './command-line';

export const passphraseWords = 'four words nobody connects';

export type Members = Answer & Readonly<Record<string, unknown>>;
export type Asked = Ran & { readonly answer: Members };
export const ask = async (...argv: readonly string[]): Promise<Asked> => {
  const ran = await runJson(argv);
  return { ...ran, answer: ran.answer as Members };
};

export interface SettingsWish {
  readonly auth?: 'psk' | 'kerberos';
  readonly mode?: 'require' | 'request';
}

/** A folder with sticks (folders), settings files and simulated computers in it. */
export class Workshop {
  readonly folder: string;
  readonly remove: () => Promise<void>;

  private constructor(folder: string, remove: () => Promise<void>) {
    this.folder = folder;
    this.remove = remove;
  }

  static async open(): Promise<Workshop> {
    const { folder, remove } = await temporaryFolder();
    const workshop = new Workshop(folder, remove);
    await writeFile(workshop.path('words'), `${passphraseWords}\n`);
    await writeFile(workshop.path('key'), `${keyText}\n`);
    return workshop;
  }

  readonly path = (name: string): string => join(this.folder, name);

  /** The options that open the settings files here. */
  get opening(): readonly string[] {
    return ['--passphrase-file', this.path('words')];
  }

  /** As `settings new --pair` writes it, but opened in no time. Kerberos where no key matters. */
  async settings(name: string, { auth = 'kerberos', mode = 'require' }: SettingsWish = {}): Promise<string> {
    const method = auth === 'psk' ? ({ kind: 'pre-shared-key' } as const) : ({ kind: 'kerberos-v5' } as const);
    const servers = [{ kind: 'specific-address', address: '192.0.2.1' }] as const;
    const sides = pairOf({ servers, workstations: [], mode, authenticationMethods: [method] });
    const key = auth === 'psk' ? new Secret(keyText) : undefined;
    const seal = { passphrase: new Secret(passphraseWords), key, workFactor: quick };
    await writeSettings(this.path(name), { createdAt: '2026-01-02T03:04:05.678Z', sides }, seal, { replace: true });
    return this.path(name);
  }

  /** A stick from a settings file. */
  async stick(name: string, file: string): Promise<string> {
    const { status, answer } = await ask('kit', '--to', this.path(name), '--settings', file, ...this.opening);
    expect({ status, error: answer.error }).toEqual({ status: 0, error: undefined });
    return this.path(name);
  }

  /** A simulated computer of that name, in a domain. */
  async computer(name: string): Promise<string> {
    const file = this.path(`${name.replaceAll(/\W/gu, '-')}.computer.json`);
    await writeFile(file, JSON.stringify({ format: 1, computer: { name, domain: 'corp.example' } }));
    return file;
  }

  visit(state: string, stick: string, ...more: readonly string[]): Promise<Asked> {
    const settings = ['--settings', join(stick, 'settings.age'), ...this.opening];
    return ask('apply', '--role', 'workstation', ...settings, '--yes', '--state', state, ...more);
  }

  check(stick: string, ...more: readonly string[]): Promise<Asked> {
    return ask('ledger', 'check', stick, ...this.opening, ...more);
  }
}
