-- Functions for catalogs, roles, tokens, invitations, approvals, the audit log and events. Functions with SECURITY DEFINER read all catalogs.

create or replace function catalog_names() returns table (catalog_id uuid, name text, display_name text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select c.catalog_id, c.name, c.display_name from catalog c where c.deleted_at is null; end;

-- GUIDs of all catalogs, also of deleted ones.
create or replace function catalogs_with_deleted() returns table (catalog_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic select c.catalog_id from catalog c order by c.catalog_id; end;

-- Catalogs with these GUIDs, or all for null.
create or replace function catalogs_listed(ids uuid[]) returns table (catalog_id uuid, name text, display_name text, created_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.catalog_id, c.name, c.display_name, c.created_at from catalog c
        where c.deleted_at is null and (ids is null or c.catalog_id = any (ids));
    end;

-- ---- roles and tokens ----------------------------------------------------------------------------------------------
-- The roles of a caller. An invitation by e-mail is bound to the first subject that signs in with the verified address, because the
-- address may become somebody else's. is_caller: the subject sends this request, so its roles are marked as used.
create or replace function roles_of_caller(wanted_issuer text, wanted_subject text, verified_email text, wanted_groups text[], is_caller boolean)
    returns table (catalog_id uuid, product_id uuid, group_id uuid, role text)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    if verified_email is not null then
        update role_assignment a set kind = 'SUBJECT', grantee = wanted_subject
        where a.issuer = wanted_issuer and a.kind = 'EMAIL' and a.grantee = lower(verified_email)
          and not exists (
              select from role_assignment b
              where b.catalog_id = a.catalog_id and b.issuer = a.issuer and b.kind = 'SUBJECT' and b.grantee = wanted_subject
                and b.role = a.role and b.product_id is not distinct from a.product_id
                and b.group_id is not distinct from a.group_id);
    end if;
    if is_caller then
        update role_assignment a set used_at = now()
        where a.issuer = wanted_issuer and a.kind = 'SUBJECT' and a.grantee = wanted_subject and a.used_at is null;
    end if;
    return query
        select a.catalog_id, a.product_id, a.group_id, a.role from role_assignment a
        where a.issuer = wanted_issuer
          and (a.kind = 'SUBJECT' and a.grantee = wanted_subject
            or a.kind = 'GROUP' and a.grantee = any (wanted_groups));
end
$$;

-- Finds a valid token by its hash. Records its use, at most once a minute.
create or replace function use_token(wanted bytea, at timestamptz)
    returns table (catalog_id uuid, product_id uuid, group_id uuid, kind text, name text, role text, issuer text, subject text,
        created_by text, token_id uuid)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    update api_token t set last_used_at = at
    where t.hash = wanted and t.revoked_at is null and t.expires_at > at
      and (t.last_used_at is null or t.last_used_at < at - interval '1 minute');
    return query
        select t.catalog_id, t.product_id, t.group_id, t.kind, t.name, t.role, t.issuer, t.subject, t.created_by, t.token_id
        from api_token t
        where t.hash = wanted and t.revoked_at is null and t.expires_at > at;
end
$$;

-- Finds a valid token by its hash without recording its use.
create or replace function find_token(wanted bytea, at timestamptz)
    returns table (catalog_id uuid, product_id uuid, group_id uuid, kind text, name text, role text, issuer text, subject text,
        created_by text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select t.catalog_id, t.product_id, t.group_id, t.kind, t.name, t.role, t.issuer, t.subject, t.created_by
        from api_token t
        where t.hash = wanted and t.revoked_at is null and t.expires_at > at;
    end;

-- Replaces the identity provider's address in rows that name accounts, after the provider moved. Only the owner of the schema calls it, while
-- no backend runs. Audit entries keep the earlier address.
create or replace function replace_issuer(earlier text, present text) returns void
    language plpgsql set search_path = public, pg_temp as $$
declare
    one uuid;
begin
    for one in select c.catalog_id from catalog c union all select '00000000-0000-0000-0000-000000000000'::uuid loop
        perform set_config('holdfast.catalog', one::text, true);
        update role_assignment a set issuer = present
        where a.issuer = earlier
          and not exists (
              select from role_assignment b
              where b.catalog_id = a.catalog_id and b.issuer = present and b.kind = a.kind and b.grantee = a.grantee and b.role = a.role
                and b.product_id is not distinct from a.product_id and b.group_id is not distinct from a.group_id);
        update api_token t set issuer = present where t.issuer = earlier;
        update device_view v set issuer = present
        where v.issuer = earlier
          and not exists (
              select from device_view w
              where w.catalog_id = v.catalog_id and w.issuer = present and w.subject = v.subject and lower(w.name) = lower(v.name));
        update device_job j set issuer = present where j.issuer = earlier and j.state = 'RUNNING';
        update policy_version p set author_issuer = present where p.author_issuer = earlier;
        update approval a set
            requester = case when a.requester ->> 'issuer' = earlier
                then jsonb_set(a.requester, '{issuer}', to_jsonb(present)) else a.requester end,
            author_subjects = array(
                select case when starts_with(s.author, earlier || ' ') then present || substr(s.author, length(earlier) + 1) else s.author end
                from unnest(a.author_subjects) with ordinality as s(author, position) order by s.position)
        where a.state = 'PENDING';
    end loop;
end
$$;

-- ---- invitations (ADR 0028) ----------------------------------------------------------------------------------------
-- Records the inviter of an account. Records nothing and returns false if the inviter invited "most" people since a time.
create or replace function record_invitation(of_subject text, by_inviter text, from_catalog uuid, at timestamptz, since timestamptz, most int,
        by_name text default null)
    returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    -- Serializes invitations by one inviter, so that each one counts those before.
    perform pg_advisory_xact_lock(hashtextextended('invited_person ' || by_inviter, 0));
    if (select count(*) from invited_person i where i.inviter = by_inviter and i.invited_at > since) >= most then
        return false;
    end if;
    insert into invited_person (subject, inviter, invited_at, invited_from, inviter_name)
    values (of_subject, by_inviter, at, from_catalog, by_name);
    return true;
end
$$;

-- The first in the chain of invitations from catalogs that led to an account, or the account itself. Invitations by owners of the
-- installation end the chain: in a small company one administrator invites everybody.
create or replace function first_inviter(of_subject text) returns text
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        with recursive chain (subject, step) as (
            select of_subject, 0
            union
            select i.inviter, c.step + 1 from chain c join invited_person i on i.subject = c.subject
            where c.step < 1000 and i.invited_from <> '00000000-0000-0000-0000-000000000000'
        )
        select c.subject from chain c order by c.step desc limit 1;
    end;

-- Whether two accounts may belong to one person: one invited the other, or one person invited both, directly or not.
create or replace function may_be_same_person(one text, other text) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select first_inviter(one) = first_inviter(other) or exists (
            select from invited_person i
            where i.subject = one and i.inviter = other or i.subject = other and i.inviter = one);
    end;

-- The name of the nearest person who invited both accounts, directly or not, or who owns one and invited the other; null for none. Counts
-- invitations from catalogs and from the installation. Approvers see the name, but approvals do not depend on it.
create or replace function common_inviter(one text, other text) returns text
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

-- ---- approvals ---------------------------------------------------------------------------------------------------
-- Catalogs with expired approvals.
create or replace function approvals_overdue(now timestamptz) returns table (catalog_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select distinct a.catalog_id from approval a where a.state = 'PENDING' and a.expires_at <= now limit 1000;
    end;

-- ---- audit log -----------------------------------------------------------------------------------------------------
-- Catalogs whose Merkle log does not cover all entries, or covers more than exist because entries were deleted.
create or replace function unsealed_audit_logs() returns table (catalog_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.catalog_id from audit_counter c left join audit_tree t on t.catalog_id = c.catalog_id
        where c.last <> coalesce(t.size, 0)
        order by c.catalog_id;
    end;

-- The sequence of the current catalog's first entry at or after a time (ADR 0031). Sequences increase with time, so a
-- binary search finds it without an index on time.
create or replace function audit_sequence_at(moment timestamptz) returns bigint
    language sql stable as $$
    with recursive search (low, high) as (
        select coalesce((select e.sequence from audit_entry e where e.catalog_id = current_catalog_id()
                order by e.sequence limit 1), 1),
            coalesce((select e.sequence from audit_entry e where e.catalog_id = current_catalog_id()
                order by e.sequence desc limit 1), 0) + 1
        union all
        select case when found.at >= moment then s.low else s.middle + 1 end,
            case when found.at >= moment then s.middle else s.high end
        from (select low, high, (low + high) / 2 as middle from search where low < high) s
        cross join lateral (
            select e.at from audit_entry e where e.catalog_id = current_catalog_id() and e.sequence >= s.middle
            order by e.sequence limit 1) found
    )
    select low from search where low >= high limit 1
$$;

-- ---- events --------------------------------------------------------------------------------------------------------
-- The newest transaction id up to which all events are visible: older transactions have ended.
create or replace function outbox_horizon() returns bigint
    language sql volatile
    return pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1;

-- The catalogs of a list, or all catalogs if it is null, with events that a snapshot does not see, and the snapshot of this statement.
create or replace function catalogs_with_events(catalogs uuid[], seen text, out changed uuid[], out snapshot text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select array(select c.catalog_id from catalog c where (catalogs is null or c.catalog_id = any (catalogs)) and exists (
                select from outbox o
                where o.catalog_id = c.catalog_id and o.transaction_id >= pg_snapshot_xmin(seen::pg_snapshot)
                  and not pg_visible_in_snapshot(o.transaction_id, seen::pg_snapshot))),
            pg_current_snapshot()::text;
    end;

-- The first cache invalidations for gateways after an event, of transactions up to until.
create or replace function outbox_invalidated_since(after_transaction bigint, after_sequence bigint, until bigint, at_most int)
    returns table (transaction_id bigint, sequence bigint, at timestamptz, invalidated_kind text, invalidated_key text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select o.transaction_id::text::bigint, o.sequence, o.at, o.invalidated_kind, o.invalidated_key
        from outbox o
        where o.invalidated_kind is not null
          and (o.transaction_id, o.sequence) > (after_transaction::text::xid8, after_sequence)
          and o.transaction_id <= until::text::xid8
        order by o.transaction_id, o.sequence
        limit at_most;
    end;

-- Deletes events before a time, the oldest of each catalog first; returns their number. Reads at most at_most events of
-- each catalog, because sequences increase with time.
create or replace function delete_events(before timestamptz, at_most int) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    gone bigint;
begin
    delete from outbox o
    using (
        select e.catalog_id, e.sequence
        from (select c.catalog_id from catalog c union all select '00000000-0000-0000-0000-000000000000'::uuid) c
        -- Skips catalogs whose oldest event is recent.
        join lateral (select e.at from outbox e where e.catalog_id = c.catalog_id order by e.sequence limit 1) oldest
            on oldest.at < least(before, now() - interval '23 hours')
        cross join lateral (
            select e.catalog_id, e.sequence, e.at from outbox e where e.catalog_id = c.catalog_id
            order by e.sequence limit at_most) e
        -- Keeps events of the last 23 hours in any case: gateways that were offline need them.
        where e.at < least(before, now() - interval '23 hours')
        limit at_most
    ) old
    where o.catalog_id = old.catalog_id and o.sequence = old.sequence;
    get diagnostics gone = row_count;
    return gone;
end
$$;

-- The newest event beyond a number of events, of each catalog that has more. Reads that number of events of each catalog, so call it once.
create or replace function excess_events(kept bigint) returns table (of_catalog uuid, newest bigint)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.catalog_id, n.sequence
        from (select c.catalog_id from catalog c union all select '00000000-0000-0000-0000-000000000000'::uuid) c
        cross join lateral (
            select n.sequence from outbox n where n.catalog_id = c.catalog_id order by n.sequence desc offset kept limit 1) n;
    end;

-- Deletes the oldest events of a catalog up to a sequence number, at most at_most; returns their number. Keeps events of the last 23 hours in
-- any case.
create or replace function delete_events_until(of_catalog uuid, newest bigint, at_most int) returns bigint
    language sql security definer set search_path = public, pg_temp
    begin atomic
        with deleted as (
            delete from outbox o using (
                select e.sequence, e.at from outbox e
                where e.catalog_id = of_catalog and e.sequence <= newest
                order by e.sequence limit at_most) old
            where o.catalog_id = of_catalog and o.sequence = old.sequence and old.at < now() - interval '23 hours'
            returning o.sequence
        )
        select count(*) from deleted;
    end;

-- Deletes rows of one of three tables from before a time, the oldest first; returns their number. Keeps rows of the last day in any case.
-- The owner deletes them, because the application may not. age: the column with the time of a row; other tables have none and fail.
create or replace function prune_rows(pruned text, before timestamptz, at_most int) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    age text := '{"device_report": "received_at", "certificate_revocation": "not_after", "issued_certificate": "not_after"}'::json ->> pruned;
    gone bigint;
begin
    execute format('delete from %I where ctid = any (array(select ctid from %1$I where %2$I < $1 order by %2$I limit $2))',
        pruned, age) using least(before, now() - interval '1 day'), at_most;
    get diagnostics gone = row_count;
    return gone;
end
$$;

-- ---- uptime --------------------------------------------------------------------------------------------------------
-- Outages longer than the tolerance since a time, the oldest first: the gaps between the periods in verifier_uptime. The last outage may
-- still be going on. Reads from the newest period that ended before the time, because an outage may begin there.
create or replace function verifier_outages(since timestamptz, now timestamptz, tolerance interval)
    returns table (began_at timestamptz, ended_at timestamptz)
    language sql stable
    begin atomic
        select u.last_beat, coalesce(u.next, now)
        from (select last_beat, lead(started_at) over (order by started_at) as next from verifier_uptime
              where last_beat >= coalesce((select max(last_beat) from verifier_uptime where last_beat <= since), since)) u
        where coalesce(u.next, now) > since and coalesce(u.next, now) - u.last_beat > tolerance
        order by u.last_beat;
    end;

-- Time in which Holdfast was up, between two times. Outages up to the tolerance count as up.
create or replace function verifier_up_time(since timestamptz, until timestamptz, tolerance interval) returns interval
    language sql stable
    begin atomic
        select (until - since) - coalesce(sum(least(o.ended_at, until) - greatest(o.began_at, since)), interval '0')
        from verifier_outages(since, until, tolerance) o
        where least(o.ended_at, until) > greatest(o.began_at, since);
    end;

revoke execute on function replace_issuer, catalog_names, catalogs_with_deleted, catalogs_listed, roles_of_caller, use_token, find_token, record_invitation,
    first_inviter, may_be_same_person, common_inviter, approvals_overdue, unsealed_audit_logs, audit_sequence_at, outbox_horizon,
    catalogs_with_events, outbox_invalidated_since, delete_events, excess_events, delete_events_until, prune_rows
    from public;
grant execute on function catalog_names, catalogs_with_deleted, catalogs_listed, roles_of_caller, use_token, find_token, record_invitation,
    may_be_same_person, common_inviter, approvals_overdue, unsealed_audit_logs, audit_sequence_at, outbox_horizon,
    catalogs_with_events, outbox_invalidated_since, delete_events, excess_events, delete_events_until, prune_rows to holdfast_app;
