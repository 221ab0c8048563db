-- Devices that are claimed and in no group (ADR 0037). Every catalog has one product and in it one group that are none: they
-- are rows, so that every device is in exactly one group to every statement there is. Their name says what they are, and no
-- others can have one that begins as it does.

alter table product
    add column unassigned boolean not null generated always as (name = '.unassigned') stored,
    add constraint product_reserved_name check (left(name, 1) <> '.' or name = '.unassigned' and description = ''),
    add constraint product_unassigned unique (catalog_id, product_id, unassigned);

alter table device_group
    add column unassigned boolean not null generated always as (name = '.unassigned') stored,
    -- The operating system of the feed that groups have unless somebody says otherwise, and no application.
    add constraint device_group_reserved_name check (left(name, 1) <> '.' or name = '.unassigned' and description = ''
        and os_feed_type = 'Retail' and update_policy = 'No3rdPartyAppUpdates' and allow_crash_dumps = 'Disabled'
        and region = 'None' and not requires_post_quantum),
    -- The one is in the other, and nothing else is.
    add constraint device_group_unassigned foreign key (catalog_id, product_id, unassigned)
        references product (catalog_id, product_id, unassigned);

create function make_no_group(of_catalog uuid, at timestamptz) returns void language plpgsql as $$
declare
    made uuid := gen_random_uuid();
begin
    insert into product (catalog_id, product_id, name, description, created_at)
        values (of_catalog, made, '.unassigned', '', at);
    insert into device_group (catalog_id, group_id, product_id, name, description, os_feed_type, update_policy, position)
        values (of_catalog, gen_random_uuid(), made, '.unassigned', '', 'Retail', 'No3rdPartyAppUpdates', 0);
end
$$;

do $$
declare
    there record;
begin
    for there in select c.catalog_id, c.created_at from catalog c order by c.catalog_id loop
        perform set_config('holdfast.catalog', there.catalog_id::text, true);
        perform make_no_group(there.catalog_id, there.created_at);
    end loop;
    perform set_config('holdfast.catalog', '', true);
end
$$;

create function make_no_group_of_catalog() returns trigger language plpgsql as $$
begin
    perform make_no_group(new.catalog_id, new.created_at);
    return null;
end
$$;
create trigger make_no_group after insert on catalog for each row execute function make_no_group_of_catalog();

create function keep_no_group() returns trigger language plpgsql as $$
begin
    raise exception 'what devices without a group are in is neither deleted nor renamed';
end
$$;
create trigger keep_no_group before delete on product
    for each row when (old.unassigned) execute function keep_no_group();
create trigger keep_no_group before delete on device_group
    for each row when (old.unassigned) execute function keep_no_group();
create trigger keep_name_of_no_group before update of name on product
    for each row when (old.unassigned and new.name <> old.name) execute function keep_no_group();
create trigger keep_name_of_no_group before update of name on device_group
    for each row when (old.unassigned and new.name <> old.name) execute function keep_no_group();

-- Nothing is deployed there, and no role, token or policy is for it alone. The argument is the column that names a product or group.
create function refuse_in_no_group() returns trigger language plpgsql as $$
declare
    meant uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
    if exists (select from product p where p.catalog_id = new.catalog_id and p.product_id = meant and p.unassigned)
        or exists (select from device_group g where g.catalog_id = new.catalog_id and g.group_id = meant and g.unassigned)
    then
        raise exception 'devices without a group have no % of their own', tg_table_name;
    end if;
    return new;
end
$$;
create trigger refuse_in_no_group before insert or update of group_id on deployment
    for each row execute function refuse_in_no_group('group_id');
create trigger refuse_in_no_group before insert or update of product_id on role_assignment
    for each row execute function refuse_in_no_group('product_id');
create trigger refuse_in_no_group before insert or update of product_id on api_token
    for each row execute function refuse_in_no_group('product_id');
create trigger refuse_in_no_group before insert on policy_version
    for each row execute function refuse_in_no_group('scope_id');
