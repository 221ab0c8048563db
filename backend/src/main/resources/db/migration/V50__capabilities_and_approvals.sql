-- Capability files: what opens one device for a while. The file itself is signed when it is fetched, so that nobody finds a
-- signed one here, least of all one that still waits for a second person.
create table capability_file (
    catalog_id        uuid        not null references catalog,
    -- The image GUID that stands in the file.
    file_id           uuid        not null,
    device_id         bytea       not null check (length(device_id) = 64),
    -- Numbers; none in a file that takes everything away.
    capabilities      int[]       not null,
    reason            text        not null,
    issued_by         text        not null,
    approved_by       text,
    issued_at         timestamptz not null,
    expires_at        timestamptz not null,
    downloads         int         not null default 0,
    revoked_by        text,
    revoked_at        timestamptz,
    revocation_reason text,
    primary key (catalog_id, file_id),
    check (expires_at > issued_at),
    check (num_nulls(revoked_by, revoked_at, revocation_reason) in (0, 3))
);
create index capability_file_of_device on capability_file (catalog_id, device_id, issued_at desc);
alter table capability_file enable row level security;
alter table capability_file force row level security;
create policy own_catalog on capability_file using (catalog_id = current_catalog_id());
grant select, insert on capability_file to holdfast_app;
grant update (downloads, revoked_by, revoked_at, revocation_reason) on capability_file to holdfast_app;

-- What the files that count allow: seconds since 1970 by number, until when. Beside what an attestation reads anyway, and null of
-- nearly every device. It ends when the device leaves the catalog.
alter table device add column granted_capabilities jsonb;

-- What an approver looks at, and who asked: a role that somebody has no more does nothing through what they asked for.
alter table approval
    add column effect text[] not null default '{}',
    add column requester jsonb,
    add column product_id uuid,
    add column group_id uuid;
create index approval_waiting on approval (expires_at) where state = 'PENDING';
create policy owner_looks on approval for select to current_user using (true);

-- Catalogs in which something waited in vain.
create function approvals_overdue(now timestamptz) returns table (catalog_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select distinct a.catalog_id from approval a where a.state = 'PENDING' and a.expires_at <= now limit 1000;
    end;
revoke execute on function approvals_overdue(timestamptz) from public;
grant execute on function approvals_overdue(timestamptz) to holdfast_app;

-- What a service of the current catalog, or of the installation, may do as long as its token is good.
create function service_role(wanted_name text, maker_issuer text, maker text, at timestamptz)
    returns table (catalog_id uuid, product_id uuid, group_id uuid, role text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select t.catalog_id, t.product_id, t.group_id, t.role from api_token t
        where t.catalog_id in (current_catalog_id(), '00000000-0000-0000-0000-000000000000')
          and t.kind = 'SERVICE' and lower(t.name) = lower(wanted_name) and t.issuer = maker_issuer and t.subject = maker
          and t.revoked_at is null and t.expires_at > at;
    end;
revoke execute on function service_role(text, text, text, timestamptz) from public;
grant execute on function service_role(text, text, text, timestamptz) to holdfast_app;
