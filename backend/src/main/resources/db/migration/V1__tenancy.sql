-- Catalogs and their isolation. Two database roles use the schema: holdfast_owner runs these files and owns everything, and
-- holdfast_app is the role of the application. Neither bypasses row-level security.
--
-- A statement sees only the rows of the catalog in the setting holdfast.catalog, and no rows without the setting. The connection pool
-- sets it when a transaction begins. Functions with SECURITY DEFINER answer the few questions that concern several catalogs.

create function current_catalog_id() returns uuid language sql stable parallel safe
    return nullif(current_setting('holdfast.catalog', true), '')::uuid;

-- Lets each catalog see only its own rows of a table with a column catalog_id. Grants the application the given privileges on them.
create procedure isolate_catalog(isolated text, granted text) language plpgsql as $$
begin
    execute format('alter table %I enable row level security', isolated);
    execute format('alter table %I force row level security', isolated);
    execute format('create policy own_catalog on %I using (catalog_id = current_catalog_id())', isolated);
    if granted <> '' then
        execute format('grant %s on %I to holdfast_app', granted, isolated);
    end if;
end
$$;

-- Lets functions that run as the owner use the rows of all catalogs, with the given SQL commands or, by default, with all.
create procedure open_to_owner(opened text, variadic commands text[] default '{all}') language plpgsql as $$
declare
    command text;
begin
    foreach command in array commands loop
        execute format('create policy owner_%s on %I for %1$s to current_user %3$s', command, opened,
            case command when 'insert' then 'with check (true)' else 'using (true)' end);
    end loop;
end
$$;

revoke execute on procedure isolate_catalog, open_to_owner from public;

create table catalog (
    catalog_id       uuid        primary key,
    name             text        not null check (name ~ '^[A-Za-z0-9_-]{1,50}$'),
    display_name     text        not null check (length(display_name) between 1 and 100),
    created_at       timestamptz not null,
    -- Highest version of the catalog's manifest sets.
    manifest_version bigint      not null default 0,
    -- A deleted catalog keeps its rows under the name deleted-GUID, so that revocation lists and the audit log stay complete.
    deleted_at       timestamptz
);
create unique index catalog_name on catalog (lower(name));
call isolate_catalog('catalog', 'select, insert, update');
call open_to_owner('catalog', 'select', 'update');
