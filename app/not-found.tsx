import { LobbyLink } from './_components/LobbyLink';
import { MessagePage } from './_components/MessagePage';

export default function NotFound() {
  return (
    <MessagePage
      title="Nothing plays here"
      sentence="This address leads to no jam. The lobby shows the ones that are open."
    >
      <LobbyLink />
    </MessagePage>
  );
}
