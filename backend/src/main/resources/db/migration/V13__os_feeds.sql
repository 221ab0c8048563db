-- Operating systems belong to the installation: an image is stored once, whatever the number of catalogs that offer it,
-- and no catalog owns it. So these tables have no walls; the application may read them in any catalog's transaction.

create table os_image (
    image_id         uuid primary key,
    component_id     uuid        not null,
    type             text        not null,
    name             text        not null,
    length           bigint      not null,
    digest           bytea       not null check (length(digest) = 32),
    security_version bigint      not null,
    built_at         timestamptz not null,
    uploaded_at      timestamptz not null,
    uploaded_by      text        not null
);
create table os_image_content (
    image_id uuid primary key references os_image,
    content  bytea not null
);
alter table os_image_content alter column content set storage external;

-- A release is in RetailEval from the beginning and in Retail since retail_at. Of one part each is newer than the one
-- before it, whatever feed that was in: nothing older is ever offered.
create table os_release (
    release_id       uuid primary key,
    part             text        not null check (part ~ '^[A-Za-z0-9._-]{1,32}$'),
    security_version bigint      not null,
    released_at      timestamptz not null,
    released_by      text        not null,
    -- When it goes on to Retail by itself; null when that is for a person to do.
    promote_at       timestamptz,
    retail_at        timestamptz,
    -- Since when it is not offered any more; its reference values hold until they are retired.
    withdrawn_at     timestamptz,
    retired_at       timestamptz,
    unique (part, security_version)
);
-- What devices get with a release, in the order of installation: its own images, and the newest keystore and certificate
-- store of the releases before it, without which a device that skipped one could not verify this one.
create table os_release_image (
    release_id uuid not null references os_release,
    position   int  not null,
    image_id   uuid not null references os_image,
    primary key (release_id, position)
);
create index os_release_of_image on os_release_image (image_id);

-- Which release each feed offers for each part: the newest, or nothing when that one was withdrawn.
create view os_offer with (security_invoker = true) as
    select newest.feed, newest.part, newest.release_id, newest.security_version
    from (
        select distinct on (f.feed, r.part) f.feed, r.part, r.release_id, r.security_version, r.withdrawn_at
        from os_release r cross join (values ('RetailEval'), ('Retail')) as f(feed)
        where f.feed = 'RetailEval' or r.retail_at is not null
        order by f.feed, r.part, r.security_version desc
    ) newest
    where newest.withdrawn_at is null;

-- Grows with every change of what the feeds have, in the same transaction: who caches their reference values compares.
create table os_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint not null
);
insert into os_revision (revision) values (0);
create function count_os_revision() returns trigger language plpgsql as $$
begin
    update os_revision set revision = revision + 1;
    return null;
end
$$;
-- For each row: the statement that promotes what is due runs all the time and mostly changes nothing.
create trigger os_release_changed after insert or update on os_release
    for each row execute function count_os_revision();

grant select, insert on os_image, os_image_content, os_release, os_release_image to holdfast_app;
grant update (promote_at, retail_at, withdrawn_at, retired_at) on os_release to holdfast_app;
grant select on os_offer to holdfast_app;
grant select, update on os_revision to holdfast_app;

-- ---- which parts a group has ----------------------------------------------------------------------------------

-- A set is signed for each part of a group, so who signs must know them without looking at every device. A part stays
-- when its last device has left: a set that nobody asks for does no harm.
create table group_part (
    catalog_id uuid not null,
    group_id   uuid not null,
    part       text not null,
    primary key (catalog_id, group_id, part),
    foreign key (catalog_id, group_id) references device_group
);
alter table group_part enable row level security;
alter table group_part force row level security;
create policy own_catalog on group_part using (catalog_id = current_catalog_id());
create policy owner_sees on group_part for select to current_user using (true);
create policy owner_adds on group_part for insert to current_user with check (true);
grant select, insert on group_part to holdfast_app;

create function note_parts_of_new_devices() returns trigger language plpgsql as $$
begin
    insert into group_part (catalog_id, group_id, part)
    select distinct d.catalog_id, d.group_id, e.sku
    from new_devices d join endorsement e using (device_id)
    where e.sku <> ''
    order by 1, 2, 3
    on conflict do nothing;
    return null;
end
$$;
create trigger note_parts_of_new_devices after insert on device
    referencing new table as new_devices
    for each statement execute function note_parts_of_new_devices();

create function note_part_of_moved_device() returns trigger language plpgsql as $$
begin
    insert into group_part (catalog_id, group_id, part)
    select new.catalog_id, new.group_id, e.sku from endorsement e where e.device_id = new.device_id and e.sku <> ''
    on conflict do nothing;
    return null;
end
$$;
-- Attestations update devices all the time, never their group: this one does not even look at those.
create trigger note_part_of_moved_device after update of group_id on device
    for each row when (old.group_id is distinct from new.group_id) execute function note_part_of_moved_device();

insert into group_part (catalog_id, group_id, part)
    select distinct d.catalog_id, d.group_id, e.sku from device d join endorsement e using (device_id) where e.sku <> '';

-- ---- manifest sets by part ------------------------------------------------------------------------------------

-- One set for each part of a group, and one with part '' for devices of other parts; all of a group have one version.
-- What a set lists follows from its release and its deployment, of which it has at least one.
alter table manifest_set
    add column part text not null default '',
    add column release_id uuid references os_release,
    alter column deployment_id drop not null,
    drop constraint manifest_set_pkey,
    add primary key (catalog_id, group_id, part),
    add constraint manifest_set_lists_something check (deployment_id is not null or release_id is not null);

create or replace function manifest_sets_due(expiring_before timestamptz)
    returns table (catalog_id uuid, group_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select m.catalog_id, m.group_id from manifest_set m where m.expires_at < expiring_before
        union
        select g.catalog_id, g.group_id from device_group g where g.renewal_due and g.target_manifest > 0
        union
        -- What the group's feed offers for one of its parts is not what the part's set has.
        select p.catalog_id, p.group_id
        from group_part p
        join device_group g on g.catalog_id = p.catalog_id and g.group_id = p.group_id
        left join os_offer o on o.feed = g.os_feed_type and o.part = p.part
        left join manifest_set m
            on m.catalog_id = p.catalog_id and m.group_id = p.group_id and m.part = p.part
        where o.release_id is distinct from m.release_id;
    end;
