-- Functions for manifest sets, releases, and the deletion of groups.

-- Groups whose manifest sets must be signed again: they expire, the set keys or a setting changed, or a part needs another set.
create or replace function manifest_sets_due(expiring_before timestamptz)
    returns table (catalog_id uuid, group_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select m.catalog_id, m.group_id from manifest_set m where m.expires_at < expiring_before
        union
        select m.catalog_id, m.group_id from manifest_set m
        where m.set_keys <> (select array_agg(k.key_id order by k.created_at) from set_key k where k.replaced_at is null)
        union
        select g.catalog_id, g.group_id from device_group g where g.renewal_due and g.target_manifest > 0
        union
        -- The feed offers another release for a part than the part's set contains, or only one of them has a release.
        select p.catalog_id, p.group_id
        from group_part p
        join device_group g on g.catalog_id = p.catalog_id and g.group_id = p.group_id
        left join os_offer o on o.feed = g.os_feed_type and o.part = p.part
        left join manifest_set m
            on m.catalog_id = p.catalog_id and m.group_id = p.group_id and m.part = p.part
        where o.release_id is distinct from m.release_id and g.update_policy <> 'NoUpdates'
        union
        -- A device with another part has joined a group with a deployment.
        select p.catalog_id, p.group_id
        from group_part p
        join device_group g on g.catalog_id = p.catalog_id and g.group_id = p.group_id
        join deployment d
            on d.catalog_id = p.catalog_id and d.group_id = p.group_id and d.superseded_at is null
        left join manifest_set m
            on m.catalog_id = p.catalog_id and m.group_id = p.group_id and m.part = p.part
        where m.part is null and g.update_policy = 'UpdateAll';
    end;

-- Number of devices of a part that run an OS version, such as 26.09, by catalog: the impact of withdrawing a release.
create or replace function devices_running(of_part text, version text) returns table (name text, devices bigint, trusted bigint)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.name, count(*), count(*) filter (where d.trust = 'TRUSTED')
        from catalog c
        join device d on d.catalog_id = c.catalog_id and d.os_version = version
        join endorsement e on e.device_id = d.device_id and e.sku = of_part
        group by c.catalog_id, c.name
        order by 2 desc, lower(c.name);
    end;

-- Deletes an empty group with its deployments, manifest sets, roles, tokens and active policy; false when it has devices.
create or replace function delete_device_group(wanted uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own uuid := current_catalog_id();
begin
    -- Claims and moves lock the group, so no device can join from here on.
    perform from device_group g where g.catalog_id = own and g.group_id = wanted for update;
    if exists (select from device d where d.catalog_id = own and d.group_id = wanted) then
        return false;
    end if;
    delete from manifest_set m where m.catalog_id = own and m.group_id = wanted;
    delete from deployment_image i using deployment d
        where d.catalog_id = own and d.group_id = wanted and i.catalog_id = own and i.deployment_id = d.deployment_id;
    delete from deployment d where d.catalog_id = own and d.group_id = wanted;
    delete from group_part p where p.catalog_id = own and p.group_id = wanted;
    delete from role_assignment a where a.catalog_id = own and a.group_id = wanted;
    delete from api_token t where t.catalog_id = own and t.group_id = wanted;
    delete from policy_active a where a.catalog_id = own and a.scope = 'GROUP' and a.scope_id = wanted;
    delete from device_group g where g.catalog_id = own and g.group_id = wanted;
    return true;
end
$$;

-- Deletes a replaced deployment; false when there is none. Keeps its applications and versions, because devices may still run them.
create or replace function delete_deployment(wanted uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own uuid := current_catalog_id();
begin
    perform from deployment d
        where d.catalog_id = own and d.deployment_id = wanted and d.superseded_at is not null for update;
    if not found then
        return false;
    end if;
    delete from deployment_image i where i.catalog_id = own and i.deployment_id = wanted;
    delete from deployment d where d.catalog_id = own and d.deployment_id = wanted;
    return true;
end
$$;

-- Deletes a product and its groups; false when one of them has devices. Empty groups may be gone then, so the caller must roll back.
create or replace function delete_product(wanted uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own uuid := current_catalog_id();
    member uuid;
begin
    -- No group can be added from here on.
    perform from product p where p.catalog_id = own and p.product_id = wanted for update;
    for member in
        select g.group_id from device_group g where g.catalog_id = own and g.product_id = wanted order by g.group_id
    loop
        if not delete_device_group(member) then
            return false;
        end if;
    end loop;
    delete from role_assignment a where a.catalog_id = own and a.product_id = wanted;
    delete from api_token t where t.catalog_id = own and t.product_id = wanted;
    delete from policy_active a where a.catalog_id = own and a.scope = 'PRODUCT' and a.scope_id = wanted;
    delete from product p where p.catalog_id = own and p.product_id = wanted;
    return true;
end
$$;

-- Number of devices of all catalogs that were seen since a time, are not blocked, and attested no keystore of their part from the arguments, or
-- a newer one. Devices of other parts count, too. Those without a part get no manifest sets.
create or replace function devices_with_older_keystore(parts text[], versions bigint[], since timestamptz) returns bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select count(*) from device d
        join endorsement e on e.device_id = d.device_id and e.sku <> ''
        where d.last_seen > since and d.blocked_at is null and not exists (
            select from unnest(parts, versions) as k(part, version)
            join attested_version a on a.keystore_version >= k.version
            where k.part = e.sku and a.catalog_id = d.catalog_id and a.device_id = d.device_id);
    end;

revoke execute on function manifest_sets_due, devices_running, delete_deployment, delete_device_group, delete_product, devices_with_older_keystore from public;
grant execute on function manifest_sets_due, devices_running, delete_deployment, delete_device_group, delete_product, devices_with_older_keystore to holdfast_app;
