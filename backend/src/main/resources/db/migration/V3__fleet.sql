-- Endorsements of chips, the catalogs of claimed devices, products, groups and devices.

create extension if not exists pg_trgm with schema public;

-- ---- endorsements and catalogs of devices: they belong to the installation ---------------------------------------
-- Chips with an endorsement of a silicon manufacturer.
create table endorsement (
    device_id    bytea       primary key check (length(device_id) = 64),
    general_key  bytea       not null check (length(general_key) = 64),
    manufacturer text        not null,
    imported_at  timestamptz not null,
    -- SKU of the chip's part; empty when the manufacturer's list does not name one.
    sku          text        not null default '' check (length(sku) <= 32),
    -- Name of the only catalog that may claim the chip; null for any catalog.
    catalog_name text        check (catalog_name ~ '^[A-Za-z0-9_-]{1,50}$'),
    -- When the manufacturer signed the list. The newest list that names a chip decides catalog_name. A later transfer of the device sets
    -- this to its own time, so that older lists no longer count.
    issued_at    timestamptz not null default '-infinity'
);
create index endorsement_by_manufacturer on endorsement (manufacturer);

create table manufacturer_revocation (
    manufacturer text        primary key,
    revoked_at   timestamptz not null,
    revoked_by   text        not null,
    reason       text        not null
);
grant select on manufacturer_revocation to holdfast_app;

create table chip_revocation (
    device_id  bytea       primary key references endorsement,
    revoked_at timestamptz not null,
    revoked_by text        not null,
    reason     text        not null
);

-- Endorsements that are not revoked.
create view valid_endorsement as
    select e.* from endorsement e
    where not exists (select from manufacturer_revocation m where m.manufacturer = e.manufacturer)
      and not exists (select from chip_revocation c where c.device_id = e.device_id);

-- The catalog of each claimed device.
create table device_catalog (
    device_id  bytea primary key references endorsement,
    catalog_id uuid  not null references catalog
);

-- State that a device takes to its next catalog, so that rollbacks are detected there. A proof of possession is valid for one value of
-- departures, so leaving a catalog invalidates older proofs.
create table departed_device_state (
    device_id         bytea  primary key references endorsement,
    departures        int    not null,
    -- Time of the last unclaim; null if the device only left by transfers.
    unclaimed_at      timestamptz,
    boot_count        bigint not null,
    keystore_version  bigint not null,
    -- Same format as security_versions in the table attested_version (V7__attestation.sql).
    security_versions jsonb  not null
);

-- In device_catalog and endorsement, a catalog sees the rows of its own devices. All other access goes through functions.
do $$
declare
    isolated text;
begin
    foreach isolated in array array['device_catalog', 'endorsement', 'chip_revocation', 'departed_device_state'] loop
        execute format('alter table %I enable row level security', isolated);
        execute format('alter table %I force row level security', isolated);
        call open_to_owner(isolated);
    end loop;
end
$$;
create policy own_catalog on device_catalog for select to holdfast_app using (catalog_id = current_catalog_id());
-- A subquery instead of EXISTS, which PostgreSQL may plan as a scan of all devices of the catalog for a single row.
create policy own_devices on endorsement for select to holdfast_app using (
    (select k.catalog_id from device_catalog k where k.device_id = endorsement.device_id) = current_catalog_id());
grant select on device_catalog, endorsement to holdfast_app;

-- ---- products and groups -----------------------------------------------------------------------------------------
create table product (
    catalog_id  uuid        not null references catalog,
    product_id  uuid        not null,
    name        text        not null,
    description text        not null,
    created_at  timestamptz not null,
    -- Devices without a group (ADR 0030) are in a reserved group of a reserved product, one of each in a catalog: every device is
    -- in exactly one group, and statements need no special case.
    unassigned  boolean     not null generated always as (name = '.unassigned') stored,
    primary key (catalog_id, product_id),
    constraint product_reserved_name check (left(name, 1) <> '.' or name = '.unassigned' and description = ''),
    constraint product_unassigned unique (catalog_id, product_id, unassigned)
);
create unique index product_name on product (catalog_id, lower(name));
call isolate_catalog('product', 'select, insert, update');
call open_to_owner('product', 'select');

create table device_group (
    catalog_id            uuid    not null,
    group_id              uuid    not null,
    product_id            uuid    not null,
    name                  text    not null,
    description           text    not null,
    os_feed_type          text    not null check (os_feed_type in ('Retail', 'RetailEval')),
    update_policy         text    not null check (update_policy in ('UpdateAll', 'No3rdPartyAppUpdates')),
    -- Order of creation in the product, from 0.
    position              int     not null,
    -- The version of the manifest set that its devices should have; 0 if the group has none.
    target_manifest       bigint  not null default 0,
    -- True when the manifest sets must be signed again, because the group's os_feed_type or update_policy changed.
    renewal_due           boolean not null default false,
    requires_post_quantum boolean not null default false,
    allow_crash_dumps     text    not null default 'Disabled' check (allow_crash_dumps in ('Enabled', 'Disabled')),
    region                text    not null default 'None' check (region in ('None', 'EU')),
    unassigned            boolean not null generated always as (name = '.unassigned') stored,
    primary key (catalog_id, group_id),
    foreign key (catalog_id, product_id) references product,
    -- The reserved group has default settings and no application.
    constraint device_group_reserved_name check (left(name, 1) <> '.' or name = '.unassigned' and description = ''
        and os_feed_type = 'Retail' and update_policy = 'No3rdPartyAppUpdates' and allow_crash_dumps = 'Disabled'
        and region = 'None' and not requires_post_quantum),
    -- The reserved group is the only one in the reserved product.
    constraint device_group_unassigned foreign key (catalog_id, product_id, unassigned)
        references product (catalog_id, product_id, unassigned)
);
create unique index device_group_name on device_group (catalog_id, product_id, lower(name));
-- For catalog_of_group, which knows only the group's id.
create index device_group_directory on device_group (group_id);
create index device_group_renewal on device_group (catalog_id, group_id) where renewal_due;
call isolate_catalog('device_group', 'select, insert, update');
call open_to_owner('device_group', 'select');

create function create_unassigned_group(of_catalog uuid, at timestamptz) returns void language plpgsql as $$
declare
    made uuid := gen_random_uuid();
begin
    insert into product (catalog_id, product_id, name, description, created_at)
        values (of_catalog, made, '.unassigned', '', at);
    insert into device_group (catalog_id, group_id, product_id, name, description, os_feed_type, update_policy, position)
        values (of_catalog, gen_random_uuid(), made, '.unassigned', '', 'Retail', 'No3rdPartyAppUpdates', 0);
end
$$;

create function create_unassigned_group_of_catalog() returns trigger language plpgsql as $$
begin
    perform create_unassigned_group(new.catalog_id, new.created_at);
    return null;
end
$$;
create trigger create_unassigned_group after insert on catalog for each row execute function create_unassigned_group_of_catalog();

create function protect_unassigned_group() returns trigger language plpgsql as $$
begin
    raise exception 'the reserved group .unassigned cannot be deleted or renamed';
end
$$;
create trigger protect_unassigned_group before delete on product
    for each row when (old.unassigned) execute function protect_unassigned_group();
create trigger protect_unassigned_group before delete on device_group
    for each row when (old.unassigned) execute function protect_unassigned_group();
create trigger protect_unassigned_name before update of name on product
    for each row when (old.unassigned and new.name <> old.name) execute function protect_unassigned_group();
create trigger protect_unassigned_name before update of name on device_group
    for each row when (old.unassigned and new.name <> old.name) execute function protect_unassigned_group();

-- Refuses deployments, roles, tokens and policies of the reserved group. The argument names the column with the product's or group's id.
create function refuse_unassigned_group() returns trigger language plpgsql as $$
declare
    meant uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
    if exists (select from product p where p.catalog_id = new.catalog_id and p.product_id = meant and p.unassigned)
        or exists (select from device_group g where g.catalog_id = new.catalog_id and g.group_id = meant and g.unassigned)
    then
        raise exception 'the reserved group .unassigned cannot have a row in %', tg_table_name;
    end if;
    return new;
end
$$;

-- ---- devices -----------------------------------------------------------------------------------------------------
create table device (
    catalog_id           uuid        not null,
    device_id            bytea       not null check (length(device_id) = 64),
    group_id             uuid        not null,
    name                 text        not null default '',
    claimed_at           timestamptz not null,
    trust                text        not null default 'UNKNOWN'
        check (trust in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')),
    reason               text        not null default '',
    reason_code          text        not null default '',
    trust_since          timestamptz,
    last_seen            timestamptz,
    last_attestation     timestamptz,
    -- attest_count: attestations in the hour that began at attest_hour. Their number is limited.
    attest_hour          timestamptz,
    attest_count         int         not null default 0,
    boot_count           bigint      not null default 0,
    certificate_expires  timestamptz,
    os_version           text        not null default '',
    -- Manifest versions: reported, proven by measurements, failed to install. 0 for none.
    installed_manifest   bigint      not null default 0,
    attested_manifest    bigint      not null default 0,
    failed_manifest      bigint      not null default 0,
    -- First attestation without the images that the group should run; null if the last attestation had them, or if there are none.
    behind_since         timestamptz,
    -- True if trust is UNKNOWN after an earlier attestation, and the device made no contact for a day in which Holdfast was up.
    unreachable          boolean     not null default false,
    -- Hour of the last contact; of the claim before the first contact. An index on last_seen would prevent heap-only updates at every
    -- contact. Counting silent devices uses this index, and reads rows only for the hour in which the silence began.
    seen_hour            timestamptz generated always as
        (date_bin('1 hour', coalesce(last_seen, claimed_at), timestamptz '2000-01-01 00:00:00+00')) stored,
    -- A blocked device is refused everywhere until it is unblocked.
    blocked_at           timestamptz,
    blocked_by           text,
    blocked_reason       text,
    -- The key exchange of its last contact, see the contract's KeyExchange.
    key_exchange         text        not null default 'UNKNOWN',
    -- Capabilities of valid capability files: capability number to expiry in seconds since 1970. Here because an attestation reads this row.
    granted_capabilities jsonb,
    primary key (catalog_id, device_id),
    foreign key (catalog_id, group_id) references device_group,
    constraint device_block_is_whole check (num_nulls(blocked_at, blocked_by, blocked_reason) in (0, 3))
) with (fillfactor = 80);
create index device_by_group on device (catalog_id, group_id, attested_manifest, installed_manifest);
create index device_by_name on device (catalog_id, name text_pattern_ops) where name <> '';
create index device_attention on device (catalog_id, trust, reason_code) where trust in ('UNTRUSTED', 'OUTDATED');
create index device_overdue on device (catalog_id, trust, last_attestation) where trust in ('TRUSTED', 'OUTDATED');
create index device_attested on device (catalog_id, last_attestation);
create index device_unreachable on device (catalog_id, device_id) where unreachable;
-- Devices that may become unreachable. Indexes the last attestation, because last_seen changes too often for an index.
create index device_unheard on device (catalog_id, last_attestation)
    where trust = 'UNKNOWN' and not unreachable and last_attestation is not null;
-- Includes the device ID, because many devices share an hour and lists by last contact read the index in order.
create index device_seen on device (catalog_id, seen_hour, device_id);
create index device_blocked on device (catalog_id, device_id) where blocked_at is not null;
-- Without trusted devices, so that attestations write to fewer indexes.
create index device_not_trusted on device (catalog_id, trust, device_id) where trust <> 'TRUSTED';
create index device_finding on device (catalog_id, reason_code) where reason_code <> '';
create index device_os on device (catalog_id, os_version);
create index device_failed on device (catalog_id, device_id) where failed_manifest > 0;
create index device_expiry on device (catalog_id, certificate_expires);
-- Statistics by catalog, because the frequent values differ between catalogs.
create statistics device_trust_of_catalog (mcv) on catalog_id, trust from device;
create statistics device_group_of_catalog (mcv) on catalog_id, group_id from device;
create statistics device_version_of_catalog (mcv) on catalog_id, os_version from device;
call isolate_catalog('device', 'select, insert, update');
call open_to_owner('device', 'select', 'update', 'delete');

-- Names and notes of devices. A separate table, because rows of device change with every contact. A trigger copies the name from device.
create table device_description (
    catalog_id uuid  not null,
    device_id  bytea not null,
    name       text  not null default '' check (length(name) <= 100),
    notes      text  not null default '' check (length(notes) <= 2000),
    -- A column, because row-level security prevents the use of an index on lower(), which is not LEAKPROOF (ADR 0031).
    name_order text collate "C" not null generated always as (lower(name)) stored,
    primary key (catalog_id, device_id),
    foreign key (catalog_id, device_id) references device on delete cascade
);
create index device_description_fragment on device_description using gin (lower(name) gin_trgm_ops) where name <> '';
create index device_description_by_name on device_description (catalog_id, name_order, device_id) where name <> '';
call isolate_catalog('device_description', 'select, insert, update, delete');
call open_to_owner('device_description', 'select', 'insert', 'update');

create table device_tag (
    catalog_id uuid  not null,
    tag        text  not null check (tag ~ '^[a-z0-9][a-z0-9._:/-]{0,39}$'),
    device_id  bytea not null,
    primary key (catalog_id, tag, device_id),
    foreign key (catalog_id, device_id) references device on delete cascade
);
create index device_tag_of_device on device_tag (catalog_id, device_id, tag);
call isolate_catalog('device_tag', 'select, insert, update, delete');
call open_to_owner('device_tag', 'select');

create function copy_device_name() returns trigger language plpgsql as $$
begin
    insert into device_description as d (catalog_id, device_id, name)
    values (new.catalog_id, new.device_id, new.name)
    on conflict (catalog_id, device_id) do update set name = excluded.name;
    return null;
end
$$;
create trigger copy_name_of_new_device after insert on device
    for each row when (new.name <> '') execute function copy_device_name();
create trigger copy_name_of_device after update of name on device
    for each row when (new.name <> old.name) execute function copy_device_name();
