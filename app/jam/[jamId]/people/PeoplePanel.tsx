'use client';

import { Check, Link2 } from 'lucide-react';
import { Button } from '#app/_components/Button';
import { useCopyLink } from '../transport/useCopyLink';
import { PeopleList } from './PeopleList';
import styles from './PeoplePanel.module.css';

export function PeoplePanel() {
  const { copy, isCopied } = useCopyLink();
  return (
    <section className={styles.panel} aria-label="People">
      <PeopleList />
      <Button size="l" onClick={copy} data-entry>
        {isCopied ? <Check size={18} aria-hidden /> : <Link2 size={18} aria-hidden />}
        {isCopied ? 'Link copied' : 'Copy the invitation link'}
      </Button>
    </section>
  );
}
