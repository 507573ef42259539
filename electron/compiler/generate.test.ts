import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { FromStep, Invocation } from '#contract/invocation';
import { cmdletTable } from '#host/cmdlet-table.generated';
import { switchParameters, type CmdletParameters } from './cmdlets.generated';
import { readReference, renderTable, renderTypes, TABLE_FILE, TYPES_FILE } from './generate';
import type { PlanStep, RemovingInvocation } from './plan';

describe('the generated files', () => {
  it('are what the reference gives today', () => {
    const reference = readReference();
    expect(readFileSync(TYPES_FILE, 'utf8')).toBe(renderTypes(reference));
    expect(readFileSync(TABLE_FILE, 'utf8')).toBe(renderTable(reference));
  });

  it('give calls that every host can take', () => {
    expectTypeOf<PlanStep['invocation']>().toExtend<Invocation>();
    expectTypeOf<{ [C in keyof CmdletParameters]: CmdletParameters[C] }[keyof CmdletParameters]>().toExtend<
      Invocation['parameters']
    >();
  });

  it('do not let a removing call pass that names no object, or several', () => {
    expectTypeOf<{
      cmdlet: 'Remove-NetIPsecRule';
      parameters: { PolicyStore: string };
    }>().not.toExtend<RemovingInvocation>();
    expectTypeOf<{ cmdlet: 'Remove-NetIPsecRule'; parameters: { All: true } }>().not.toExtend<RemovingInvocation>();
    expectTypeOf<{ cmdlet: 'Remove-NetIPsecRule'; parameters: { Group: string } }>().not.toExtend<RemovingInvocation>();
    expectTypeOf<{
      cmdlet: 'Remove-NetIPsecRule';
      parameters: { IPsecRuleName: string };
    }>().toExtend<RemovingInvocation>();
  });

  it('do not let a task be deleted that is not named with its folder, or with a question left open', () => {
    type Unregister = CmdletParameters['Unregister-ScheduledTask'];
    expectTypeOf<{ Confirm: false }>().not.toExtend<Unregister>();
    expectTypeOf<{ TaskName: string; Confirm: false }>().not.toExtend<Unregister>();
    expectTypeOf<{ TaskName: string; TaskPath: string }>().not.toExtend<Unregister>();
    expectTypeOf<{ TaskName: string; TaskPath: string; Confirm: true }>().not.toExtend<Unregister>();
    expectTypeOf<{ TaskName: string; TaskPath: string; Confirm: false }>().toExtend<Unregister>();
  });

  it('do not let a task start at a moment that depends on the place, or run with a password', () => {
    type Trigger = CmdletParameters['New-ScheduledTaskTrigger'];
    expectTypeOf<{ Once: true; At: '2026-11-21T10:00:00' }>().not.toExtend<Trigger>();
    expectTypeOf<{ Once: true; At: '2026-11-21T10:00:00Z' }>().toExtend<Trigger>();
    expectTypeOf<{ TaskName: string; Action: FromStep; User: string; Password: string }>().not.toExtend<
      CmdletParameters['Register-ScheduledTask']
    >();
  });

  it('know a switch from a Boolean', () => {
    expect(switchParameters['New-NetIPsecAuthProposal']).toContain('Machine');
    expect(switchParameters['New-NetIPsecMainModeCryptoSet']).not.toContain('ForceDiffieHellman');
  });

  it('tell the binder what the reference says', () => {
    expect(cmdletTable['New-NetIPsecRule']?.parameters['IPsecRuleName']?.aliases).toEqual(['ID', 'Name']);
    expect(cmdletTable['Remove-NetIPsecRule']?.defaultParameterSet).toBe('GetAll');
    expect(cmdletTable['New-NetIPsecRule']?.parameterSets['__AllParameterSets']?.mandatory).toEqual(['DisplayName']);
  });
});
