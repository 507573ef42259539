import { createContext, use } from 'react';
import type { AppStores } from './app-stores';

export const StoresContext = createContext<AppStores | undefined>(undefined);

/** The stores of this window; app.tsx provides them to every page. */
export function useStores(): AppStores {
  const stores = use(StoresContext);
  if (stores === undefined) throw new Error('A page was shown outside of the app.');
  return stores;
}
