/**
 * What every gateway owes, as one suite. The calls are written by hand, and some of them no compiler makes. Only what
 * gateway.ts and the reference promise is asserted: enumerations may come as words or as integers, proposals under the
 * names of their parameters or of their class properties, addresses in any of their forms.
 */
import { describe } from 'vitest';
import { describeReading, describeRefusing } from './gateway-contract-reading';
import { prepareSuite, type GatewayUnderTest } from './gateway-contract-suite';
import { describeChanging, describeCreating, describeTextsAndKeys } from './gateway-contract-writing';

export function describeGateway(name: string, underTest: GatewayUnderTest): void {
  describe(`${name}: what every gateway owes`, () => {
    const suite = prepareSuite(underTest);
    describeCreating(suite);
    describeTextsAndKeys(suite);
    describeRefusing(suite);
    describeChanging(suite);
    describeReading(suite);
  });
}
