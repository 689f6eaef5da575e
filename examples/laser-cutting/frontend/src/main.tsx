// The smallest frontend: it reports errors to Sentry, and shows whether the API is healthy.
import * as Sentry from '@sentry/react';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

Sentry.init({ dsn: import.meta.env.VITE_SENTRY_DSN, environment: import.meta.env.VITE_SENTRY_ENVIRONMENT });

function App() {
  const [status, setStatus] = useState('unknown');
  useEffect(() => {
    fetch(`${import.meta.env.VITE_API_URL}/api/health`)
      .then((response) => response.json())
      .then((health) => setStatus(health.status), Sentry.captureException);
  }, []);
  return <p>API: {status}</p>;
}

createRoot(document.getElementById('root')!).render(<App />);
