'use client';

import { Button } from '#app/_components/Button';
import { LobbyLink } from '#app/_components/LobbyLink';
import { MessagePage } from '#app/_components/MessagePage';
import type { ErrorCode, JamError } from '#server/contract/errors';

const TITLES: Partial<Record<ErrorCode, string>> = {
  room_full: 'This jam is full',
  unknown_jam: 'There is no jam here',
  not_allowed: 'This jam is closed to you',
  bad_message: 'This page is out of date',
};

/** Why this jam cannot be joined, and what helps. */
export function Refusal({ error }: { error: JamError }) {
  const isWorthAnotherTry = error.code !== 'unknown_jam' && error.code !== 'not_allowed';
  return (
    <MessagePage title={TITLES[error.code] ?? 'You could not join'} sentence={error.sentence}>
      {isWorthAnotherTry && (
        <Button tone="primary" onClick={() => location.reload()}>
          {error.code === 'room_full' ? 'Try again' : 'Reload the page'}
        </Button>
      )}
      <LobbyLink />
    </MessagePage>
  );
}
