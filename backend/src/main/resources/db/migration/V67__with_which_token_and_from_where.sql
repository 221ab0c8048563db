-- With which token somebody acted, as its GUID, a space and its name: the pool sets it at the begin of a transaction that a request with a
-- token makes, as it does the address. A name may come back; the GUID does not. Null for whoever signed in, and of older entries.
alter table audit_entry
    add column token text,
    add column token_id uuid;
alter table audit_entry
    alter column token set default nullif(substr(current_setting('holdfast.token', true), 38), ''),
    alter column token_id set default nullif(left(current_setting('holdfast.token', true), 36), '')::uuid;

drop function use_token(bytea, timestamptz);
create function use_token(wanted bytea, at timestamptz)
    returns table (catalog_id uuid, product_id uuid, group_id uuid, kind text, name text, role text, issuer text, subject text,
        made_by text, token_id uuid)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    update api_token t set last_used_at = at
    where t.hash = wanted and t.revoked_at is null and t.expires_at > at
      and (t.last_used_at is null or t.last_used_at < at - interval '1 minute');
    return query
        select t.catalog_id, t.product_id, t.group_id, t.kind, t.name, t.role, t.issuer, t.subject, t.made_by, t.token_id
        from api_token t
        where t.hash = wanted and t.revoked_at is null and t.expires_at > at;
end
$$;
revoke execute on function use_token(bytea, timestamptz) from public;
grant execute on function use_token(bytea, timestamptz) to holdfast_app;

-- Where whoever asked was, for the entries of what is done later in their name: by a second person's approval, or by a job.
alter table approval
    add column correlation text default nullif(current_setting('holdfast.correlation', true), ''),
    add column used_token text default nullif(current_setting('holdfast.token', true), '');
alter table device_job
    add column address text,
    add column agent text,
    add column correlation text,
    add column used_token text;
alter table device_job
    alter column address set default nullif(current_setting('holdfast.address', true), ''),
    alter column agent set default nullif(current_setting('holdfast.agent', true), ''),
    alter column correlation set default nullif(current_setting('holdfast.correlation', true), ''),
    alter column used_token set default nullif(current_setting('holdfast.token', true), '');

-- The offer of a transfer says who approved it, in the log of the catalog that offers: the two persons are its own.
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
            (jsonb_build_object('state', case action
                when 'WithdrawTransfer' then 'WITHDRAWN'
                when 'DeclineTransfer' then 'DECLINED'
                when 'AcceptTransfer' then 'ACCEPTED'
                else 'OPEN' end)
                || case when in_catalog = current_catalog_id()
                    then coalesce(nullif(current_setting('holdfast.approved', true), '')::jsonb, '{}') else '{}' end)::json
        from number n;
end
$$;
