-- What people say of devices, and how devices are found by it. In tables of their own: a device's row is written whenever the device
-- makes contact, and nothing of this shall make a contact more expensive.

-- Of PostgreSQL's own; whoever owns a database may have it.
create extension if not exists pg_trgm with schema public;

-- The name is also where it always was, in device, which is where it is changed; a trigger keeps them the same.
create table device_description (
    catalog_id uuid  not null,
    device_id  bytea not null,
    name       text  not null default '' check (length(name) <= 100),
    notes      text  not null default '' check (length(notes) <= 2000),
    primary key (catalog_id, device_id),
    foreign key (catalog_id, device_id) references device on delete cascade
);
create index device_description_fragment on device_description using gin (lower(name) gin_trgm_ops) where name <> '';
create index device_description_beginning on device_description (catalog_id, lower(name) text_pattern_ops, device_id)
    where name <> '';

create table device_tag (
    catalog_id uuid  not null,
    tag        text  not null check (tag ~ '^[a-z0-9][a-z0-9._:/-]{0,39}$'),
    device_id  bytea not null,
    primary key (catalog_id, tag, device_id),
    foreign key (catalog_id, device_id) references device on delete cascade
);
create index device_tag_of_device on device_tag (catalog_id, device_id, tag);

do $$
declare
    walled text;
begin
    foreach walled in array array['device_description', 'device_tag']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy own_catalog on %I using (catalog_id = current_catalog_id())', walled);
        execute format('create policy owner_looks on %I for select to current_user using (true)', walled);
        execute format('grant select, insert, update, delete on %I to holdfast_app', walled);
    end loop;
end
$$;
-- As the owner too, for devices that come or change by a function of his.
create policy owner_describes on device_description for insert to current_user with check (true);
create policy owner_describes_anew on device_description for update to current_user using (true) with check (true);

create function keep_device_name() returns trigger language plpgsql as $$
begin
    insert into device_description as d (catalog_id, device_id, name)
    values (new.catalog_id, new.device_id, new.name)
    on conflict (catalog_id, device_id) do update set name = excluded.name;
    return null;
end
$$;
create trigger keep_name_of_new_device after insert on device
    for each row when (new.name <> '') execute function keep_device_name();
create trigger keep_name_of_device after update of name on device
    for each row when (new.name <> old.name) execute function keep_device_name();

insert into device_description (catalog_id, device_id, name)
    select catalog_id, device_id, left(name, 100) from device where name <> '';

-- Devices whose name has a fragment, by trigrams; one of less than three characters is looked for at the beginning of names. As the
-- owner: behind the walls PostgreSQL may not ask an index with an operator that could tell about rows of others.
create function devices_named(fragment text) returns table (device_id bytea)
    language plpgsql stable security definer set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
declare
    pattern text := replace(replace(replace(lower(fragment), '\', '\\'), '%', '\%'), '_', '\_');
begin
    if length(fragment) < 3 then
        return query select d.device_id from device_description d
            where d.catalog_id = current_catalog_id() and d.name <> '' and lower(d.name) like pattern || '%';
    else
        return query select d.device_id from device_description d
            where d.catalog_id = current_catalog_id() and d.name <> '' and lower(d.name) like '%' || pattern || '%';
    end if;
end
$$;

-- ---- rare filters through indexes of their own --------------------------------------------------------------------

-- A trusted device is in neither of the first two: attesting, which changes what indexes have anyway, is not made more expensive.
create index device_not_trusted on device (catalog_id, trust) where trust <> 'TRUSTED';
create index device_finding on device (catalog_id, reason_code) where reason_code <> '';
create index device_os on device (catalog_id, os_version);
create index device_failed on device (catalog_id, device_id) where failed_manifest > 0;

-- Which operating systems the catalog's devices have: from one version to the next in the index.
create function catalog_os_versions() returns setof text language sql stable as $$
    with recursive version as (
        (select d.os_version from device d where d.catalog_id = current_catalog_id() order by d.os_version limit 1)
        union all
        select (select d.os_version from device d
                where d.catalog_id = current_catalog_id() and d.os_version > v.os_version
                order by d.os_version limit 1)
        from version v where v.os_version is not null
    )
    select os_version from version where os_version is not null
$$;

revoke execute on function devices_named(text) from public;
grant execute on function devices_named(text) to holdfast_app;
