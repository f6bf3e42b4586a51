'use client';

import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { IdentityDialog } from '#app/_components/IdentityDialog';
import { useJam } from '#app/_jam/useJam';
import type { Me, MeChange } from '#server/contract/http';

interface Myself {
  /** Opens the dialog with name and colour. */
  edit: () => void;
}

const MyselfContext = createContext<Myself | null>(null);

interface MyselfProviderProps {
  me: Me;
  onSave: (change: MeChange) => Promise<Me>;
  children: ReactNode;
}

export function MyselfProvider({ me, onSave, children }: MyselfProviderProps) {
  const [isEditing, setEditing] = useState(false);
  // The name may have been changed in another tab: as the others see us is how we are.
  const seen = useJam((view) => view.people.find((person) => person.memberId === me.memberId));
  const myself = useMemo(() => ({ edit: () => setEditing(true) }), []);
  const save = async (change: MeChange) => {
    await onSave(change);
    setEditing(false);
  };
  return (
    <MyselfContext.Provider value={myself}>
      {children}
      {isEditing && (
        <IdentityDialog
          open
          me={{ ...me, ...seen }}
          action="Save"
          onClose={() => setEditing(false)}
          onSave={save}
        />
      )}
    </MyselfContext.Provider>
  );
}

export function useMyself(): Myself {
  const myself = useContext(MyselfContext);
  if (!myself) throw new Error('useMyself needs a MyselfProvider above it.');
  return myself;
}
