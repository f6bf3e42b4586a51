import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { TooltipProvider } from './_components/Tooltip';

export const metadata: Metadata = {
  title: { default: 'Stemjam', template: '%s · Stemjam' },
  description: 'Build a track live with others. After each change, the stems that fit it.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: '#111214',
  colorScheme: 'dark',
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <TooltipProvider>{children}</TooltipProvider>
      </body>
    </html>
  );
}
