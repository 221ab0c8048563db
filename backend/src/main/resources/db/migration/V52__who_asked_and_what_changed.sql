-- ---- what was asked for with a token counts as long as the token does ----------------------------------------------

-- The token's hash; null of whoever signed in, and of what was asked for with a personal token before there was this column.
alter table approval add column token bytea check (length(token) = 32);

-- A service was known by its token's name. What waits is bound to the token that has the name now; to none where there is none.
alter table approval no force row level security;
update approval a set token = coalesce(
        (select t.hash from api_token t
         where t.catalog_id in (a.catalog_id, '00000000-0000-0000-0000-000000000000') and t.kind = 'SERVICE'
           and 'token:' || lower(t.name) = lower(a.requester ->> 'service')
           and t.issuer = a.requester ->> 'issuer' and t.subject = a.requester ->> 'id' and t.revoked_at is null
         order by t.made_at desc limit 1),
        decode(repeat('00', 32), 'hex'))
where a.state = 'PENDING' and a.requester ->> 'service' is not null;
alter table approval force row level security;
drop function service_role(text, text, text, timestamptz);

-- A token that is good now, by its hash, without that anybody used it.
create function good_token(wanted bytea, at timestamptz)
    returns table (catalog_id uuid, product_id uuid, group_id uuid, kind text, name text, role text, issuer text, subject text,
        made_by text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select t.catalog_id, t.product_id, t.group_id, t.kind, t.name, t.role, t.issuer, t.subject, t.made_by
        from api_token t
        where t.hash = wanted and t.revoked_at is null and t.expires_at > at;
    end;
revoke execute on function good_token(bytea, timestamptz) from public;
grant execute on function good_token(bytea, timestamptz) to holdfast_app;

-- Nobody needs a job's full name of whoever began it.
alter table device_job drop column display_name;

-- ---- whose work it is -----------------------------------------------------------------------------------------------

-- Whoever wrote a policy's version, for the identity provider: a name can change, and be another's. Null of older versions.
alter table policy_version
    add column author_issuer text,
    add column author_subject text;
-- Beside the names of those of whom only the name is known: issuer, a space, subject.
alter table approval add column barred_subjects text[] not null default '{}';

-- ---- where whoever asked was, for the entry of what is done in their name ------------------------------------------

alter table approval
    add column address text default nullif(current_setting('holdfast.address', true), ''),
    add column agent text default nullif(current_setting('holdfast.agent', true), '');

-- ---- before and after in the entries that functions write ----------------------------------------------------------

create or replace function note_transfer(in_catalog uuid, at timestamptz, actor text, kind text, action text, subject text,
    detail text) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if in_catalog is null then
        return;
    end if;
    insert into outbox (catalog_id, at, kind, subject, payload)
        values (in_catalog, at, kind, subject, jsonb_build_object('detail', detail));
    with number as (
        insert into audit_counter as c (catalog_id, last) values (in_catalog, 1)
        on conflict (catalog_id) do update set last = c.last + 1
        returning c.last
    )
    insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail, before, after)
        select in_catalog, n.last, at, actor, action, subject, detail,
            case when action <> 'OfferTransfer' then json_build_object('state', 'OPEN') end,
            json_build_object('state', case action
                when 'WithdrawTransfer' then 'WITHDRAWN'
                when 'DeclineTransfer' then 'DECLINED'
                when 'AcceptTransfer' then 'ACCEPTED'
                else 'OPEN' end)
        from number n;
end
$$;

create or replace function tell_endorsements_changed(of_maker text, of_chips bytea[], at timestamptz, actor text,
    ended boolean, why text) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    concerned bytea[];
    told bigint;
begin
    -- In one order everywhere, so that this and a batch of attestations cannot wait for each other.
    select array_agg(l.device_id) into concerned from (
        select d.device_id from device d
        join device_catalog k on k.catalog_id = d.catalog_id and k.device_id = d.device_id
        join (
            select e.device_id from endorsement e where e.maker = of_maker
            union
            select chip from unnest(of_chips) as chip
        ) e on e.device_id = k.device_id
        where (d.reason_code = 'endorsement-revoked') <> ended
        order by d.catalog_id, d.device_id
        for no key update of d
    ) l;
    -- A chip that its maker's revocation, or its own, still ends stays as it is.
    if not ended then
        select array_agg(v.device_id) into concerned
            from unnest(concerned) as c join valid_endorsement v on v.device_id = c;
    end if;

    with changed as (
        update device d set
            trust = case when ended then 'UNTRUSTED' else 'UNKNOWN' end,
            trust_since = at,
            reason_code = case when ended then 'endorsement-revoked' else 'endorsement-restored' end,
            reason = case when ended then 'The endorsement of its chip was revoked: ' || why
                else 'The endorsement of its chip was restored; it has not attested since.' end
        from unnest(concerned) as c(device_id)
        join device_catalog k on k.device_id = c.device_id
        where d.catalog_id = k.catalog_id and d.device_id = k.device_id
        returning d.catalog_id, d.device_id
    ), announced as (
        insert into outbox (catalog_id, at, kind, subject, payload, stale_kind, stale_key)
        select c.catalog_id, at, case when ended then 'EndorsementRevoked' else 'EndorsementRestored' end,
            encode(c.device_id, 'hex'), jsonb_build_object('reason', why), 'DEVICE', encode(c.device_id, 'hex')
        from changed c order by c.catalog_id, c.device_id
    ), counted as (
        select c.catalog_id, count(*) as devices from changed c group by c.catalog_id
    ), numbered as (
        insert into audit_counter as a (catalog_id, last)
        select n.catalog_id, 1 from counted n order by n.catalog_id
        on conflict (catalog_id) do update set last = a.last + 1
        returning a.catalog_id, a.last
    ), audited as (
        insert into audit_entry (catalog_id, sequence, at, actor, action, subject, reason, before, after, detail)
        select n.catalog_id, n.last, at, actor,
            case when ended then 'RevokeEndorsements' else 'RestoreEndorsements' end,
            coalesce(of_maker, 'chips'),
            why, json_build_object('endorsed', ended), json_build_object('endorsed', not ended),
            case when ended then 'The endorsements of ' else 'Restored the endorsements of ' end || c.devices
                || case c.devices when 1 then ' device' else ' devices' end
                || case when ended then ' were revoked for the whole installation: ' else ': ' end || why
        from numbered n join counted c on c.catalog_id = n.catalog_id
    )
    select count(*) into told from changed;
    return told;
end
$$;
