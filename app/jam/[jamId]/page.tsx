import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { JamId } from '#server/contract/ids';
import { JamPage } from './JamPage';

export const metadata: Metadata = { title: 'Jam' };

export default async function Page({ params }: { params: Promise<{ jamId: string }> }) {
  const jamId = JamId.safeParse((await params).jamId);
  if (!jamId.success) notFound();
  return <JamPage jamId={jamId.data} />;
}
