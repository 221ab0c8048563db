-- An entry in the log of another catalog says who and what. From where somebody came, with what client and with which token is for the log of
-- their own catalog, or of the installation; the request's number joins the two.
create or replace function note_transfer(in_catalog uuid, at timestamptz, actor text, kind text, action text, subject text,
    detail text) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own boolean := in_catalog = current_catalog_id();
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
    insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail, address, agent, token, token_id, before, after)
        select in_catalog, n.last, at, actor, action, subject, detail,
            case when own then nullif(current_setting('holdfast.address', true), '') end,
            case when own then nullif(current_setting('holdfast.agent', true), '') end,
            case when own then nullif(substr(current_setting('holdfast.token', true), 38), '') end,
            case when own then nullif(left(current_setting('holdfast.token', true), 36), '')::uuid end,
            case when action <> 'OfferTransfer' then json_build_object('state', 'OPEN') end,
            (jsonb_build_object('state', case action
                when 'WithdrawTransfer' then 'WITHDRAWN'
                when 'DeclineTransfer' then 'DECLINED'
                when 'AcceptTransfer' then 'ACCEPTED'
                else 'OPEN' end)
                || case when own
                    then coalesce(nullif(current_setting('holdfast.approved', true), '')::jsonb, '{}') else '{}' end)::json
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
        insert into audit_entry (catalog_id, sequence, at, actor, action, subject, reason, before, after, detail,
            address, agent, token, token_id)
        select n.catalog_id, n.last, at, actor,
            case when ended then 'RevokeEndorsements' else 'RestoreEndorsements' end,
            coalesce(of_maker, 'chips'),
            why, json_build_object('endorsed', ended), json_build_object('endorsed', not ended),
            case when ended then 'The endorsements of ' else 'Restored the endorsements of ' end || c.devices
                || case c.devices when 1 then ' device' else ' devices' end
                || case when ended then ' were revoked for the whole installation: ' else ': ' end || why,
            null, null, null, null
        from numbered n join counted c on c.catalog_id = n.catalog_id
    )
    select count(*) into told from changed;
    return told;
end
$$;
