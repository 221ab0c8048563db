-- Authorities that are retired before they expire, and the lists that tell relying parties what is worth nothing any more.

alter table catalog_authority
    add column revoked_by text not null default '',
    add column revoked_reason text not null default '';

-- The newest list of each issuer, as it is served. Of the installation: a list is public and says no more than serial numbers.
create table revocation_list (
    -- 'root', 'policy', or the GUID of a catalog's authority.
    issuer      text primary key,
    number      bigint      not null,
    this_update timestamptz not null,
    next_update timestamptz not null,
    -- SHA-256 of what it says, to see whether a new one would say anything else.
    content     bytea       not null check (length(content) = 32),
    der         bytea       not null
);
grant select, insert, update on revocation_list to holdfast_app;

-- Whose an authority is, and when it was retired; no row: there is none.
create function authority_directory(wanted uuid) returns table (catalog_id uuid, revoked_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select a.catalog_id, a.revoked_at from catalog_authority a where a.authority_id = wanted; end;
create index catalog_authority_directory on catalog_authority (authority_id);

-- The authorities of catalogs that a policy authority certified: with time and cause those that are retired.
create function authority_standings(policy uuid) returns table (serial bytea, at timestamptz, cause text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select a.serial, a.revoked_at, case when a.revoked_at is not null then 'CESSATION_OF_OPERATION' end
        from catalog_authority a where a.policy_id = policy and a.not_after > now()
        order by a.serial;
    end;

revoke execute on function authority_directory(uuid), authority_standings(uuid) from public;
grant execute on function authority_directory(uuid), authority_standings(uuid) to holdfast_app;
