// The smallest service that the stacks can run: it answers its health check, says its name, and allows requests of the frontend only.
'use strict';
const http = require('node:http');

const server = http.createServer((request, response) => {
  const healthy = request.url === '/api/health';
  response.writeHead(200, {
    'content-type': 'application/json',
    'access-control-allow-origin': process.env.CORS_ORIGIN ?? 'null',
    vary: 'origin',
  });
  response.end(JSON.stringify(healthy ? {status: 'ok'} : {service: 'api'}));
});

server.listen(Number(process.env.PORT ?? 3000));
process.on('SIGTERM', () => server.close());
