'use client';

import { useState, type FormEvent } from 'react';
import { MEMBER_COLOURS, MemberName, type MemberColour } from '#server/contract/presence';
import type { Me, MeChange } from '#server/contract/http';
import { Avatar } from './Avatar';
import { Button } from './Button';
import { ColourChoice } from './ColourChoice';
import { Dialog } from './Dialog';
import { Spinner } from './Spinner';
import { TextField } from './TextField';
import styles from './IdentityDialog.module.css';

interface IdentityDialogProps {
  open: boolean;
  /** Left out on a first visit to a jam: without a name nobody can come in. */
  onClose?: () => void;
  me: Me | null;
  /** What happens next, on the button: "Join the jam". */
  action: string;
  onSave: (change: MeChange) => Promise<unknown>;
}

const anyColour = (): MemberColour => MEMBER_COLOURS[Math.floor(Math.random() * MEMBER_COLOURS.length)]!;

/** Name and colour: all that is needed to jam. */
export function IdentityDialog({ open, onClose, me, action, onSave }: IdentityDialogProps) {
  const [name, setName] = useState(me?.name ?? '');
  const [colour, setColour] = useState<MemberColour>(() => me?.colour ?? anyColour());
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const parsed = MemberName.safeParse(name);
    if (!parsed.success) return setProblem(parsed.error.issues[0]?.message ?? 'Choose another name.');
    setSaving(true);
    setProblem(null);
    try {
      await onSave({ name: parsed.data, colour });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'That did not work. Try again.');
    } finally {
      setSaving(false);
    }
  };

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={me ? 'Your name and colour' : 'Who is playing?'}
      description={me ? undefined : 'A name and a colour are all you need. No account.'}
    >
      <form className={styles.form} onSubmit={save} noValidate>
        <div className={styles.who}>
          <Avatar name={name || '?'} colour={colour} size="l" />
          <TextField
            label="Name"
            value={name}
            onChange={setName}
            problem={problem}
            maxLength={24}
            autoComplete="nickname"
            autoFocus
          />
        </div>
        <ColourChoice value={colour} onChange={setColour} />
        <Button type="submit" tone="primary" size="l" disabled={isSaving}>
          {isSaving && <Spinner />}
          {action}
        </Button>
      </form>
    </Dialog>
  );
}
