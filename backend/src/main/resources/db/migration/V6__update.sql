-- Images, deployments, releases of the operating system, and manifest sets.

-- ---- images and deployments of catalogs --------------------------------------------------------------------------
-- Keys that sign customers' images of a catalog. The one that is not replaced signs new images. Private keys are in the vault under
-- key_id. The private key of a replaced one is deleted: it signs nothing any more, and sets name its public key as long as they need it.
create table image_key (
    catalog_id  uuid        not null references catalog,
    key_id      uuid        not null,
    public_key  bytea       not null check (length(public_key) = 64),
    created_at  timestamptz not null,
    created_by  text        not null,
    replaced_at timestamptz,
    primary key (catalog_id, key_id)
);
create unique index image_key_current on image_key (catalog_id) where replaced_at is null;
call isolate_catalog('image_key', 'select, insert, update (replaced_at)');

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
    -- A column, because row-level security prevents the use of an index on lower(), which is not LEAKPROOF (ADR 0031).
    name_order       text        generated always as (lower(name)) stored,
    -- A deleted image has no content. Earlier deployments still name it.
    deleted_at       timestamptz,
    -- Key that signed it; null for images of the operating system.
    key_id           uuid,
    primary key (catalog_id, image_id),
    foreign key (catalog_id, key_id) references image_key
);
create index image_of_key on image (catalog_id, key_id) where deleted_at is null;
create index image_newest on image (catalog_id, uploaded_at desc);
create index image_by_name on image (catalog_id, name_order, image_id);
call isolate_catalog('image', 'select, insert, update (deleted_at)');
call open_to_owner('image', 'select');

-- A separate table, so that lists of images never read the content.
create table image_content (
    catalog_id uuid  not null,
    image_id   uuid  not null,
    content    bytea not null,
    primary key (catalog_id, image_id),
    foreign key (catalog_id, image_id) references image
);
call isolate_catalog('image_content', 'select, insert, delete');
alter table image_content alter column content set storage external;

create table deployment (
    catalog_id       uuid        not null,
    deployment_id    uuid        not null,
    group_id         uuid        not null,
    manifest_version bigint      not null,
    created_at       timestamptz not null,
    created_by       text        not null,
    -- Final progress, set when the next deployment replaces this one.
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
create trigger refuse_unassigned_group before insert or update of group_id on deployment
    for each row execute function refuse_unassigned_group('group_id');
call isolate_catalog('deployment', 'select, insert, update');
call open_to_owner('deployment', 'select');

create table deployment_image (
    catalog_id    uuid not null,
    deployment_id uuid not null,
    position      int  not null,
    image_id      uuid not null,
    primary key (catalog_id, deployment_id, position),
    foreign key (catalog_id, deployment_id) references deployment,
    foreign key (catalog_id, image_id) references image
);
call isolate_catalog('deployment_image', 'select, insert');
call open_to_owner('deployment_image', 'select');

-- The deployment of each manifest version. A device keeps an older version until it attests again, even after a renewal or the end of
-- the deployment. This table tells which applications such a device runs.
create table deployment_version (
    catalog_id       uuid   not null,
    manifest_version bigint not null,
    deployment_id    uuid   not null,
    primary key (catalog_id, manifest_version)
);
call isolate_catalog('deployment_version', 'select, insert');
call open_to_owner('deployment_version');

create function record_deployment_version() returns trigger language plpgsql as $$
begin
    insert into deployment_version (catalog_id, manifest_version, deployment_id)
    values (new.catalog_id, new.manifest_version, new.deployment_id)
    on conflict do nothing;
    return null;
end
$$;
create trigger record_deployment_version after insert or update of manifest_version on deployment
    for each row execute function record_deployment_version();

-- Applications of each deployment. Kept after a group is deleted with its deployments, to find vulnerable versions on devices (ADR 0030).
create table deployed_application (
    catalog_id       uuid   not null,
    deployment_id    uuid   not null,
    name             text   not null,
    security_version bigint not null,
    primary key (catalog_id, deployment_id, name, security_version)
);
call isolate_catalog('deployed_application', 'select, insert');
call open_to_owner('deployed_application');

create function record_deployed_application() returns trigger language plpgsql as $$
begin
    insert into deployed_application (catalog_id, deployment_id, name, security_version)
    select i.catalog_id, new.deployment_id, i.name, i.security_version from image i
    where i.catalog_id = new.catalog_id and i.image_id = new.image_id and i.type = 'Applications'
    on conflict do nothing;
    return null;
end
$$;
create trigger record_deployed_application after insert on deployment_image
    for each row execute function record_deployed_application();

-- ---- releases of the operating system: they belong to the installation ---------------------------------------------
-- Manufacturers choose image IDs, so two can have images with the same ID.
create table os_image (
    manufacturer     text        not null,
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
    primary key (manufacturer, image_id)
);

create table os_image_content (
    manufacturer text  not null,
    image_id     uuid  not null,
    content      bytea not null,
    primary key (manufacturer, image_id),
    foreign key (manufacturer, image_id) references os_image on delete cascade
);
alter table os_image_content alter column content set storage external;

-- A release is in RetailEval from the start and in Retail from retail_at. Releases of one part have ascending versions in both feeds.
create table os_release (
    release_id       uuid        primary key,
    part             text        not null check (part ~ '^[A-Za-z0-9._-]{1,32}$'),
    security_version bigint      not null,
    released_at      timestamptz not null,
    released_by      text        not null,
    -- Time of automatic promotion to Retail. Null without automatic promotion, and after a promotion or withdrawal.
    promote_at       timestamptz,
    retail_at        timestamptz,
    -- A withdrawn release is not offered. Its reference values stay valid until it is retired.
    withdrawn_at     timestamptz,
    retired_at       timestamptz,
    withdrawn_by     text        not null default '',
    withdrawn_reason text        not null default '',
    unique (part, security_version)
);

-- Images that devices get with a release, in installation order: its own, and the newest keystore and certificate store of earlier
-- releases. A device that skipped a release needs these stores to verify the images.
create table os_release_image (
    release_id   uuid not null references os_release,
    position     int  not null,
    manufacturer text not null,
    image_id     uuid not null,
    primary key (release_id, position),
    foreign key (manufacturer, image_id) references os_image
);
create index os_release_of_image on os_release_image (manufacturer, image_id);

grant select, insert on os_image, os_image_content, os_release, os_release_image to holdfast_app;
grant delete on os_image to holdfast_app;
grant update (promote_at, retail_at, withdrawn_at, retired_at, withdrawn_by, withdrawn_reason) on os_release to holdfast_app;

-- The release that each feed offers for each part: the newest, or none when the newest was withdrawn.
create view os_offer with (security_invoker = true) as
    select newest.feed, newest.part, newest.release_id, newest.security_version
    from (
        select distinct on (f.feed, r.part) f.feed, r.part, r.release_id, r.security_version, r.withdrawn_at
        from os_release r cross join (values ('RetailEval'), ('Retail')) as f(feed)
        where f.feed = 'RetailEval' or r.retail_at is not null
        order by f.feed, r.part, r.security_version desc
    ) newest
    where newest.withdrawn_at is null;
grant select on os_offer to holdfast_app;

-- Incremented with every change of the feeds, in the same transaction. Caches of reference values are stale when the number differs.
create table os_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint  not null
);
insert into os_revision (revision) values (0);
grant select, update on os_revision to holdfast_app;

create function count_os_revision() returns trigger language plpgsql as $$
begin
    update os_revision set revision = revision + 1;
    return null;
end
$$;
-- A row trigger, because the promotion statement runs often and mostly changes no row.
create trigger os_release_changed after insert or update on os_release
    for each row execute function count_os_revision();

-- ---- manifest sets -------------------------------------------------------------------------------------------------
-- Parts that devices of a group have or had. Each part gets a manifest set.
create table group_part (
    catalog_id uuid not null,
    group_id   uuid not null,
    part       text not null,
    primary key (catalog_id, group_id, part),
    foreign key (catalog_id, group_id) references device_group
);
call isolate_catalog('group_part', 'select, insert');
call open_to_owner('group_part', 'select', 'insert');

-- Keys that sign manifest sets, for the whole installation: one, or two while it is replaced. Private keys are in the vault under key_id.
-- The first one has the nil GUID. The private key of a replaced one is deleted.
create table set_key (
    key_id      uuid        primary key,
    created_at  timestamptz not null,
    created_by  text        not null,
    replaced_at timestamptz
);
insert into set_key (key_id, created_at, created_by) values ('00000000-0000-0000-0000-000000000000', now(), 'Holdfast');
grant select, insert, update on set_key to holdfast_app;

-- Signed manifest sets of a group: one for each part that has images. All sets of a group have the same version. A set lists the images
-- of an OS release, a deployment or both.
create table manifest_set (
    catalog_id    uuid        not null,
    group_id      uuid        not null,
    part          text        not null,
    deployment_id uuid,
    release_id    uuid        references os_release,
    version       bigint      not null,
    signed        bytea       not null,
    issued_at     timestamptz not null,
    expires_at    timestamptz not null,
    -- Keys that signed it, oldest first.
    set_keys      uuid[]      not null,
    -- Devices install it at once, without windows: it is an emergency or leads devices back. Ends with the next deployment.
    at_once       boolean     not null default false,
    primary key (catalog_id, group_id, part),
    foreign key (catalog_id, group_id) references device_group,
    foreign key (catalog_id, deployment_id) references deployment,
    constraint manifest_set_lists_something check (deployment_id is not null or release_id is not null)
);
create index manifest_set_expiry on manifest_set (expires_at);
-- For deleting deployments. Begins with the deployment, so that PostgreSQL never prefers this index to the primary key (ADR 0023).
create index manifest_set_of_deployment on manifest_set (deployment_id, catalog_id);
call isolate_catalog('manifest_set', 'select, insert, update, delete');
call open_to_owner('manifest_set', 'select');

-- ---- reports -------------------------------------------------------------------------------------------------------
-- Reports of devices about updates and applications. A repeated report has the same report_id and is stored once.
create table device_report (
    catalog_id  uuid        not null,
    device_id   bytea       not null,
    report_id   uuid        not null,
    -- By the device's clock, which can be wrong. received_at is by the backend's clock.
    at          timestamptz not null,
    received_at timestamptz not null,
    kind        text        not null,
    detail      jsonb       not null,
    primary key (catalog_id, device_id, report_id)
);
create index device_report_newest on device_report (catalog_id, device_id, received_at desc);
create index device_report_of_catalog on device_report (catalog_id, received_at desc);
create index device_report_age on device_report (received_at);
-- Events of applications about updates, such as deferrals. attestation_subjects reads them for devices that are late with an update.
create index device_report_update on device_report (catalog_id, device_id, received_at) where kind = 'APP_EVENT' and detail->>'event' = 'update';
call isolate_catalog('device_report', 'select, insert');
call open_to_owner('device_report', 'select', 'delete');
