import { Lobby } from './_lobby/Lobby';

export default function Page() {
  return <Lobby />;
}
