'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Button } from '#app/_components/Button';
import { Dialog } from '#app/_components/Dialog';
import { Spinner } from '#app/_components/Spinner';
import { TextField } from '#app/_components/TextField';
import { createJam } from '#app/_jam/api';
import { NewJam } from '#server/contract/http';
import styles from './NewJamDialog.module.css';

export function NewJamDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);

  const start = async (event: FormEvent) => {
    event.preventDefault();
    const parsed = NewJam.safeParse({ name });
    if (!parsed.success) return setProblem('Give the jam a name of up to 60 characters.');
    setStarting(true);
    try {
      const jam = await createJam(parsed.data.name);
      router.push(`/jam/${jam.jamId}`);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The jam could not be started. Try again.');
      setStarting(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title="Start a jam"
      description="Everybody sees it in the lobby and can come in and play along. You can rename it at any time."
    >
      <form className={styles.form} onSubmit={start} noValidate>
        <TextField
          label="Name of the jam"
          value={name}
          onChange={setName}
          problem={problem}
          maxLength={60}
          placeholder="Sunday basement"
          autoComplete="off"
          autoFocus
        />
        <Button type="submit" tone="primary" size="l" disabled={isStarting}>
          {isStarting && <Spinner />}
          Start
        </Button>
      </form>
    </Dialog>
  );
}
