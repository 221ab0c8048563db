-- Authorities, certificates of devices and gateways, and their revocation.

-- ---- authorities ---------------------------------------------------------------------------------------------------
-- Policy authorities, which an external root certifies and which certify the authorities of catalogs. Without a certificate, a row is a
-- request. The installation's own policy authority has no row, but a key in the vault. Its id is the nil GUID.
create table policy_authority (
    -- The name of its key in the vault.
    policy_id      uuid        primary key,
    -- PKCS#10.
    request        bytea       not null,
    requested_at   timestamptz not null,
    requested_by   text        not null,
    certificate    bytea,
    root           bytea,
    imported_at    timestamptz,
    imported_by    text        not null default '',
    -- Time from which authorities of catalogs under this policy authority sign.
    active_from    timestamptz,
    removed_at     timestamptz,
    removed_by     text        not null default '',
    removed_reason text        not null default '',
    check ((imported_at is null) = (certificate is null)),
    check ((imported_at is null) = (root is null)),
    check ((imported_at is null) = (active_from is null))
);
create index policy_authority_imported on policy_authority (imported_at desc) where imported_at is not null;
grant select, insert, update on policy_authority to holdfast_app;

-- A catalog has successive authorities. Each lives two years. The next one is created 90 days before the end and signs from 45 days before
-- it; both are trusted until the older one expires. Keys are in the vault under authority_id; a key without a row is not used.
create table catalog_authority (
    catalog_id         uuid        not null references catalog,
    authority_id       uuid        not null,
    -- 1, 2, …: unique, so that only the first of two backends that create the same generation commits.
    generation         int         not null check (generation > 0),
    -- The policy authority that certified it; the nil GUID for the installation's own.
    policy_id          uuid        not null default '00000000-0000-0000-0000-000000000000',
    serial             bytea       not null,
    certificate        bytea       not null,
    not_before         timestamptz not null,
    not_after          timestamptz not null,
    created_at          timestamptz not null,
    -- The newest active generation that is neither revoked nor expired signs.
    active_from        timestamptz not null,
    -- Time at which relying parties were notified; null before.
    activation_notified_at timestamptz,
    expiry_notified_at     timestamptz,
    revoked_at         timestamptz,
    revoked_by         text        not null default '',
    revoked_reason     text        not null default '',
    primary key (catalog_id, authority_id),
    unique (catalog_id, generation),
    unique (catalog_id, serial)
);
-- For authority_directory, which finds the catalog of an authority.
create index catalog_authority_directory on catalog_authority (authority_id);
call isolate_catalog('catalog_authority', 'select, insert, update');
call open_to_owner('catalog_authority', 'select');

-- Lifetime of a catalog's device certificates; 24 hours without a row.
create table certificate_lifetime (
    catalog_id   uuid        primary key references catalog,
    hours        int         not null check (hours between 1 and 168),
    changed_at   timestamptz not null,
    changed_by   text        not null
);
call isolate_catalog('certificate_lifetime', 'select, insert, update');
call open_to_owner('certificate_lifetime', 'select');

-- Incremented with every change of authorities and lifetimes. Backends reload their caches when the number differs. The lock of this row
-- serializes changes, so a transaction that reads a number sees all changes up to that number.
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
revoke execute on function count_authority_change() from public;

-- Certificates with which authorities prove to relying parties that they hold their private keys.
create table possession_proof (
    catalog_id uuid        not null,
    serial     bytea       not null,
    authority  int         not null,
    not_after  timestamptz not null,
    primary key (catalog_id, serial)
);
call isolate_catalog('possession_proof', 'select, insert');

-- ---- certificates ----------------------------------------------------------------------------------------------------
create table issued_certificate (
    catalog_id uuid        not null,
    serial     bytea       not null,
    device_id  bytea       not null,
    usage      text        not null check (usage in ('CUSTOMER', 'UPDATE')),
    not_before timestamptz not null,
    not_after  timestamptz not null,
    -- The generation of the authority that signed it.
    authority  int         not null default 1,
    primary key (catalog_id, serial)
);
-- Begins with the device: if statistics expect one row in a catalog, PostgreSQL prefers an index that begins with the catalog to the
-- primary key. Checks of foreign keys would then read all certificates of the catalog for each certificate (ADR 0023).
create index issued_certificate_of_device on issued_certificate (device_id, catalog_id, not_after desc);
create index issued_certificate_age on issued_certificate (not_after);
-- A BRIN index, because certificates of one time are stored together. The table is seldom vacuumed, so new ranges are summarized at once.
create index issued_certificate_live on issued_certificate using brin (not_before, not_after) with (autosummarize = on);
create statistics issued_certificate_words on lower(usage), lower(authority::text) from issued_certificate; -- for list filters
call isolate_catalog('issued_certificate', 'select, insert');
call open_to_owner('issued_certificate', 'select', 'insert', 'delete');

-- Certificates that were revoked before they expired. Final: a device gets new ones by attesting.
create table certificate_revocation (
    catalog_id uuid        not null,
    serial     bytea       not null,
    device_id  bytea       not null,
    not_after  timestamptz not null,
    revoked_at timestamptz not null,
    revoked_by text        not null,
    -- RFC 5280 §5.3.1.
    cause      text        not null check (cause in
        ('UNSPECIFIED', 'KEY_COMPROMISE', 'AFFILIATION_CHANGED', 'SUPERSEDED', 'CESSATION_OF_OPERATION', 'PRIVILEGE_WITHDRAWN')),
    reason     text        not null,
    primary key (catalog_id, serial),
    foreign key (catalog_id, serial) references issued_certificate
);
create index certificate_revocation_of_device on certificate_revocation (device_id, catalog_id, not_after);
create index certificate_revocation_live on certificate_revocation (catalog_id, not_after);
call isolate_catalog('certificate_revocation', 'select, insert');
call open_to_owner('certificate_revocation', 'select', 'insert', 'delete');

-- Number of certificates issued for each device's newest attestation, including the two that come with its result. Concurrent enrolments
-- of a device wait for each other at this row. Only functions use the table. fence_enrolments sets 32, so that no more certificates are
-- issued before the next attestation. A device that returns to the catalog overwrites its row.
create table enrolment_count (
    catalog_id   uuid        not null,
    device_id    bytea       not null,
    attested_at  timestamptz not null,
    certificates int         not null check (certificates between 2 and 32),
    primary key (catalog_id, device_id)
) with (fillfactor = 80);
call isolate_catalog('enrolment_count', '');
call open_to_owner('enrolment_count');

-- The newest revocation list of each issuer, as it is served. Lists are public and contain serial numbers only.
create table revocation_list (
    -- 'root' or 'policy' for the installation's own authorities, or the GUID of a catalog's authority.
    issuer      text        primary key,
    number      bigint      not null,
    this_update timestamptz not null,
    next_update timestamptz not null,
    -- SHA-256 of its entries, to see whether a new list would differ.
    content     bytea       not null check (length(content) = 32),
    der         bytea       not null
);
grant select, insert, update on revocation_list to holdfast_app;

-- Certificates that gateways presented, or that were revoked before any gateway presented them. They belong to the installation.
create table gateway_certificate (
    fingerprint    bytea primary key check (length(fingerprint) = 32),
    serial_number  text  not null default '',
    not_after      timestamptz,
    first_seen     timestamptz,
    last_seen      timestamptz,
    last_address   text  not null default '',
    revoked_at     timestamptz,
    revoked_by     text  not null default '',
    revoked_reason text  not null default ''
);
create index gateway_certificate_revoked on gateway_certificate (revoked_at) where revoked_at is not null;
grant select, insert, update on gateway_certificate to holdfast_app;
