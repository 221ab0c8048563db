-- Functions for manifest sets, releases, and the deletion of groups.

-- Security version of the newest release of a part that an aborted rollout brought to devices of a group; 0 for none. They refuse older ones.
create or replace function aborted_release(of_catalog uuid, of_group uuid, of_part text) returns bigint
    language sql stable
    begin atomic
        select coalesce(max(s.security_version), 0)
        from rollout r join os_release s on s.release_id = any (r.releases) and s.part = of_part
        where r.catalog_id = of_catalog and r.group_id = of_group and r.state = 'ABORTED' and r.version > 0;
    end;

-- The release of a feed for the devices of a part that no rollout of a release has opened; null for none. They keep the release of their set if
-- the feed offers an older one and, with may_keep, while a rollout must bring another one, or while the rollouts of the catalog are stopped. Sets
-- contain no release that devices of the group refuse.
create or replace function release_of_feed(of_catalog uuid, of_group uuid, of_part text, of_feed text, may_keep boolean) returns uuid
    language sql stable
    begin atomic
        select r.release_id
        from (
            select a.refused_below, case
                when may_keep and k.rollouts_stopped_at is not null then s.release_id
                when s.security_version > o.security_version then s.release_id
                when (s.release_id is not null or a.refused_below > 0)
                    and may_keep and keeps_release(of_catalog, of_group) then s.release_id
                else o.release_id end as release_id
            from catalog k
            cross join aborted_release(of_catalog, of_group, of_part) as a(refused_below)
            left join os_offer o on o.feed = of_feed and o.part = of_part
            left join manifest_set m
                on m.catalog_id = of_catalog and m.group_id = of_group and m.part = of_part and m.cohort = 'CURRENT'
            left join os_release s on s.release_id = m.release_id and s.withdrawn_at is null
            where k.catalog_id = of_catalog
        ) c
        join os_release r on r.release_id = c.release_id and r.security_version >= c.refused_below;
    end;

-- The release for the devices of a part in a group that no rollout of a release has opened; null for none.
create or replace function release_of_group(of_catalog uuid, of_group uuid, of_part text) returns uuid
    language sql stable
    begin atomic
        select release_of_feed(of_catalog, of_group, of_part, g.os_feed_type, true)
        from device_group g
        where g.catalog_id = of_catalog and g.group_id = of_group;
    end;

-- Groups whose manifest sets must be signed again: they expire, the set keys or a setting changed, or a part needs another set. next_only: only
-- the sets of the devices that the active rollout has opened. These expire sooner. While gateways do not offer them, they are not signed again.
drop function if exists manifest_sets_due(timestamptz);
create or replace function manifest_sets_due(expiring_before timestamptz, next_expiring_before timestamptz)
    returns table (catalog_id uuid, group_id uuid, next_only boolean)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select due.catalog_id, due.group_id, bool_and(due.next_only) from (
            select m.catalog_id, m.group_id, false as next_only from manifest_set m
            where m.cohort = 'CURRENT' and m.expires_at < expiring_before
            union all
            select m.catalog_id, m.group_id, false from manifest_set m
            where m.cohort = 'CURRENT'
              and m.set_keys <> (select array_agg(k.key_id order by k.created_at) from set_key k where k.replaced_at is null)
            union all
            select g.catalog_id, g.group_id, false from device_group g where g.renewal_due and g.target_manifest > 0
            union all
            -- A part needs another release than its set contains. The first condition spares the others most of the work.
            select p.catalog_id, p.group_id, false
            from group_part p
            join device_group g on g.catalog_id = p.catalog_id and g.group_id = p.group_id
            left join os_offer o on o.feed = g.os_feed_type and o.part = p.part
            left join manifest_set m
                on m.catalog_id = p.catalog_id and m.group_id = p.group_id and m.part = p.part and m.cohort = 'CURRENT'
            where o.release_id is distinct from m.release_id and g.update_policy <> 'NoUpdates'
              and release_of_group(p.catalog_id, p.group_id, p.part) is distinct from m.release_id
            union all
            -- Devices of an aborted rollout refuse the release of the set.
            select m.catalog_id, m.group_id, false
            from rollout r
            join os_release x on x.release_id = any (r.releases)
            join device_group g on g.catalog_id = r.catalog_id and g.group_id = r.group_id and g.update_policy <> 'NoUpdates'
            join manifest_set m
                on m.catalog_id = r.catalog_id and m.group_id = r.group_id and m.part = x.part and m.cohort = 'CURRENT'
            join os_release s on s.release_id = m.release_id and s.security_version < x.security_version
            where r.state = 'ABORTED' and r.version > 0
            union all
            -- A device with another part has joined a group with a deployment.
            select p.catalog_id, p.group_id, false
            from group_part p
            join device_group g on g.catalog_id = p.catalog_id and g.group_id = p.group_id
            join deployment d on d.catalog_id = p.catalog_id and d.group_id = p.group_id
                and d.current_since is not null and d.superseded_at is null
            left join manifest_set m
                on m.catalog_id = p.catalog_id and m.group_id = p.group_id and m.part = p.part and m.cohort = 'CURRENT'
            where m.part is null and g.update_policy = 'UpdateAll'
            union all
            -- Devices of an aborted rollout may soon no longer attest its images. A newer set leads them back, but not from an operating
            -- system: devices refuse an older one.
            select r.catalog_id, r.group_id, false
            from rollout r
            join device_group g on g.catalog_id = r.catalog_id and g.group_id = r.group_id
            where r.state = 'ABORTED' and r.tentative_until < next_expiring_before and r.version > g.target_manifest
              and g.target_manifest > 0 and cardinality(r.releases) = 0
            union all
            -- A set of open devices is missing, expires, has an older version than the other sets, or was signed with other keys.
            select p.catalog_id, p.group_id, true
            from active_rollout r
            join device_group g on g.catalog_id = r.catalog_id and g.group_id = r.group_id
            join group_part p on p.catalog_id = r.catalog_id and p.group_id = r.group_id
            left join manifest_set m
                on m.catalog_id = p.catalog_id and m.group_id = p.group_id and m.part = p.part and m.cohort = 'NEXT'
            where not r.is_withheld and (m.part is null or m.expires_at < next_expiring_before or m.version < g.target_manifest
                or m.set_keys <> (select array_agg(k.key_id order by k.created_at) from set_key k where k.replaced_at is null))
        ) due
        group by due.catalog_id, due.group_id;
    end;

-- Rollouts that take steps without a person.
create or replace function running_rollouts() returns table (catalog_id uuid, rollout_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select r.catalog_id, r.rollout_id from rollout r
        where r.state in ('SCHEDULED', 'RUNNING', 'SOAKING', 'WAITING', 'ROLLING_BACK');
    end;

-- Groups in which a rollout must bring the releases that the feed offers, and whose draft, if any, does not bring exactly these. A release has
-- at most one rollout to a group, unless a person starts an aborted one again.
create or replace view due_system_rollout with (security_invoker = true) as
    select g.catalog_id, g.group_id, array_agg(o.release_id order by o.part) as releases
    from group_part p
    join device_group g on g.catalog_id = p.catalog_id and g.group_id = p.group_id
    join catalog c on c.catalog_id = g.catalog_id and c.rollouts_stopped_at is null
    join os_offer o on o.feed = g.os_feed_type and o.part = p.part
    left join manifest_set m
        on m.catalog_id = p.catalog_id and m.group_id = p.group_id and m.part = p.part and m.cohort = 'CURRENT'
    left join os_release s on s.release_id = m.release_id and s.withdrawn_at is null
    where o.release_id is distinct from m.release_id and g.update_policy <> 'NoUpdates'
      -- Without a release in the sets, the group gets its first one at once.
      and (s.release_id is not null or aborted_release(p.catalog_id, p.group_id, p.part) > 0)
      and o.security_version > coalesce(s.security_version, 0)
      and o.security_version >= aborted_release(p.catalog_id, p.group_id, p.part)
      and not exists (
          select from rollout r
          where r.catalog_id = g.catalog_id and r.group_id = g.group_id and r.state <> 'DRAFT'
            and (r.state not in ('COMPLETED', 'ABORTED') or o.release_id = any (r.releases)))
      and keeps_release(g.catalog_id, g.group_id)
    group by g.catalog_id, g.group_id
    having not exists (
        select from rollout r
        where r.catalog_id = g.catalog_id and r.group_id = g.group_id and r.state = 'DRAFT'
          and r.releases = array_agg(o.release_id order by o.part));
grant select on due_system_rollout to holdfast_app;

drop function if exists system_rollouts_due();
create or replace function system_rollouts_due() returns table (catalog_id uuid, group_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select d.catalog_id, d.group_id from due_system_rollout d;
    end;

-- Rollouts that offer a withdrawn release.
create or replace function withdrawn_rollouts() returns table (catalog_id uuid, rollout_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select r.catalog_id, r.rollout_id from rollout r
        where r.state in ('RUNNING', 'SOAKING', 'WAITING')
          and exists (select from os_release s where s.release_id = any (r.releases) and s.withdrawn_at is not null);
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

-- Catalogs that have images of components, of the given types.
create or replace function catalogs_with_components(components uuid[], types text[]) returns table (component_id uuid, catalog text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select distinct i.component_id, c.name
        from image i join catalog c using (catalog_id)
        where i.component_id = any (components) and i.type = any (types) and i.deleted_at is null;
    end;

-- Deletes an empty group with its deployments, manifest sets, roles, tokens and active policies; false when it has devices.
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
    delete from rollout_count c using rollout r
        where r.catalog_id = own and r.group_id = wanted and c.catalog_id = own and c.rollout_id = r.rollout_id;
    delete from rollout_count_change c using rollout r
        where r.catalog_id = own and r.group_id = wanted and c.catalog_id = own and c.rollout_id = r.rollout_id;
    delete from rollout r where r.catalog_id = own and r.group_id = wanted;
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

-- Effect of signing the manifest sets of the current catalog again: device groups with sets, devices that get one, blocked devices, devices
-- without a contact since a time, bytes of the sets, and the minutes in which nine of ten devices make a contact.
create or replace function renewed_sets(at timestamptz, silent_since timestamptz)
    returns table (groups bigint, devices bigint, blocked bigint, offline bigint, bytes bigint, minutes bigint)
    language sql stable set search_path = public, pg_temp
    begin atomic
        select (select count(distinct (s.catalog_id, s.group_id)) from manifest_set s),
            count(*) filter (where d.blocked_at is null),
            count(*) filter (where d.blocked_at is not null),
            count(*) filter (where d.blocked_at is null and coalesce(d.last_seen, d.claimed_at) < silent_since),
            coalesce(sum(length(m.signed)) filter (where d.blocked_at is null), 0)::bigint,
            ceil(extract(epoch from percentile_disc(0.9) within group (order by at - d.last_seen)
                filter (where d.last_seen > at - interval '7 days' and d.blocked_at is null)) / 60)::bigint
        from manifest_set m
        join device d on d.catalog_id = m.catalog_id and d.group_id = m.group_id
        join endorsement e on e.device_id = d.device_id and e.sku = m.part
        where m.cohort = 'CURRENT';
    end;

-- Effect of signing the manifest sets of all catalogs again.
create or replace function renewed_sets_of_all_catalogs(at timestamptz, silent_since timestamptz)
    returns table (groups bigint, devices bigint, blocked bigint, offline bigint, bytes bigint, minutes bigint)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select * from renewed_sets(at, silent_since);
    end;

revoke execute on function manifest_sets_due, running_rollouts, system_rollouts_due, withdrawn_rollouts, devices_running, catalogs_with_components, delete_deployment, delete_device_group, delete_product, devices_with_older_keystore, renewed_sets, renewed_sets_of_all_catalogs from public;
grant execute on function manifest_sets_due, running_rollouts, system_rollouts_due, withdrawn_rollouts, devices_running, catalogs_with_components, delete_deployment, delete_device_group, delete_product, devices_with_older_keystore, renewed_sets, renewed_sets_of_all_catalogs to holdfast_app;
