-- ---- what devices run of a group that was deleted (ADR 0034) ---------------------------------------------------------

-- Devices that were moved out before have what was deployed there until they attest something else, and somebody looks for a
-- vulnerable version by it: so which applications a deployment had is kept beside the deployment, and stays.
create table deployed_application (
    catalog_id       uuid   not null,
    deployment_id    uuid   not null,
    name             text   not null,
    security_version bigint not null,
    primary key (catalog_id, deployment_id, name, security_version)
);
alter table deployed_application enable row level security;
alter table deployed_application force row level security;
create policy own_catalog on deployed_application using (catalog_id = current_catalog_id());
create policy owner_keeps on deployed_application to current_user using (true) with check (true);
grant select, insert on deployed_application to holdfast_app;

create function keep_deployed_application() returns trigger language plpgsql as $$
begin
    insert into deployed_application (catalog_id, deployment_id, name, security_version)
    select i.catalog_id, new.deployment_id, i.name, i.security_version from image i
    where i.catalog_id = new.catalog_id and i.image_id = new.image_id and i.type = 'Applications'
    on conflict do nothing;
    return null;
end
$$;
create trigger keep_deployed_application after insert on deployment_image
    for each row execute function keep_deployed_application();

create policy owner_copies on deployment_image for select to current_user using (true);
create policy owner_copies on image for select to current_user using (true);
insert into deployed_application (catalog_id, deployment_id, name, security_version)
    select di.catalog_id, di.deployment_id, i.name, i.security_version
    from deployment_image di join image i on i.catalog_id = di.catalog_id and i.image_id = di.image_id
    where i.type = 'Applications'
    on conflict do nothing;
drop policy owner_copies on deployment_image;
drop policy owner_copies on image;

-- Which deployment a version was of stays, too. What was deleted before this is not known any more.
alter table deployment_version drop constraint deployment_version_catalog_id_deployment_id_fkey;

-- Deleting a deployment looks for sets of it. It begins with the deployment, so that it is never as good as the key (ADR 0028).
create index manifest_set_of_deployment on manifest_set (deployment_id, catalog_id);

-- ---- who is behind two accounts (ADR 0035) ---------------------------------------------------------------------------

-- What the inviter was called then; null of invitations from before, and then their id has to do.
alter table invited_person add column inviter_name text check (length(inviter_name) between 1 and 255);

-- As in V60, with the inviter's name.
drop function keep_invitation(text, text, uuid, timestamptz, timestamptz, int);
create function keep_invitation(of_subject text, by_inviter text, from_catalog uuid, at timestamptz, since timestamptz, most int,
        by_name text default null)
    returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    -- Of two invitations at once by one person, the second counts the first.
    perform pg_advisory_xact_lock(hashtextextended('invited_person ' || by_inviter, 0));
    if (select count(*) from invited_person i where i.inviter = by_inviter and i.invited_at > since) >= most then
        return false;
    end if;
    insert into invited_person (subject, inviter, invited_at, invited_from, inviter_name)
    values (of_subject, by_inviter, at, from_catalog, by_name);
    return true;
end
$$;
revoke execute on function keep_invitation(text, text, uuid, timestamptz, timestamptz, int, text) from public;
grant execute on function keep_invitation(text, text, uuid, timestamptz, timestamptz, int, text) to holdfast_app;

-- The name of whoever the invitations of both accounts go back to, wherever they were made, or who is one of the two; null where nobody is
-- known to be. Where may_be_one says no, nothing is refused for it, but whoever reads what two did is told.
create function invited_both(one text, other text) returns text
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        with recursive of_one (subject, name, step) as (
            select one, null::text, 0
            union all
            select i.inviter, i.inviter_name, c.step + 1 from of_one c join invited_person i on i.subject = c.subject
            where c.step < 1000
        ), of_other (subject, name, step) as (
            select other, null::text, 0
            union all
            select i.inviter, i.inviter_name, c.step + 1 from of_other c join invited_person i on i.subject = c.subject
            where c.step < 1000
        )
        select coalesce(a.name, b.name, a.subject) from of_one a join of_other b on b.subject = a.subject
        order by a.step + b.step limit 1;
    end;
revoke execute on function invited_both(text, text) from public;
grant execute on function invited_both(text, text) to holdfast_app;
