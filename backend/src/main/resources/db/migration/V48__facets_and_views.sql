-- What the list of devices says of the whole catalog, counted when somebody looks at it (ADR 0031): nothing that a device does pays for it.

create table facet_count (
    catalog_id uuid   not null,
    facet      text   not null check (facet in ('os', 'tag', 'code', 'blocked')),
    value      text   not null,
    devices    bigint not null,
    primary key (catalog_id, facet, value)
);

create table facet_counting (
    catalog_id   uuid primary key,
    -- Who looked last; when it was counted last and how long that took; until when others leave it to whoever counts.
    wanted_at    timestamptz not null,
    counted_at   timestamptz,
    took         interval    not null default '0',
    leased_until timestamptz not null
);

-- Lists as people keep them: a filter, an order and columns under a name.
create table device_view (
    catalog_id uuid        not null,
    view_id    uuid        not null,
    name       text        not null check (length(name) between 1 and 60),
    filter     text        not null check (length(filter) <= 2000),
    sort       text        not null,
    columns    text[]      not null,
    -- Whose it is; null where it is for everybody of the catalog.
    issuer     text,
    subject    text,
    changed_by text        not null,
    changed_at timestamptz not null,
    version    bigint      not null default 1,
    primary key (catalog_id, view_id),
    check ((issuer is null) = (subject is null))
);
create unique index device_view_name on device_view (catalog_id, issuer, subject, lower(name)) nulls not distinct;

do $$
declare
    walled text;
begin
    foreach walled in array array['facet_count', 'facet_counting', 'device_view']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format('create policy own_catalog on %I using (catalog_id = current_catalog_id())', walled);
        execute format('grant select, insert, update, delete on %I to holdfast_app', walled);
    end loop;
end
$$;
create policy owner_looks on facet_counting for select to current_user using (true);

-- Catalogs that somebody looked at since they were counted, and that nobody counts. What took long is counted less often.
create function facets_waiting(now timestamptz) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.catalog_id from facet_counting c
        where c.leased_until <= now
          and (c.counted_at is null
            or c.wanted_at > c.counted_at and c.counted_at + greatest(interval '10 seconds', 50 * c.took) <= now)
        order by c.counted_at nulls first limit 20;
    end;
revoke execute on function facets_waiting(timestamptz) from public;
grant execute on function facets_waiting(timestamptz) to holdfast_app;
