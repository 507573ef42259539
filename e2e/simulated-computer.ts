import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completeState } from '../electron/host/simulation/default-state';

/** Facts of the simulated computer, by the names of its file. */
export type ComputerFacts = Readonly<Record<string, unknown>>;

/** Objects by class by store, as the file has them. */
type Stores = Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;

const usual: ComputerFacts = {
  name: 'SRV01',
  edition: 'Windows Server 2022 Standard',
  build: '20348',
  addresses: ['192.168.10.10/24'],
};

/** One simulated computer in a folder of its own: its state, and the program's files beside it. */
export class SimulatedComputer {
  readonly folder = mkdtempSync(join(tmpdir(), 'ipsec-wizard-e2e-'));
  readonly stateFile = join(this.folder, 'computer.json');
  readonly dataFolder = join(this.folder, 'data');

  constructor(facts: ComputerFacts = {}) {
    this.set(facts);
  }

  /** Makes the computer anew, with these facts beside the usual ones. */
  set(facts: ComputerFacts): void {
    const state = completeState({ format: 1, computer: { ...usual, ...facts } });
    writeFileSync(this.stateFile, JSON.stringify(state, undefined, 2));
  }

  get state(): string {
    return readFileSync(this.stateFile, 'utf8');
  }

  /** Names of the objects of ours that are in any store. */
  get ownObjects(): readonly string[] {
    return [...new Set(this.state.match(/"Name": "ipsecbw-[^"]+"/gu))].sort();
  }

  /** Every object of every policy store, a line each; what is merely listed as empty does not count. */
  get stores(): string {
    const { stores } = JSON.parse(this.state) as { readonly stores: Stores };
    const lines = Object.entries(stores).flatMap(([store, classes]) =>
      Object.entries(classes).flatMap(([name, objects]) =>
        objects.map((object) => `${store} ${name} ${JSON.stringify(object)}`),
      ),
    );
    return lines.sort().join('\n');
  }

  /** Changes the text of the computer's file behind the program's back. */
  alter(change: (text: string) => string): void {
    writeFileSync(this.stateFile, change(this.state));
  }

  /** A Group Policy object (`DOMAIN\\NAME`) that an administrator has made, and what else of Group Policy is played. */
  addGroupPolicyObject(gpo: string, groupPolicy: object = {}): void {
    this.alter((text) => {
      const state = JSON.parse(text) as { readonly stores: object };
      return JSON.stringify({ ...state, stores: { ...state.stores, [`gpo:${gpo}`]: {} }, groupPolicy });
    });
  }

  /** Every file that the program wrote, by name and content. */
  filesWritten(): readonly { readonly name: string; readonly text: string }[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'latin1') }));
  }
}
