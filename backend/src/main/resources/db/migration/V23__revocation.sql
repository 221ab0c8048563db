-- Blocking and revoking: what a device or a certificate is taken, by whom and why.

-- A blocked device is let in nowhere until it is unblocked. Of the device in its catalog: it ends when the device leaves.
alter table device
    add column blocked_at timestamptz,
    add column blocked_by text,
    add column blocked_reason text,
    add constraint device_block_is_whole check (num_nulls(blocked_at, blocked_by, blocked_reason) in (0, 3));
create index device_blocked on device (catalog_id, device_id) where blocked_at is not null;

-- Certificates that are worth nothing any more although they have not expired. Nobody takes that back: a device gets new ones by
-- attesting. Where a blocked device's are listed, that follows from its block.
create table certificate_revocation (
    catalog_id uuid        not null,
    serial     bytea       not null,
    device_id  bytea       not null,
    not_after  timestamptz not null,
    revoked_at timestamptz not null,
    revoked_by text        not null,
    -- RFC 5280 §5.3.1, as the contract names them.
    cause      text        not null check (cause in
        ('UNSPECIFIED', 'KEY_COMPROMISE', 'AFFILIATION_CHANGED', 'SUPERSEDED', 'CESSATION_OF_OPERATION', 'PRIVILEGE_WITHDRAWN')),
    reason     text        not null,
    primary key (catalog_id, serial),
    foreign key (catalog_id, serial) references issued_certificate
);
-- What counts: of a device, and of a catalog.
create index certificate_revocation_of_device on certificate_revocation (catalog_id, device_id, not_after);
create index certificate_revocation_live on certificate_revocation (catalog_id, not_after);
alter table certificate_revocation enable row level security;
alter table certificate_revocation force row level security;
create policy own_catalog on certificate_revocation using (catalog_id = current_catalog_id());
grant select, insert on certificate_revocation to holdfast_app;

-- What a catalog has that is valid now lies together at the end: looking for it reads no more.
create index issued_certificate_live on issued_certificate using brin (not_after);
