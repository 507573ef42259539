import { createStore, type StoreApi } from 'zustand/vanilla';
import { appError } from '#contract/app-error';
import type { Comparison } from '#negotiation/compare';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { parsePolicy } from '#policy/parse';
import type { Model } from '../model/model';
import { mostBytes, readOtherSide, tooLarge, type FileProblem } from '../wizard/other-side-file';

/** A file as the page gets it: its size is known before anything of it is read. */
export type ChosenFile = Pick<File, 'name' | 'size' | 'text'>;

export type ComparisonState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly file: string }
  | { readonly kind: 'refused'; readonly problem: FileProblem }
  /** Nothing true can be said: a value of the draft is still wrong, or the model has ended. */
  | { readonly kind: 'not-known' }
  | { readonly kind: 'compared'; readonly file: string; readonly role: Role; readonly comparison: Comparison };

export interface ComparisonStore {
  readonly state: StoreApi<ComparisonState>;
  /** What happens between the policy and the one in the file. The newest request counts. */
  readonly compare: (policy: IpSecurityPolicy, file: ChosenFile) => Promise<void>;
  /** The policy that would fit at the other end; undefined where nothing can be said of this one. */
  readonly otherSide: (policy: IpSecurityPolicy) => Promise<IpSecurityPolicy | undefined>;
  readonly forget: () => void;
}

async function contentOf(file: ChosenFile, wanted: Role): Promise<ReturnType<typeof readOtherSide>> {
  if (file.size > mostBytes) return { ok: false, error: tooLarge(file.name) };
  try {
    return readOtherSide(await file.text(), file.name, wanted);
  } catch {
    const reason = 'it is gone, or may not be read';
    return { ok: false, error: { kind: 'error', error: appError('file-unreadable', { file: file.name, reason }) } };
  }
}

/** The workstation opens the connection; of two of one kind, this one. */
const inOrder = (own: IpSecurityPolicy, other: IpSecurityPolicy): readonly [IpSecurityPolicy, IpSecurityPolicy] =>
  own.role === 'server' && other.role === 'workstation' ? [other, own] : [own, other];

export function createComparisonStore(model: Model): ComparisonStore {
  const state = createStore<ComparisonState>()(() => ({ kind: 'none' }));
  let newest = 0;
  const judged = async (policy: IpSecurityPolicy, file: ChosenFile): Promise<ComparisonState> => {
    const other = await contentOf(file, policy.role === 'server' ? 'workstation' : 'server');
    if (!other.ok) return { kind: 'refused', problem: other.error };
    if (!parsePolicy(policy).ok) return { kind: 'not-known' };
    const [a, b] = inOrder(policy, other.value);
    const answer = await model({ kind: 'comparison', a, b });
    if (!answer.ok) return { kind: 'not-known' };
    return { kind: 'compared', file: file.name, role: other.value.role, comparison: answer.value };
  };
  return {
    state,
    compare: async (policy, file) => {
      const request = ++newest;
      state.setState({ kind: 'reading', file: file.name }, true);
      const next = await judged(policy, file);
      if (request === newest) state.setState(next, true);
    },
    otherSide: async (policy) => {
      if (!parsePolicy(policy).ok) return undefined;
      const answer = await model({ kind: 'other-side', policy });
      return answer.ok ? answer.value : undefined;
    },
    forget: () => {
      newest += 1;
      state.setState({ kind: 'none' }, true);
    },
  };
}
