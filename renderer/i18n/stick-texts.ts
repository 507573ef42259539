import { stick, type StickTexts } from './en/stick.en';
import { useTexts } from './texts-context';

const inLanguage: Readonly<Record<string, StickTexts>> = { en: stick };

/** The words of the stick's pages, in the language of the window; they are loaded with these pages. */
export function useStickTexts(): StickTexts {
  const { language } = useTexts();
  return inLanguage[language] ?? stick;
}
