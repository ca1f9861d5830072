import { useConnection } from '../lib/connection';
import { Problem } from '../ui/Problem';

/** In the place of a page that cannot be shown; what is around it stays. */
export function Broken({ error }: { readonly error: unknown }) {
  const { state, retryNow } = useConnection();
  return (
    <div className="min-w-0 flex-1 pt-[9vh]">
      <Problem error={error} onRetry={() => (state === 'online' ? location.reload() : retryNow())} />
    </div>
  );
}
