// Applies the migrations of one phase: `expand` adds what the new version needs, `contract` removes what only the old version used.
const phase = process.env.MIGRATION_PHASE;
if (phase !== 'expand' && phase !== 'contract') {
  console.error(`MIGRATION_PHASE is ${phase}; expected expand or contract`);
  process.exit(2);
}
// Replace this line by your migration tool, such as `node-pg-migrate` with one directory for each phase.
console.log(JSON.stringify({ level: 'info', message: 'no migrations', phase }));
