// The smallest service that the stacks can run: it answers its health check, and says its name.
'use strict';
const http = require('node:http');

const server = http.createServer((request, response) => {
  const healthy = request.url === '/api/health';
  response.writeHead(200, {'content-type': 'application/json'});
  response.end(JSON.stringify(healthy ? {status: 'ok'} : {service: 'admin'}));
});

server.listen(Number(process.env.PORT ?? 3000));
process.on('SIGTERM', () => server.close());
