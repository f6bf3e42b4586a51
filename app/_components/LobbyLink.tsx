import { ButtonLink } from './Button';

export function LobbyLink() {
  return <ButtonLink href="/">Go to the lobby</ButtonLink>;
}
