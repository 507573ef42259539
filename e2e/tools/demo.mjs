#!/usr/bin/env node
// The main job on a simulated computer, with the real command line: plan, apply, verify, apply again, remove.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const state = join(mkdtempSync(join(tmpdir(), 'ipsec-backup-wizard-')), 'SRV01.json');
const key = randomBytes(15).toString('base64url');

function show(words, expected, { withKey = false } = {}) {
  const args = [...words.split(' '), '--state', state, ...(withKey ? ['--psk-stdin'] : [])];
  console.log(`\n$ npm run --silent cli -- ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, ['electron/cli/run.mjs', ...args], {
    input: withKey ? `${key}\n` : '',
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  console.log(`(exit status ${status})`);
  if (status !== expected) {
    console.log(`This should have been ${expected}: the demonstration stops here.`);
    process.exit(1);
  }
}

show('simulate set computer-name=SRV01 addresses=192.168.10.5/24', 0);
show('plan --role server --peer 192.168.10.0/24', 2);
show('apply --role server --peer 192.168.10.0/24 --yes', 0, { withKey: true });
show('verify', 0);
show('status', 0);
show('apply --role server --peer 192.168.10.0/24 --yes', 0, { withKey: true });
show('remove --yes', 0);
console.log(`\nThe simulated computer is in ${state}; nothing else was changed.`);
