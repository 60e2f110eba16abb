-- Every role and database of the portal and of the registry.  May be run again at any time.
--
-- ./portal runs this on the PostgreSQL it starts itself.  For a server of your own, run it once
-- as a superuser, with a password for each role that logs in:
--
--   export PORTAL_OWNER_PASSWORD=… PORTAL_APP_PASSWORD=…
--   export REGISTRY_OWNER_PASSWORD=… REGISTRY_APP_PASSWORD=…
--   psql -X -v ON_ERROR_STOP=1 -d postgres -f tools/launch/roles.sql
--
-- Works on PostgreSQL 15 to 18.

\getenv portal_owner_password PORTAL_OWNER_PASSWORD
\getenv portal_app_password PORTAL_APP_PASSWORD
\getenv registry_owner_password REGISTRY_OWNER_PASSWORD
\getenv registry_app_password REGISTRY_APP_PASSWORD

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY[
  'portal_owner', 'portal_app', 'portal_backup', 'registry_owner', 'registry_app',
  'portal_centre', 'portal_eqa', 'portal_assessor', 'portal_staff', 'portal_sweep'
]) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

-- Owns the tables and migrates them; makes the databases of tests; never serves a page.
ALTER ROLE portal_owner LOGIN CREATEDB PASSWORD :'portal_owner_password';
-- Logs in for pages, API, worker and beat, and takes the role of an audience for each request.
ALTER ROLE portal_app LOGIN NOINHERIT PASSWORD :'portal_app_password';
-- The audiences.  Nobody logs in as one of them: portal_app becomes one with SET ROLE.
GRANT portal_centre, portal_eqa, portal_assessor, portal_staff, portal_sweep TO portal_app;
-- Reads everything, for a dump.  Grant it to the account that makes the backup.
ALTER ROLE portal_backup NOLOGIN BYPASSRLS;
GRANT pg_read_all_data TO portal_backup;

ALTER ROLE registry_owner LOGIN CREATEDB PASSWORD :'registry_owner_password';
ALTER ROLE registry_app LOGIN NOINHERIT PASSWORD :'registry_app_password';

SELECT format('CREATE DATABASE %I OWNER %I', name, name || '_owner')
FROM unnest(ARRAY['portal', 'registry']) AS name
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name)
\gexec

-- Neither database opens to the other's roles.
REVOKE CONNECT, TEMPORARY ON DATABASE portal, registry FROM PUBLIC;
GRANT CONNECT ON DATABASE portal TO portal_app, portal_backup;
GRANT CONNECT ON DATABASE registry TO registry_app;
