import { describe, expect, it } from 'vitest';
import { run, runJson } from './testing/command-line';

const workstation = ['--role', 'workstation', '--peer', '192.0.2.5', '--host', 'simulated'] as const;
const certificate = ['--auth', 'certificate', '--ca', 'CN=Corp Root CA'] as const;
const sid = 'S-1-5-21-1004336348-1177238915-682003330-1104';

interface Step {
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}
async function stepsOf(...options: readonly string[]): Promise<readonly Step[]> {
  const { answer } = await runJson(['plan', ...workstation, ...options]);
  return (answer.steps ?? []) as unknown as readonly Step[];
}

describe('the server by its name, by command line', () => {
  it.each([
    [
      'backup1.corp.example',
      { ValidationCriteria: true, SubjectName: 'backup1.corp.example', SubjectNameType: 'DomainName' },
    ],
    ['CN=BACKUP1', { ValidationCriteria: true, SubjectName: 'BACKUP1', SubjectNameType: 'CN' }],
  ])('a workstation accepts no certificate but the one of %s', async (name, validated) => {
    const proposals = (await stepsOf(...certificate, '--server-name', name)).filter(
      ({ cmdlet }) => cmdlet === 'New-NetIPsecAuthProposal',
    );
    expect(proposals).toHaveLength(2);
    expect(proposals.map(({ parameters }) => parameters)).toContainEqual(expect.objectContaining(validated));
  });

  it('a workstation lets one account answer', async () => {
    const steps = await stepsOf('--auth', 'kerberos', '--server-account', `CORP\\BACKUP1$=${sid}`);
    expect(steps.map(({ parameters: { RemoteMachine: list } }) => list)).toContain(`D:(A;;CC;;;${sid})`);
  });

  it.each([
    [['--server-name', 'backup1.corp.example'], '--server-name needs --auth certificate'],
    [['--server-account', `BACKUP1$=${sid}`], '--server-account needs --auth kerberos'],
    [['--auth', 'kerberos', '--server-account', 'BACKUP1$'], '--server-account takes NAME=SID'],
    [['--auth', 'kerberos', '--server-account', 'BACKUP1$=S-1-5-32'], 'is not the SID of one computer'],
    [[...certificate, '--server-name', '*.corp.example'], 'cannot be the server’s name in a certificate'],
  ])('%j is refused, and nothing is touched', async (options, problem) => {
    const { status, stdout, stderr } = await run(['plan', ...workstation, ...options]);
    expect(status).toBe(1);
    expect(`${stdout}${stderr}`.replaceAll("'", '’')).toContain(problem);
  });
});
