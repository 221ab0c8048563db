-- The walls first: every catalog's table has catalog_id leading its key and row-level security forced, so that a
-- statement sees one catalog: that of the setting holdfast.catalog, which the connection pool sets at the begin of
-- each transaction (platform.db). Without the setting it sees nothing.
--
-- Roles: the owner runs this; holdfast_app is the application, neither owner nor able to pass by the policies.
-- Few questions concern no single catalog (which catalog does this device belong to?): functions at the end answer
-- exactly those, as the owner, and give nothing but ids and names.

create function current_catalog_id() returns uuid language sql stable parallel safe
    return nullif(current_setting('holdfast.catalog', true), '')::uuid;

-- ---- catalogs -------------------------------------------------------------------------------------------------

create table catalog (
    catalog_id       uuid primary key,
    name             text        not null check (name ~ '^[A-Za-z0-9_-]{1,50}$'),
    display_name     text        not null check (length(display_name) between 1 and 100),
    created_at       timestamptz not null,
    manifest_version bigint      not null default 0
);
create unique index catalog_name on catalog (lower(name));

-- Audit: numbers without gaps per catalog. Acts that concern no catalog are under the nil GUID.
create table audit_counter (
    catalog_id uuid primary key,
    last       bigint not null
);
create table audit_entry (
    catalog_id uuid        not null,
    sequence   bigint      not null,
    at         timestamptz not null,
    actor      text        not null,
    action     text        not null,
    subject    text        not null,
    detail     text        not null,
    primary key (catalog_id, sequence)
);

-- Events, written with the change they tell of. A reader goes by transaction id, not by sequence: sequences are
-- drawn before the commit, so that a lower one can become visible after a higher one.
create table outbox (
    catalog_id     uuid        not null,
    sequence       bigint generated always as identity,
    transaction_id xid8        not null default pg_current_xact_id(),
    at             timestamptz not null,
    kind           text        not null,
    subject        text        not null,
    payload        jsonb       not null,
    stale_kind     text check (stale_kind in ('GROUP_TARGET', 'DEVICE')),
    stale_key      text,
    primary key (catalog_id, sequence)
);
create index outbox_stale on outbox (transaction_id, sequence) where stale_kind is not null;

-- ---- fleet ----------------------------------------------------------------------------------------------------

create table product (
    catalog_id  uuid        not null references catalog,
    product_id  uuid        not null,
    name        text        not null,
    description text        not null,
    created_at  timestamptz not null,
    primary key (catalog_id, product_id)
);
create unique index product_name on product (catalog_id, lower(name));

create table device_group (
    catalog_id      uuid        not null,
    group_id        uuid        not null,
    product_id      uuid        not null,
    name            text        not null,
    description     text        not null,
    os_feed_type    text        not null check (os_feed_type in ('Retail', 'RetailEval')),
    update_policy   text        not null check (update_policy in ('UpdateAll', 'No3rdPartyAppUpdates')),
    position        int         not null,
    -- The version of the manifest set that the group's devices should have; 0 when nothing is deployed.
    target_manifest bigint      not null default 0,
    -- Set when devices moved in that have seen a higher version: the set needs a new version, or they refuse it.
    renewal_due     boolean     not null default false,
    primary key (catalog_id, group_id),
    foreign key (catalog_id, product_id) references product
);
create unique index device_group_name on device_group (catalog_id, product_id, lower(name));

-- Chips that a silicon maker vouches for, and which catalog claimed them: of the installation, not of a catalog.
create table endorsement (
    device_id   bytea primary key check (length(device_id) = 64),
    general_key bytea       not null check (length(general_key) = 64),
    maker       text        not null,
    imported_at timestamptz not null
);
create table device_catalog (
    device_id  bytea primary key references endorsement,
    catalog_id uuid not null references catalog
);

create table device (
    catalog_id          uuid        not null,
    device_id           bytea       not null check (length(device_id) = 64),
    group_id            uuid        not null,
    name                text        not null default '',
    claimed_at          timestamptz not null,
    trust               text        not null default 'UNKNOWN'
        check (trust in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')),
    reason              text        not null default '',
    reason_code         text        not null default '',
    trust_since         timestamptz,
    last_seen           timestamptz,
    last_attestation    timestamptz,
    boot_count          bigint      not null default 0,
    certificate_expires timestamptz,
    os_version          text        not null default '',
    -- Manifest versions: what it says it has, what its measurements prove, what it could not install. 0 for none.
    installed_manifest  bigint      not null default 0,
    attested_manifest   bigint      not null default 0,
    failed_manifest     bigint      not null default 0,
    primary key (catalog_id, device_id),
    foreign key (catalog_id, group_id) references device_group
) with (fillfactor = 80);
create index device_by_group on device (catalog_id, group_id);
create index device_by_name on device (catalog_id, name text_pattern_ops) where name <> '';
create index device_attention on device (catalog_id, trust, reason_code) where trust in ('UNTRUSTED', 'OUTDATED');
create index device_overdue on device (catalog_id, last_attestation) where trust in ('TRUSTED', 'OUTDATED');

-- ---- images and deployments -----------------------------------------------------------------------------------

create table image (
    catalog_id       uuid        not null references catalog,
    image_id         uuid        not null,
    component_id     uuid        not null,
    type             text        not null,
    name             text        not null,
    length           bigint      not null,
    digest           bytea       not null check (length(digest) = 32),
    security_version bigint      not null,
    built_at         timestamptz not null,
    uploaded_at      timestamptz not null,
    uploaded_by      text        not null,
    primary key (catalog_id, image_id)
);
create index image_newest on image (catalog_id, uploaded_at desc);

-- Apart from image, so that listing images never touches their bytes.
create table image_content (
    catalog_id uuid  not null,
    image_id   uuid  not null,
    content    bytea not null,
    primary key (catalog_id, image_id),
    foreign key (catalog_id, image_id) references image
);
alter table image_content alter column content set storage external;

-- What a good device measures. One row an image; a retired one is no longer good.
create table reference_value (
    catalog_id       uuid        not null references catalog,
    component_id     uuid        not null,
    image_id         uuid        not null,
    type             text        not null,
    name             text        not null,
    digest           bytea       not null check (length(digest) = 32),
    security_version bigint      not null,
    uploaded_at      timestamptz not null,
    retired_at       timestamptz,
    primary key (catalog_id, component_id, image_id)
);

create table deployment (
    catalog_id       uuid        not null,
    deployment_id    uuid        not null,
    group_id         uuid        not null,
    manifest_version bigint      not null,
    created_at       timestamptz not null,
    created_by       text        not null,
    -- How far it had come when the next one replaced it.
    superseded_at    timestamptz,
    final_targeted   bigint      not null default 0,
    final_installed  bigint      not null default 0,
    final_attested   bigint      not null default 0,
    final_failed     bigint      not null default 0,
    primary key (catalog_id, deployment_id),
    foreign key (catalog_id, group_id) references device_group
);
create index deployment_by_group on deployment (catalog_id, group_id, created_at desc);
create index deployment_newest on deployment (catalog_id, created_at desc);

create table deployment_image (
    catalog_id    uuid not null,
    deployment_id uuid not null,
    position      int  not null,
    image_id      uuid not null,
    primary key (catalog_id, deployment_id, position),
    foreign key (catalog_id, deployment_id) references deployment,
    foreign key (catalog_id, image_id) references image
);

-- The signed set that a group's devices are served now: one a group. What it lists is deployment_image.
create table manifest_set (
    catalog_id    uuid        not null,
    group_id      uuid        not null,
    deployment_id uuid        not null,
    version       bigint      not null,
    signed        bytea       not null,
    issued_at     timestamptz not null,
    expires_at    timestamptz not null,
    primary key (catalog_id, group_id),
    foreign key (catalog_id, group_id) references device_group,
    foreign key (catalog_id, deployment_id) references deployment
);
create index manifest_set_expiry on manifest_set (expires_at);

-- ---- attestation and certificates -----------------------------------------------------------------------------

create table attestation (
    catalog_id     uuid        not null,
    device_id      bytea       not null,
    attestation_id bigint generated always as identity,
    at             timestamptz not null,
    trust          text        not null check (trust in ('TRUSTED', 'OUTDATED', 'UNTRUSTED')),
    policy_id      text        not null,
    policy_version int         not null,
    findings       jsonb       not null,
    measurements   jsonb       not null,
    boot_count     bigint      not null,
    debug_state    text        not null,
    remote_address text        not null,
    nonce          bytea       not null check (length(nonce) = 32),
    evidence       bytea       not null,
    result         bytea       not null,
    primary key (catalog_id, device_id, attestation_id)
);
-- A nonce is spent by being here.
create unique index attestation_nonce on attestation (catalog_id, nonce);

create table issued_certificate (
    catalog_id uuid        not null,
    serial     bytea       not null,
    device_id  bytea       not null,
    usage      text        not null check (usage in ('CUSTOMER', 'UPDATE')),
    not_before timestamptz not null,
    not_after  timestamptz not null,
    primary key (catalog_id, serial)
);
create index issued_certificate_of_device on issued_certificate (catalog_id, device_id, not_after desc);

-- ---- reports --------------------------------------------------------------------------------------------------

create table device_report (
    catalog_id  uuid        not null,
    device_id   bytea       not null,
    report_id   uuid        not null,
    at          timestamptz not null,
    received_at timestamptz not null,
    kind        text        not null,
    detail      jsonb       not null,
    primary key (catalog_id, device_id, report_id)
);
create index device_report_newest on device_report (catalog_id, device_id, received_at desc);

-- ---- the walls ------------------------------------------------------------------------------------------------

do $$
declare
    walled text;
begin
    foreach walled in array array['catalog', 'audit_counter', 'audit_entry', 'outbox', 'product', 'device_group',
        'device', 'image', 'image_content', 'reference_value', 'deployment', 'deployment_image', 'manifest_set',
        'attestation', 'issued_certificate', 'device_report']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy own_catalog on %I using (catalog_id = current_catalog_id())', walled);
        execute format('grant select, insert, update on %I to holdfast_app', walled);
    end loop;
end
$$;

-- What is written once stays as it was written.
revoke update on audit_entry, outbox, image, image_content, attestation, issued_certificate, device_report,
    deployment_image from holdfast_app;
grant delete on manifest_set to holdfast_app;
-- The directory is for the installation; nobody changes or forgets an entry.
grant select, insert on endorsement, device_catalog to holdfast_app;

-- ---- questions across catalogs --------------------------------------------------------------------------------
-- Each function runs as the owner, whom these policies let see what the function needs.

create policy owner_sees on catalog for select to current_user using (true);
create policy owner_sees on device_group for select to current_user using (true);
create policy owner_sees on manifest_set for select to current_user using (true);
create policy owner_sees on outbox for select to current_user using (true);

create function catalog_names() returns table (catalog_id uuid, name text, display_name text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select c.catalog_id, c.name, c.display_name from catalog c; end;

create function catalog_of_group(wanted uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select g.catalog_id from device_group g where g.group_id = wanted; end;
create index device_group_directory on device_group (group_id);

create function manifest_sets_due(expiring_before timestamptz) returns table (catalog_id uuid, group_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select m.catalog_id, m.group_id from manifest_set m where m.expires_at < expiring_before
        union
        select g.catalog_id, g.group_id from device_group g where g.renewal_due and g.target_manifest > 0;
    end;
create index device_group_renewal on device_group (catalog_id, group_id) where renewal_due;

-- The newest transaction whose events, and all before it, can be read: everything older than what still runs.
create function outbox_horizon() returns bigint
    language sql volatile
    return pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1;

create function outbox_stale_since(after bigint, until bigint)
    returns table (transaction_id bigint, stale_kind text, stale_key text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select o.transaction_id::text::bigint, o.stale_kind, o.stale_key
        from outbox o
        where o.stale_kind is not null
          and o.transaction_id > after::text::xid8 and o.transaction_id <= until::text::xid8
        order by o.transaction_id, o.sequence;
    end;

revoke execute on function catalog_names(), catalog_of_group(uuid), manifest_sets_due(timestamptz),
    outbox_horizon(), outbox_stale_since(bigint, bigint) from public;
grant execute on function catalog_names(), catalog_of_group(uuid), manifest_sets_due(timestamptz),
    outbox_horizon(), outbox_stale_since(bigint, bigint) to holdfast_app;
