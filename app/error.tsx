'use client';

import { Button } from './_components/Button';
import { LobbyLink } from './_components/LobbyLink';
import { MessagePage } from './_components/MessagePage';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <MessagePage
      title="This page stumbled"
      sentence="The jam itself goes on for everybody else. Try again; nothing you did before is lost."
    >
      <Button tone="primary" onClick={reset}>
        Try again
      </Button>
      <LobbyLink />
    </MessagePage>
  );
}
