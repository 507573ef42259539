import { certificate, type CertificateTexts } from './en/certificate.en';
import { useTexts } from './texts-context';

const inLanguage: Readonly<Record<string, CertificateTexts>> = { en: certificate };

/** The words of certificates and of the server's name; they are loaded with the page Security rule. */
export function useCertificateTexts(): CertificateTexts {
  const { language } = useTexts();
  return inLanguage[language] ?? certificate;
}
