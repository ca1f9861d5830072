import { useNavigate, useSearch } from '@tanstack/react-router';
import { ConnectionsPage } from '../features/connections/ConnectionsPage';

export function Connections() {
  const navigate = useNavigate();
  return <ConnectionsPage search={useSearch({ from: '/connections' })} onSearch={(search) => void navigate({ to: '/connections', search, replace: true })} />;
}
