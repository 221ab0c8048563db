-- A catalog has several authorities, one after the other: each lives two years, the next one is minted 90 days before
-- and signs from 45 days later on, and until the old one expires both are trusted. Certificates stand here, keys in the
-- vault under authority_id. An authority exists from its row on: a key without a row is worth nothing.

-- Who stands between a root and the catalogs' authorities. The installation's own policy authority, under its own root, is
-- in the vault and has the nil GUID; here are those that somebody else's root certified, and requests for such.
create table policy_authority (
    -- Its key's name in the vault.
    policy_id    uuid primary key,
    -- PKCS#10.
    request      bytea       not null,
    requested_at timestamptz not null,
    requested_by text        not null,
    certificate  bytea,
    root         bytea,
    imported_at  timestamptz,
    imported_by  text        not null default '',
    -- From when on authorities under it sign.
    active_from  timestamptz,
    check ((imported_at is null) = (certificate is null)),
    check ((imported_at is null) = (root is null)),
    check ((imported_at is null) = (active_from is null))
);
-- The newest imported one certifies what is minted.
create index policy_authority_imported on policy_authority (imported_at desc) where imported_at is not null;
grant select, insert, update on policy_authority to holdfast_app;

create table catalog_authority (
    catalog_id         uuid        not null references catalog,
    -- Its key's name in the vault. The first one of a catalog that is older than this table has the catalog's own id.
    authority_id       uuid        not null,
    -- 1, 2, …: when two backends mint the same one, the first commit decides.
    generation         int         not null check (generation > 0),
    -- Who certified it; the nil GUID for the installation's own policy authority.
    policy_id          uuid        not null default '00000000-0000-0000-0000-000000000000',
    serial             bytea       not null,
    certificate        bytea       not null,
    not_before         timestamptz not null,
    not_after          timestamptz not null,
    minted_at          timestamptz not null,
    -- Of those whose time has come, that are neither revoked nor expired, the newest generation signs.
    active_from        timestamptz not null,
    -- When relying parties were told; null until then.
    activation_told_at timestamptz,
    expiry_told_at     timestamptz,
    revoked_at         timestamptz,
    primary key (catalog_id, authority_id),
    unique (catalog_id, generation),
    unique (catalog_id, serial)
);

alter table catalog_authority enable row level security;
alter table catalog_authority force row level security;
create policy own_catalog on catalog_authority using (catalog_id = current_catalog_id());
create policy owner_sees on catalog_authority for select to current_user using (true);
grant select, insert, update on catalog_authority to holdfast_app;

-- Which of its catalog's authorities signed it, by generation.
alter table issued_certificate add column authority int not null default 1;

-- How long the certificates of a catalog's devices live; 24 hours where nobody said anything.
create table certificate_lifetime (
    catalog_id uuid        primary key references catalog,
    hours      int         not null check (hours between 1 and 168),
    changed_at timestamptz not null,
    changed_by text        not null
);
alter table certificate_lifetime enable row level security;
alter table certificate_lifetime force row level security;
create policy own_catalog on certificate_lifetime using (catalog_id = current_catalog_id());
create policy owner_sees on certificate_lifetime for select to current_user using (true);
grant select, insert, update on certificate_lifetime to holdfast_app;

create function certificate_hours(of_catalog uuid) returns int
    language sql stable
    return coalesce((select l.hours from certificate_lifetime l where l.catalog_id = of_catalog), 24);

-- Counted up by each change of what is issued and by whom, so that backends notice by reading one number. The row's lock puts changes
-- in the order of their commits: who sees a number sees all that was counted before.
create table authority_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint  not null
);
insert into authority_revision (revision) values (0);
grant select on authority_revision to holdfast_app;

create function count_authority_change() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update authority_revision set revision = revision + 1;
    return null;
end
$$;
create trigger authority_changed after insert or update or delete on catalog_authority
    for each statement execute function count_authority_change();
create trigger policy_authority_changed after insert or update or delete on policy_authority
    for each statement execute function count_authority_change();
create trigger lifetime_changed after insert or update or delete on certificate_lifetime
    for each statement execute function count_authority_change();

-- Catalogs for whose authorities there is something to do: none stands here yet, the newest one ends before a time or is
-- of another policy authority than the newest, or somebody has to be told that one began to sign or expired.
create function authorities_due(now_is timestamptz, ending_before timestamptz) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.catalog_id from catalog c
        left join lateral (
            select bool_or(a.activation_told_at is null and a.active_from <= now_is and a.revoked_at is null) as begins,
                   bool_or(a.expiry_told_at is null and a.not_after <= now_is) as ends
            from catalog_authority a where a.catalog_id = c.catalog_id
        ) told on true
        left join lateral (
            select a.not_after, a.policy_id from catalog_authority a
            where a.catalog_id = c.catalog_id and a.revoked_at is null
            order by a.generation desc limit 1
        ) newest on true
        left join lateral (
            select p.policy_id from policy_authority p
            where p.imported_at is not null order by p.imported_at desc limit 1
        ) policy on true
        where newest.not_after is null or newest.not_after < ending_before or told.begins or told.ends
           or newest.policy_id is distinct from
              coalesce(policy.policy_id, '00000000-0000-0000-0000-000000000000'::uuid);
    end;

revoke execute on function count_authority_change(), authorities_due(timestamptz, timestamptz) from public;
grant execute on function authorities_due(timestamptz, timestamptz) to holdfast_app;
