-- A new release of the operating system can reach a group in phases, if its update policy says so.
alter table policy_version
    -- Whether the update policy says so.
    add column system_by_rollout boolean not null default false,
    -- Whether the update policy offers all devices only the operating system.
    add column system_only boolean not null default false;
call open_to_owner('policy_version', 'select');

alter table device_group
    -- Phases and halt rules of such rollouts, and of the form for new ones: RolloutDefaults. Null: those of a new group.
    add column rollout_defaults jsonb;

alter table rollout
    -- Releases that the rollout brings, one for each part. Empty for a rollout of a deployment. With releases, deployment_id is null, and
    -- open devices keep the deployment of the group.
    add column releases uuid[] not null default '{}';
create or replace view active_rollout with (security_invoker = true) as
    select catalog_id, group_id, rollout_id, deployment_id, state, state in ('HALTED', 'PAUSED', 'ROLLING_BACK') as is_withheld, phase, seed,
        buckets, listed, excluded, version, opened_versions, emergency, revision, releases,
        state_since, started_at
    from rollout
    where state not in ('DRAFT', 'COMPLETED', 'ABORTED') and version > 0;

-- Whether the devices of a group that no rollout opened keep the release in their manifest set when the feed offers another one.
create function keeps_release(of_catalog uuid, of_group uuid) returns boolean
    language sql stable
    begin atomic
        select coalesce((
            select v.system_by_rollout
            from device_group g
            join policy_active a on a.catalog_id = g.catalog_id and a.kind = 'update' and (a.scope = 'GROUP' and a.scope_id = g.group_id
                or a.scope = 'PRODUCT' and a.scope_id = g.product_id or a.scope = 'CATALOG')
            join policy_version v on v.catalog_id = a.catalog_id and v.kind = a.kind and v.scope = a.scope and v.scope_id = a.scope_id
                and v.version = a.version
            where g.catalog_id = of_catalog and g.group_id = of_group and g.update_policy <> 'NoUpdates' and not g.unassigned
            order by case a.scope when 'GROUP' then 1 when 'PRODUCT' then 2 else 3 end limit 1), false)
            or exists (
                select from rollout r
                where r.catalog_id = of_catalog and r.group_id = of_group and cardinality(r.releases) > 0
                  and r.state not in ('DRAFT', 'COMPLETED', 'ABORTED'));
    end;
