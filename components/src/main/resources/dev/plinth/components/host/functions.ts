// Starts a worker for the function that the path names.
Deno.serve((request: Request) => {
  const name = new URL(request.url).pathname.split("/")[1];
  if (!name || !/^[A-Za-z0-9_-]+$/.test(name)) {
    return Response.json({ error: "missing function name" }, { status: 400 });
  }
  // deno-lint-ignore no-explicit-any
  return (globalThis as any).EdgeRuntime.userWorkers
    .create({ servicePath: `/home/deno/functions/${name}`, memoryLimitMb: 128, workerTimeoutMs: 60000, envVars: [] })
    // deno-lint-ignore no-explicit-any
    .then((worker: any) => worker.fetch(request))
    .catch(() => Response.json({ error: "unknown or failing function" }, { status: 404 }));
});
