import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { IpSecurityPolicy } from '#policy/model';
import type { MeaningState } from '../stores/meaning-store';
import { useStores } from '../stores/stores-context';

/** What the policy means, found out anew after every edit. */
export function useMeaning(policy: IpSecurityPolicy): MeaningState {
  const { meaning } = useStores();
  useEffect(() => {
    void meaning.judge(policy);
  }, [meaning, policy]);
  return useStore(meaning.state);
}
