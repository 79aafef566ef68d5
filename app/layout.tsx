import { cookies, headers } from 'next/headers';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import { latinSans } from './fonts';
import { homeScreenIcon, windowIcon } from './icons';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Lakehouse Console', template: '%s · Lakehouse Console' },
  applicationName: 'Lakehouse Console',
  robots: { index: false, follow: false },
  icons: { icon: { url: windowIcon, type: 'image/svg+xml' }, apple: homeScreenIcon },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: [{ media: '(prefers-color-scheme: light)', color: '#e5eff2' }, { media: '(prefers-color-scheme: dark)', color: '#060e14' }] };

/**
 * The document of every page. It reads the request, so every page is drawn when it is asked for and carries the nonce
 * of its content security policy. Who has chosen light or dark gets it from the first byte, by a cookie; for the others
 * the style sheet follows the system. No script is needed before the first paint.
 */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const [jar, asked] = await Promise.all([cookies(), headers()]);
  const theme = jar.get('theme')?.value;
  preload(latinSans, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  return (
    <html lang="en" {...(theme === 'light' || theme === 'dark' ? { 'data-theme': theme } : {})}>
      <head>
        {/* the editor makes style elements by itself and reads its permission here */}
        <meta property="csp-nonce" content={asked.get('x-nonce') ?? ''} />
      </head>
      <body>{children}</body>
    </html>
  );
}
