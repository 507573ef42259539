import Module, { createRequire } from 'node:module';

interface Loader {
  _load: (request: string, ...rest: readonly unknown[]) => unknown;
}

/** Loads a bundle, anew each time, with `electron` in the place of the module of that name. */
export function loadMain(bundle: string, electron: object): void {
  // Node has no other way to answer a CommonJS require by hand (module.register is for imports).
  const loader = Module as unknown as Loader;
  const usual = loader._load;
  const require = createRequire(bundle);
  Reflect.deleteProperty(require.cache, bundle);
  loader._load = (request, ...rest) => (request === 'electron' ? electron : usual.call(Module, request, ...rest));
  try {
    require(bundle);
  } finally {
    loader._load = usual;
  }
}
