-- Roles, databases and schemas of the Supabase services. Runs again after each change, such as a new password.
\set ON_ERROR_STOP on
\set password `cat "$PASSWORD_FILE"`
\set jwt `cat "$JWT_FILE"`
ALTER ROLE authenticator WITH PASSWORD :'password';
ALTER ROLE pgbouncer WITH PASSWORD :'password';
ALTER ROLE supabase_auth_admin WITH PASSWORD :'password';
ALTER ROLE supabase_functions_admin WITH PASSWORD :'password';
ALTER ROLE supabase_storage_admin WITH PASSWORD :'password';
ALTER DATABASE postgres SET "app.settings.jwt_secret" TO :'jwt';
CREATE SCHEMA IF NOT EXISTS _realtime AUTHORIZATION supabase_admin;
SELECT 'CREATE DATABASE _supabase OWNER supabase_admin'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '_supabase')
\gexec
\connect _supabase
CREATE SCHEMA IF NOT EXISTS _analytics AUTHORIZATION supabase_admin;
CREATE SCHEMA IF NOT EXISTS _supavisor AUTHORIZATION supabase_admin;
