/** The themes that Windows can ask for. */
export const themes = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'contrast', colorScheme: 'dark', forcedColors: 'active' },
] as const;

const sizes = [
  { width: 1100, height: 760 },
  { width: 900, height: 620 },
] as const;

/**
 * Sizes of the window and themes to look at. In every run the usual size in light and the smallest, where most goes wrong,
 * in the others; the rest with PICTURES=all.
 */
export const looks = sizes
  .flatMap((viewport) => themes.map((theme) => ({ viewport, theme })))
  .filter(
    ({ viewport, theme }) =>
      process.env['PICTURES'] === 'all' || (viewport.width === 1100) === (theme.name === 'light'),
  );
