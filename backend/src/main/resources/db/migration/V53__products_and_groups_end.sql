-- Products and device groups are deleted when no device is in them (DELETE products/{product} and …/groups/{group}). What can be in
-- them alone goes along: what was deployed, the signed sets, roles, tokens, and that a policy of theirs decides. What they
-- were stays in the audit log, and versions of policies stay as they are.

create function delete_device_group(wanted uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own uuid := current_catalog_id();
begin
    -- From here on no device comes in: whoever claims or moves one holds the group.
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

create function delete_product(wanted uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own uuid := current_catalog_id();
    member uuid;
begin
    -- From here on it gets no group.
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

revoke execute on function delete_device_group(uuid), delete_product(uuid) from public;
grant execute on function delete_device_group(uuid), delete_product(uuid) to holdfast_app;
