import { readFileSync } from 'node:fs';
import { PowerShellGateway } from '#host/powershell-gateway';
import { Secret } from '#contract/secret';
import { undoPlans, scriptFor } from '#compiler/testing/undo-examples';
import { undoArguments } from '#compiler/undo-script';
import { readInventory } from '#host/observe';
import { withTaskStandIn } from '../e2e/powershell/task-stand-in';
import { spawnSync } from 'node:child_process';
const env = withTaskStandIn(process.env);
const g = new PowerShellGateway({ executable: '/opt/pwsh/pwsh', environment: env });
const plan = undoPlans['undo-server-narrowed'];
for (const fail of ['1', '3', '1,7', '6,12', '6,7,8', '']) {
  const t = await g.begin(new Secret('key-key-key-1'));
  for (const s of plan.steps) { try { await t.carryOut(s.id, s.invocation); } catch (e) { if (!String(e).includes('exist')) console.log(String(e)); } }
  await t.end();
  const run = (f: string) => spawnSync('/opt/pwsh/pwsh', [...undoArguments.trim().split(' '), Buffer.from(scriptFor(plan), 'utf16le').toString('base64')], { env: { ...env, STANDIN_FAIL: f }, encoding: 'utf8' });
  const r = run(fail);
  const left = (await readInventory(g, 'PersistentStore')).objects.filter((o) => o.name.startsWith('ipsecbw-')).map((o) => o.name);
  console.log(JSON.stringify(fail), 'exit', r.status, left, r.stderr.slice(0, 200), r.stdout.slice(0, 200));
  if (left.length) console.log('again', run('').status);
}
const missing = spawnSync('/opt/pwsh/pwsh', [...undoArguments.trim().split(' '), Buffer.from(scriptFor(plan), 'utf16le').toString('base64')], { env: { ...env, PSModulePath: '' }, encoding: 'utf8' });
console.log('no modules: exit', missing.status);
await g.close();
